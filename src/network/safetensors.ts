import { InputError, shown } from "./inputError";
import { objectAt } from "./jsonValues";
import { parseJson } from "./parseJson";
import { placeOf } from "./place";
import { checkKeys } from "./unknownKeys";

/** One tensor in C order, its values as float64 whatever the file's type. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly values: Float64Array;
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
const REAL_BYTES: Readonly<Record<string, number>> = { F32: 4, F64: 8 };
const INTEGER_BYTES: Readonly<Record<string, number>> = {
  BOOL: 1,
  I8: 1,
  U8: 1,
  I16: 2,
  U16: 2,
  I32: 4,
  U32: 4,
  I64: 8,
  U64: 8,
};
const BYTES_PER_ELEMENT: Readonly<Record<string, number>> = { ...REAL_BYTES, ...INTEGER_BYTES };
const ENTRY_KEYS = { tensor: ["dtype", "shape", "data_offsets"] };

/** Whether bytes look like a safetensors file: a little-endian length, then a JSON object. */
export function isSafetensors(bytes: Uint8Array): boolean {
  if (bytes.length <= LENGTH_BYTES || bytes[LENGTH_BYTES] !== OPENING_BRACE) {
    return false;
  }
  // A damaged length is still a safetensors file, unless the bytes begin as JSON does ({"data":{ has the brace there too).
  return headerLength(bytes) <= LONGEST_HEADER || !(bytes[0] === OPENING_BRACE || bytes[0] <= SPACE);
}

/**
 * Reads float32 and float64 tensors, and which ones there are of integers and booleans.
 *
 * @throws InputError for a truncated or damaged file: header beyond the end, duplicate keys, offsets that overlap, leave gaps or do not match
 *   the shape; for real numbers of other types than F32 and F64
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
  const metadata = new Map<string, string>();
  const tensors = new Map<string, Tensor>();
  const integers = new Map<string, string>();
  const spans: { name: string; begin: number; end: number }[] = [];
  for (const [name, entry] of Object.entries(header)) {
    if (name === "__metadata__") {
      readMetadata(entry, metadata);
      continue;
    }
    const { type, shape, begin, end } = tensorEntry(name, entry);
    if (end > data.length) {
      throw new InputError(
        placeOf("", name),
        `data up to byte ${end} of a file with ${data.length} data bytes`,
        "a file that is not truncated",
      );
    }
    spans.push({ name, begin, end });
    if (Object.hasOwn(INTEGER_BYTES, type)) {
      integers.set(name, type);
    } else {
      tensors.set(name, { shape, values: decode(data.subarray(begin, end), type) });
    }
  }
  checkSpans(spans, data.length);
  return { tensors, metadata, integers };
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

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  try {
    return objectAt(parseJson(bytes, "the safetensors header"), "content");
  } catch (error) {
    // Duplicate keys have a place of their own.
    throw error instanceof InputError && error.place === "content"
      ? new InputError("header", "text that is not a JSON object", "the safetensors header")
      : error;
  }
}

/** Null stands for no metadata, as it does to the reader of those who made the format. */
function readMetadata(entry: unknown, metadata: Map<string, string>): void {
  if (entry === null) {
    return;
  }
  if (typeof entry !== "object" || Array.isArray(entry)) {
    throw new InputError("__metadata__", shown(entry), "an object of strings");
  }
  for (const [key, text] of Object.entries(entry as object)) {
    if (typeof text !== "string") {
      throw new InputError(placeOf("__metadata__", key), shown(text), "a string");
    }
    metadata.set(key, text);
  }
}

function tensorEntry(name: string, value: unknown): { type: string; shape: number[]; begin: number; end: number } {
  const place = placeOf("", name);
  const entry = objectAt(value, place);
  const { dtype, shape, data_offsets: offsets } = entry;
  const isSize = (n: unknown): n is number => typeof n === "number" && Number.isSafeInteger(n) && n >= 0;
  if (typeof dtype !== "string" || !Object.hasOwn(BYTES_PER_ELEMENT, dtype)) {
    throw new InputError(`${place}.dtype`, shown(dtype), "F32 or F64");
  }
  if (!Array.isArray(shape) || !shape.every(isSize)) {
    throw new InputError(`${place}.shape`, shown(shape), "an array of sizes");
  }
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isSize)) {
    throw new InputError(`${place}.data_offsets`, shown(offsets), "[begin, end]");
  }
  checkKeys(entry, ENTRY_KEYS, "tensor", place);
  const [begin, end] = offsets as [number, number];
  const expected = (shape as number[]).reduce((product, n) => product * n, BYTES_PER_ELEMENT[dtype]);
  if (end - begin !== expected) {
    throw new InputError(
      `${place}.data_offsets`,
      `${end - begin} bytes`,
      `${expected} (${dtype} of shape [${shape.join(", ")}])`,
    );
  }
  return { type: dtype, shape: shape as number[], begin, end };
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

function decode(bytes: Uint8Array, type: string): Float64Array {
  // A copy, as the data need not be aligned for a typed array.
  const aligned = new Uint8Array(bytes).buffer;
  return type === "F64" ? new Float64Array(aligned) : Float64Array.from(new Float32Array(aligned));
}
