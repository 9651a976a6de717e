/** How one entry of a NumPy array is stored. */
export interface NpyType {
  /** As NumPy writes it: <f4, |u1, >i8 … */
  readonly descr: string;
  readonly bytes: number;
  /** Integers and booleans, as against floating-point numbers. */
  readonly isInteger: boolean;
  /** 64-bit integers come as bigint, since a number may not hold them. */
  readonly read: (view: DataView, at: number) => number | bigint;
}

/** The types that are read, for error messages. */
export const NPY_TYPES = "one of f2, f4, f8, u1, i1, u2, i2, u4, i4, u8, i8, b1, after < or > (| for one byte)";

const READERS: Readonly<Record<string, (view: DataView, at: number, little: boolean) => number | bigint>> = {
  f2: (view, at, little) => float16(view.getUint16(at, little)),
  f4: (view, at, little) => view.getFloat32(at, little),
  f8: (view, at, little) => view.getFloat64(at, little),
  u1: (view, at) => view.getUint8(at),
  i1: (view, at) => view.getInt8(at),
  u2: (view, at, little) => view.getUint16(at, little),
  i2: (view, at, little) => view.getInt16(at, little),
  u4: (view, at, little) => view.getUint32(at, little),
  i4: (view, at, little) => view.getInt32(at, little),
  u8: (view, at, little) => view.getBigUint64(at, little),
  i8: (view, at, little) => view.getBigInt64(at, little),
  b1: (view, at) => (view.getUint8(at) === 0 ? 0 : 1),
};

/**
 * The type that NumPy describes in this way; null if it is not one of those that are read.
 *
 * @example npyType("<f4")?.bytes // 4
 */
export function npyType(descr: string): NpyType | null {
  const [order, code] = [descr.slice(0, 1), descr.slice(1)];
  if (!Object.hasOwn(READERS, code)) {
    return null;
  }
  const bytes = Number(code.slice(1));
  if (!(order === "<" || order === ">" || (order === "|" && bytes === 1))) {
    return null;
  }
  const readEntry = READERS[code];
  const little = order !== ">";
  return { descr, bytes, isInteger: !code.startsWith("f"), read: (view, at) => readEntry(view, at, little) };
}

/** The value of a float16, which float64 holds exactly: 1 bit of sign, 5 of exponent, 10 of fraction. */
function float16(bits: number): number {
  const sign = bits >> 15 === 0 ? 1 : -1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) {
    return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  }
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}
