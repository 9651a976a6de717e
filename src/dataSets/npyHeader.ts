import { type FileBytes, withFileBytes } from "../files/fileBytes";
import { InputError, shown } from "../files/inputError";
import { NPY_TYPES, type NpyType, npyType } from "./npyType";

/** What a NumPy file says about its array. */
export interface NpyHeader {
  readonly type: NpyType;
  readonly shape: readonly number[];
  /** The first index varies fastest, not the last. */
  readonly fortranOrder: boolean;
  /** Where the entries begin in the file. */
  readonly dataStart: number;
}

const MAGIC = "\x93NUMPY";
const ZIP_MAGIC = "PK";
/** NumPy's own limit on what it takes for a header. */
const LONGEST_HEADER = 10_000;
/** Bytes before the header: the magic string, two of version, two (version 1.0) or four of length. */
const LONGEST_START = 12;
const VERSIONS = ["1.0", "2.0", "3.0"];
const KEYS = ["descr", "fortran_order", "shape"];
/** One item of the Python dictionary: a quoted key, a value (text, True or False, tuple, list), a comma or the end. */
const ITEM = /\s*(['"])(\w+)\1\s*:\s*('[^']*'|"[^"]*"|\w+|\([^()]*\)|\[.*\])\s*(?:,\s*|$)/y;

/**
 * Reads the header of a .npy file, versions 1.0 to 3.0, and compares it with the size of the file.
 *
 * @throws InputError that names the file and the place: no .npy file, another version, a damaged header, a type that is not
 *   read, more or fewer bytes of data than the shape has
 * @example readNpyHeader("inputs.npy").shape // [100, 3]
 */
export function readNpyHeader(path: string): NpyHeader {
  return withFileBytes(path, "a readable .npy file", (file) => {
    const { text, dataStart } = headerText(file);
    const items = dictionary(text);
    const header = { ...items, dataStart };
    checkDataLength(header, file.size - dataStart);
    return header;
  });
}

function headerText(file: FileBytes): { text: string; dataStart: number } {
  const start = file.slice(0, Math.min(LONGEST_START, file.size));
  const magic = latin1(start.subarray(0, MAGIC.length));
  if (magic !== MAGIC) {
    const found = magic === "" ? "an empty file" : magic.startsWith(ZIP_MAGIC) ? "a zip archive" : "another format";
    throw new InputError("content", found, "a .npy file, as numpy.save writes it");
  }
  const version = [...start.subarray(MAGIC.length, MAGIC.length + 2)].join(".");
  if (!VERSIONS.includes(version)) {
    throw new InputError("version", version || "none", VERSIONS.join(", "));
  }
  const isFirst = version === "1.0";
  const textStart = isFirst ? LONGEST_START - 2 : LONGEST_START;
  if (start.length < textStart) {
    throw new InputError("header", "a file that ends before its length", "a file that is not truncated");
  }
  const view = new DataView(start.buffer);
  const length = isFirst ? view.getUint16(8, true) : view.getUint32(8, true);
  const most = Math.min(LONGEST_HEADER, file.size - textStart);
  if (length > most) {
    throw new InputError("header", `a length of ${length} bytes`, `at most ${most}`);
  }
  return { text: latin1(file.slice(textStart, textStart + length)), dataStart: textStart + length };
}

function dictionary(text: string): Omit<NpyHeader, "dataStart"> {
  const body = /^\s*\{(.*)\}\s*$/s.exec(text)?.[1].trim();
  if (body === undefined) {
    throw new InputError("header", shown(text.trim()), "a Python dictionary");
  }
  const items = new Map<string, string>();
  ITEM.lastIndex = 0;
  for (let at = 0; at < body.length; at = ITEM.lastIndex) {
    const item = ITEM.exec(body);
    if (item === null || items.has(item[2]) || !KEYS.includes(item[2])) {
      throw new InputError("header", shown(body.slice(at)), `the keys ${KEYS.join(", ")} with their values, once each`);
    }
    items.set(item[2], item[3]);
  }
  return {
    type: typeOf(items.get("descr")),
    shape: shapeOf(items.get("shape")),
    fortranOrder: truthOf(items.get("fortran_order")),
  };
}

function typeOf(descr: string | undefined): NpyType {
  const name = descr?.replace(/^['"]|['"]$/g, "");
  const type = name === undefined ? null : npyType(name);
  if (type === null) {
    throw new InputError("header.descr", shown(name), NPY_TYPES);
  }
  return type;
}

function shapeOf(tuple: string | undefined): number[] {
  // (), (3,), (3, 4), (3, 4,); NumPy under Python 2 wrote (3L, 4L).
  const sizes = /^\(\s*((?:\d+L?\s*,\s*)*(?:\d+L?\s*)?)\)$/.exec(tuple ?? "")?.[1].match(/\d+/g);
  const isTuple = tuple !== undefined && (/^\(\s*\)$/.test(tuple) || (sizes !== undefined && tuple.includes(",")));
  const shape = (sizes ?? []).map(Number);
  if (!isTuple || !shape.every(Number.isSafeInteger)) {
    throw new InputError("header.shape", shown(tuple), "a tuple of sizes");
  }
  return shape;
}

function truthOf(value: string | undefined): boolean {
  if (value !== "True" && value !== "False") {
    throw new InputError("header.fortran_order", shown(value), "True or False");
  }
  return value === "True";
}

function checkDataLength({ type, shape }: NpyHeader, size: number): void {
  const expected = shape.reduce((product, n) => product * n, type.bytes);
  if (size !== expected) {
    throw new InputError("data", `${size} bytes`, `${expected} (${type.descr} of shape [${shape.join(", ")}])`);
  }
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}
