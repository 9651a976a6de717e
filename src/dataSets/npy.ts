import { withFileBytes } from "../files/fileBytes";
import { InputError } from "../files/inputError";
import type { NpyHeader } from "./npyHeader";

/** The first records of an array: for [n, a, b …] the entries of record i in C order, a·b·… of them, as float64. */
type NpyRecords = (i: number) => Float64Array;

/**
 * Reads the entries of the first `count` records (places of the first index) of a .npy file, in C order whatever the order of
 * the file. Of a file in C order only these are read.
 *
 * @param header as `readNpyHeader` gave it, of at least one dimension
 * @returns the entries of record i; these throw an InputError for an integer that float64 does not hold exactly
 * @throws InputError that names the file if it cannot be read
 * @example readNpyRecords("inputs.npy", readNpyHeader("inputs.npy"), 10)(0)
 */
export function readNpyRecords(path: string, header: NpyHeader, count: number): NpyRecords {
  const { type, shape, fortranOrder, dataStart } = header;
  const length = recordLength(header);
  const entries = (fortranOrder ? shape[0] : count) * length;
  const data = withFileBytes(path, "a readable .npy file", (file) =>
    file.slice(dataStart, dataStart + entries * type.bytes),
  );
  const view = new DataView(data.buffer);
  const offsets = fortranOrder ? fortranOffsets(shape, length) : Float64Array.from({ length }, (_, k) => k);
  const step = fortranOrder ? 1 : length;
  return (i) => {
    const record = new Float64Array(length);
    for (let k = 0; k < length; k++) {
      const entry = type.read(view, (i * step + offsets[k]) * type.bytes);
      record[k] = typeof entry === "number" ? entry : exactly(entry, () => `${path}: records[${i}][${k}]`);
    }
    return record;
  };
}

/**
 * The number of entries of one record: the product of all sizes but the first.
 *
 * @example recordLength(header) // 12 for the shape [100, 3, 4]
 */
export function recordLength({ shape }: NpyHeader): number {
  return shape.slice(1).reduce((product, n) => product * n, 1);
}

/** Where entry k, counted in C order, of record 0 is in Fortran order. */
function fortranOffsets(shape: readonly number[], length: number): Float64Array {
  return Float64Array.from({ length }, (_, k) => {
    let rest = k;
    let offset = 0;
    let stride = shape.reduce((product, n) => product * n, 1);
    for (let axis = shape.length - 1; axis >= 1; axis--) {
      stride /= shape[axis];
      offset += (rest % shape[axis]) * stride;
      rest = Math.floor(rest / shape[axis]);
    }
    return offset;
  });
}

function exactly(entry: bigint, place: () => string): number {
  const value = Number(entry);
  if (BigInt(value) !== entry) {
    throw new InputError(place(), String(entry), "an integer that float64 holds exactly");
  }
  return value;
}
