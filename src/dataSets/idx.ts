import { gunzipSync } from "node:zlib";
import { type FileBytes, withFileBytes } from "../files/fileBytes";
import { InputError } from "../files/inputError";
import { recordsToRead } from "./dataSet";

/** The two kinds of idx files that MNIST has. */
export type IdxKind = "images" | "labels";

/** What the header of an idx file says. */
export interface IdxShape {
  readonly count: number;
  /** Bytes of one record: the pixels of an image; 1 for a label. */
  readonly recordBytes: number;
}

/** The first records of an idx file. */
interface IdxRecords extends IdxShape {
  readonly bytes: Uint8Array;
}

const MAGIC: Readonly<Record<IdxKind, number>> = { images: 0x00000803, labels: 0x00000801 };
const HEADER_BYTES: Readonly<Record<IdxKind, number>> = { images: 16, labels: 8 };
const GZIP_MAGIC = 0x1f8b;
const LARGEST_LABEL = 9;

/**
 * Reads the first records of an idx file, which may be gzipped. Only the part that is wanted is read, unless it is gzipped.
 *
 * @param samples how many records; undefined for all
 * @returns these records, with the number of records that the file has
 * @throws InputError that names the file, and the record where it applies: another magic number, a size that does not match
 *   the header, a label above 9, fewer records than `samples`
 * @example readIdx("train-labels-idx1-ubyte", "labels", 5).bytes // 5, 0, 4, 1, 9
 */
export function readIdx(path: string, kind: IdxKind, samples?: number): IdxRecords {
  return withIdx(path, (file) => {
    const shape = checkedShape(file, kind);
    const start = HEADER_BYTES[kind];
    const bytes = file.slice(start, start + recordsToRead(samples, shape.count, "samples") * shape.recordBytes);
    if (kind === "labels") {
      checkLabels(bytes);
    }
    return { ...shape, bytes };
  });
}

/**
 * The header of an idx file, compared with the size of the file.
 *
 * @throws InputError that names the file, as `readIdx` does
 * @example readIdxShape("train-images-idx3-ubyte", "images") // { count: 60000, recordBytes: 784 }
 */
export function readIdxShape(path: string, kind: IdxKind): IdxShape {
  return withIdx(path, (file) => checkedShape(file, kind));
}

function withIdx<T>(path: string, use: (file: FileBytes) => T): T {
  return withFileBytes(path, "a readable idx file", (file) => use(isGzip(file) ? unpacked(file) : file));
}

function isGzip(file: FileBytes): boolean {
  return file.size >= 2 && bigEndian(file.slice(0, 2)).getUint16(0) === GZIP_MAGIC;
}

function unpacked(file: FileBytes): FileBytes {
  const packed = file.slice(0, file.size);
  try {
    const bytes = gunzipSync(packed);
    return { size: bytes.length, slice: (from, to) => bytes.subarray(from, to) };
  } catch (error) {
    throw new InputError("gzip", `damaged data (${(error as Error).message})`, "a gzipped idx file");
  }
}

function checkedShape(file: FileBytes, kind: IdxKind): IdxShape {
  const start = HEADER_BYTES[kind];
  const header = bigEndian(file.slice(0, Math.min(file.size, start)));
  const magic = header.byteLength >= 4 ? header.getUint32(0) : undefined;
  if (magic !== undefined && magic !== MAGIC[kind]) {
    throw new InputError("magic number", hexadecimal(magic), `${hexadecimal(MAGIC[kind])}, that of idx ${kind}`);
  }
  if (header.byteLength < start) {
    throw new InputError("header", `${header.byteLength} bytes`, `${start}, the header of idx ${kind}`);
  }
  const count = header.getUint32(4);
  const recordBytes = kind === "images" ? header.getUint32(8) * header.getUint32(12) : 1;
  if (count === 0 || recordBytes === 0) {
    throw new InputError("header", `${count} ${kind} of ${recordBytes} bytes`, "at least one, of at least one byte");
  }
  checkSize(file.size - start, { count, recordBytes }, kind);
  return { count, recordBytes };
}

function checkSize(size: number, { count, recordBytes }: IdxShape, kind: IdxKind): void {
  const expected = `${count * recordBytes}: ${count} ${kind} of ${recordBytes} bytes`;
  if (size < count * recordBytes) {
    const cut = Math.floor(size / recordBytes);
    const after = `cut after ${size % recordBytes} of ${recordBytes} bytes`;
    throw new InputError(`${kind}[${cut}]`, `a record ${after}, ${size} bytes of data in all`, expected);
  }
  if (size > count * recordBytes) {
    throw new InputError("data", `${size} bytes`, expected);
  }
}

function checkLabels(labels: Uint8Array): void {
  const wrong = labels.findIndex((label) => label > LARGEST_LABEL);
  if (wrong >= 0) {
    throw new InputError(`labels[${wrong}]`, String(labels[wrong]), `a digit, 0 to ${LARGEST_LABEL}`);
  }
}

function bigEndian(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function hexadecimal(magic: number): string {
  return `0x${magic.toString(16).padStart(8, "0")}`;
}
