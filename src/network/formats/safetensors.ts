import { InputError } from "../../files/inputError";
import { placeOf } from "../../files/place";
import { decodeReals } from "./realTypes";
import { isInteger, metadataOf, parseHeader, tensorEntry } from "./safetensorsHeader";

/** One tensor in C order, its values as float64 whatever the file's type. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly values: Float64Array;
  /** What the file has it in: F16, BF16, F32 or F64. Not there where no file was read. */
  readonly type?: string;
}

/** The parts of a safetensors file. */
export interface Safetensors<T = Tensor> {
  readonly tensors: ReadonlyMap<string, T>;
  readonly metadata: ReadonlyMap<string, string>;
  /** The types of those tensors that hold no real numbers: integers and booleans, which are counts, indices or masks. None when written. */
  readonly integers?: ReadonlyMap<string, string>;
}

/** A tensor to be written, in the type of its array: F32 or F64. */
export interface WrittenTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array | Float64Array;
}

/** The format's own limit on the header; a length beyond it is not a header but damage. */
const LONGEST_HEADER = 100_000_000;
const LENGTH_BYTES = 8;
const OPENING_BRACE = 0x7b;
const SPACE = 0x20;

/** Whether bytes look like a safetensors file: a little-endian length, then a JSON object. */
export function isSafetensors(bytes: Uint8Array): boolean {
  if (bytes.length <= LENGTH_BYTES || bytes[LENGTH_BYTES] !== OPENING_BRACE) {
    return false;
  }
  // A damaged length is still a safetensors file, unless the bytes begin as JSON does ({"data":{ has the brace there too).
  return headerLength(bytes) <= LONGEST_HEADER || !(bytes[0] === OPENING_BRACE || bytes[0] <= SPACE);
}

/**
 * Reads tensors of float16, bfloat16, float32 and float64, infinities and NaN too, and which ones there are of integers and booleans.
 *
 * @throws InputError for a truncated or damaged file: header beyond the end, duplicate keys, offsets that overlap, leave gaps or do not match
 *   the shape; for real numbers of other types
 */
export function parseSafetensors(bytes: Uint8Array): Safetensors {
  const length = bytes.length > LENGTH_BYTES ? headerLength(bytes) : Number.POSITIVE_INFINITY;
  if (length > Math.min(LONGEST_HEADER, bytes.length - LENGTH_BYTES)) {
    throw new InputError(
      "header",
      `${bytes.length} bytes that do not hold it`,
      "8 bytes of header length, then the header",
    );
  }
  const header = parseHeader(bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + length));
  const data = bytes.subarray(LENGTH_BYTES + length);
  const tensors = new Map<string, Tensor>();
  const integers = new Map<string, string>();
  const spans: { name: string; begin: number; end: number }[] = [];
  const { __metadata__: metadata = null, ...entries } = header;
  for (const [name, entry] of Object.entries(entries)) {
    const { type, shape, begin, end } = tensorEntry(name, entry);
    if (end > data.length) {
      throw new InputError(
        placeOf("", name),
        `data up to byte ${end} of a file with ${data.length} data bytes`,
        "a file that is not truncated",
      );
    }
    spans.push({ name, begin, end });
    if (isInteger(type)) {
      integers.set(name, type);
    } else {
      tensors.set(name, { shape, values: decodeReals(data.subarray(begin, end), type), type });
    }
  }
  checkSpans(spans, data.length);
  return { tensors, metadata: metadataOf(metadata), integers };
}

/** Serialises tensors, in the order given, with string metadata. */
export function formatSafetensors({ tensors, metadata }: Safetensors<WrittenTensor>): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: Object.fromEntries(metadata) };
  let size = 0;
  for (const [name, { shape, values }] of tensors) {
    const dtype = values instanceof Float32Array ? "F32" : "F64";
    header[name] = { dtype, shape, data_offsets: [size, size + values.byteLength] };
    size += values.byteLength;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  // Spaces bring the data to a multiple of 8 bytes, so that readers can map it.
  const padded = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(LENGTH_BYTES + padded + size).fill(0x20, LENGTH_BYTES, LENGTH_BYTES + padded);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded), true);
  bytes.set(text, LENGTH_BYTES);
  let offset = LENGTH_BYTES + padded;
  for (const { values } of tensors.values()) {
    // Node runs on little-endian machines only, as the format is.
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), offset);
    offset += values.byteLength;
  }
  return bytes;
}

function headerLength(bytes: Uint8Array): number {
  return Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
}

function checkSpans(spans: { name: string; begin: number; end: number }[], size: number): void {
  let reached = 0;
  for (const { name, begin, end } of [...spans].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin !== reached) {
      throw new InputError(
        `${placeOf("", name)}.data_offsets`,
        `data from byte ${begin}`,
        `byte ${reached} (no overlaps, no gaps)`,
      );
    }
    reached = end;
  }
  if (reached !== size) {
    throw new InputError("data", `${size} bytes`, `${reached}, where the last tensor ends`);
  }
}
