import { InputError } from "../files/inputError";
import { readNpyRecords, recordLength } from "./npy";
import { type NpyHeader, readNpyHeader } from "./npyHeader";

/**
 * One vector of a .npy file, in C order, its numbers as they are.
 *
 * @param row which record of an array [n, …]; null for an array that is the vector as a whole, whatever its shape
 * @param dimension how many numbers it must have
 * @throws InputError that names the file: another size, no such record, an array of several records where none is named
 * @example readNpyVector("images.npy", 3, 784).length // 784, of an array [n, 28, 28]
 */
export function readNpyVector(path: string, row: number | null, dimension: number): Float64Array {
  const header = readNpyHeader(path);
  const { shape } = header;
  if (row === null && product(shape) === dimension) {
    return readNpyRecords(path, { ...header, shape: [1, ...shape] }, 1)(0);
  }
  checkRecords(path, header, dimension, row === null ? `, or an array of ${dimension} numbers` : "");
  if (row === null) {
    throw new InputError(path, `${shape[0]} records`, `the number of one of them behind the name, as ${path}:0`);
  }
  if (row >= shape[0]) {
    throw new InputError(path, `no record ${row}`, `0 to ${shape[0] - 1}`);
  }
  return readNpyRecords(path, header, row + 1)(row);
}

/**
 * All records of a .npy file [n, …], each in C order.
 *
 * @throws InputError that names the file, for records of another size
 * @example readNpyVectors("images.npy", 784).length // n
 */
export function readNpyVectors(path: string, dimension: number): Float64Array[] {
  const header = readNpyHeader(path);
  checkRecords(path, header, dimension, "");
  const record = readNpyRecords(path, header, header.shape[0]);
  return Array.from({ length: header.shape[0] }, (_, i) => record(i));
}

/**
 * Targets from a .npy file: [n] for one output, [n, K] for K of them.
 *
 * @returns K lists of n numbers
 * @throws InputError that names the file, for another shape
 * @example readNpyTargets("targets.npy", 100, 10)[3] // those of output 3
 */
export function readNpyTargets(path: string, records: number, outputs: number): Float64Array[] {
  const header = readNpyHeader(path);
  const { shape } = header;
  const isOneEach = shape.length === 1 && outputs === 1;
  if (shape[0] !== records || !(isOneEach || (shape.length === 2 && shape[1] === outputs))) {
    const expected = outputs === 1 ? `[${records}] or [${records}, 1]` : `[${records}, ${outputs}]`;
    throw new InputError(`${path}: header.shape`, `[${shape.join(", ")}]`, expected);
  }
  const record = readNpyRecords(path, header, records);
  return Array.from({ length: outputs }, (_, k) => Float64Array.from({ length: records }, (_, i) => record(i)[k]));
}

function checkRecords(path: string, header: NpyHeader, dimension: number, or: string): void {
  const { shape } = header;
  if (shape.length === 0 || shape[0] === 0 || recordLength(header) !== dimension) {
    throw new InputError(
      `${path}: header.shape`,
      `[${shape.join(", ")}]`,
      `[n, ${dimension}], or [n, …] with ${dimension} numbers in a record${or}`,
    );
  }
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((all, size) => all * size, 1);
}
