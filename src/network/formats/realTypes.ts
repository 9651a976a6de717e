/** The types of real numbers that safetensors files are read in. Float64 holds every number of each of them exactly. */
import { powerOfTwo } from "../../arithmetic/rounding/powerOfTwo";

interface RealType {
  readonly bytes: number;
  /** @param data little-endian, as Node's machines are, and aligned */
  decode(data: ArrayBuffer): Float64Array;
}

const REAL_TYPES: Readonly<Record<string, RealType>> = {
  F16: { bytes: 2, decode: (data) => decodeFloat16(new Uint16Array(data)) },
  BF16: { bytes: 2, decode: (data) => decodeBfloat16(new Uint16Array(data)) },
  F32: { bytes: 4, decode: (data) => new Float64Array(new Float32Array(data)) },
  F64: { bytes: 8, decode: (data) => new Float64Array(data) },
};

/** Their names, for errors. */
export const REAL_TYPE_NAMES = "F16, BF16, F32 or F64";

/** The bytes of one number, by the name of its type. */
export const REAL_BYTES: Readonly<Record<string, number>> = Object.fromEntries(
  Object.entries(REAL_TYPES).map(([name, { bytes }]) => [name, bytes]),
);

/**
 * The numbers that these bytes stand for, infinities and NaN among them.
 *
 * @param type one of {@link REAL_BYTES}
 * @example decodeReals(Uint8Array.of(0x00, 0x3c), "F16") // [1]
 */
export function decodeReals(bytes: Uint8Array, type: string): Float64Array {
  // A copy, as the data need not be aligned for a typed array.
  return REAL_TYPES[type].decode(new Uint8Array(bytes).buffer);
}

/** float16: 1 bit of sign, 5 of exponent, 10 of fraction. */
function decodeFloat16(patterns: Uint16Array): Float64Array {
  const values = new Float64Array(patterns.length);
  for (let k = 0; k < patterns.length; k++) {
    const exponent = (patterns[k] >> 10) & 31;
    const fraction = patterns[k] & 1023;
    const size =
      exponent === 31
        ? fraction === 0
          ? Number.POSITIVE_INFINITY
          : Number.NaN
        : exponent === 0
          ? fraction * powerOfTwo(-24)
          : (1024 + fraction) * powerOfTwo(exponent - 25);
    values[k] = patterns[k] >> 15 === 0 ? size : -size;
  }
  return values;
}

/** bfloat16: the upper half of a float32. */
function decodeBfloat16(patterns: Uint16Array): Float64Array {
  const wide = new Uint32Array(patterns.length);
  for (let k = 0; k < patterns.length; k++) {
    wide[k] = patterns[k] << 16;
  }
  return new Float64Array(new Float32Array(wide.buffer));
}
