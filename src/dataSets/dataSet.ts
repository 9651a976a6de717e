import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { InputError } from "../files/inputError";

/** Inputs of norm 1 and a target for each: what a network is trained on. */
export interface DataSet {
  readonly name: string;
  /** n, the number of records. */
  readonly count: number;
  /** d, the number of entries of one input. */
  readonly inputDimension: number;
  /** C, if the targets are those of classes 0 .. C - 1 (see `classTarget`); null if they are numbers of their own. */
  readonly classes: number | null;
  /** The classes that the labels of the whole file name, where C is taken from them. */
  readonly classesFound?: ClassesFound;
  /** Records of the source that were left out, as all their entries are 0. */
  readonly zeroRecords?: number;
  /** n x d, row by row, each row of norm 1. */
  readonly inputs: Float32Array;
  readonly targets: Float32Array;
}

/** Which classes there are among integer labels. */
export interface ClassesFound {
  readonly count: number;
  readonly smallest: number;
  readonly largest: number;
}

/** What to do with records that have no direction, as all their entries are 0. */
export type ZeroRecords = "refuse" | "leave out";

/** The `found` of errors on such records. */
export const ONLY_ZEROS = "only zeros";

/** Outside these, the norm is near the ends of float64's range, where a quotient by it may lose digits. */
const SMALLEST_SAFE_NORM = 2 ** -400;
const LARGEST_SAFE_NORM = 2 ** 400;

/**
 * Scales each record to Euclidean norm 1: computed in float64 whatever the scale of the record, then rounded to float32.
 *
 * @param record the entries of record i, `dimension` of them
 * @param place what errors call record i
 * @param label what else errors say of record i, such as its class
 * @returns count x dimension, row by row
 * @throws InputError for a record that is all zero, and for an entry that is NaN or infinite
 * @example unitInputs(1, 2, () => [3, 4], (i) => `records[${i}]`) // 0.6, 0.8
 */
export function unitInputs(
  count: number,
  dimension: number,
  record: (i: number) => ArrayLike<number>,
  place: (i: number) => string,
  label?: (i: number) => string,
): Float32Array {
  const inputs = new Float32Array(count * dimension);
  for (let i = 0; i < count; i++) {
    if (!writeUnitRow(record(i), inputs, i * dimension, () => place(i))) {
      const found = label === undefined ? ONLY_ZEROS : `${ONLY_ZEROS} (${label(i)})`;
      throw new InputError(place(i), found, "a record that can be scaled to norm 1");
    }
  }
  return inputs;
}

/**
 * The places of the records to be read: all, or those with an entry that is not 0.
 *
 * @example recordsKept(3, (i) => [i % 2], "leave out") // 1
 */
export function recordsKept(
  count: number,
  record: (i: number) => ArrayLike<number>,
  zeroRecords: ZeroRecords,
): Uint32Array {
  const all = Uint32Array.from({ length: count }, (_, i) => i);
  const hasDirection = (i: number): boolean => Array.prototype.some.call(record(i), (entry: number) => entry !== 0);
  return zeroRecords === "refuse" ? all : all.filter(hasDirection);
}

/**
 * The target of class c of C, evenly spaced from -1 for the first to 1 for the last: 2c/(C - 1) - 1. A single class is
 * in the middle: 0.
 *
 * @example classTarget(9, 10) // 1
 */
export function classTarget(label: number, classes: number): number {
  return classes === 1 ? 0 : (2 * label) / (classes - 1) - 1;
}

/**
 * How many of the records that are there to read: the first `samples`, or all.
 *
 * @param place what errors call the option, with the file or folder that has the records
 * @throws InputError if `samples` is not a whole number from 1 to `available`
 * @example recordsToRead(undefined, 60000, "samples") // 60000
 */
export function recordsToRead(samples: number | undefined, available: number, place: string): number {
  const count = samples ?? available;
  if (!(Number.isSafeInteger(count) && count >= 1 && count <= available)) {
    throw new InputError(place, String(count), `1 to ${available}, the number of records`);
  }
  return count;
}

/** Whether the record has a direction. */
function writeUnitRow(record: ArrayLike<number>, inputs: Float32Array, start: number, place: () => string): boolean {
  let entries = record;
  let norm = euclideanNorm(entries);
  if (!(norm > SMALLEST_SAFE_NORM && norm < LARGEST_SAFE_NORM)) {
    const scaled = withoutScale(record, place);
    if (scaled === null) {
      return false;
    }
    entries = scaled;
    norm = euclideanNorm(entries);
  }
  for (let k = 0; k < entries.length; k++) {
    inputs[start + k] = entries[k] / norm;
  }
  return true;
}

/** The record divided by its largest entry, so that its norm is between 1 and √d; null if all are 0. */
function withoutScale(record: ArrayLike<number>, place: () => string): Float64Array | null {
  let largest = 0;
  for (let k = 0; k < record.length; k++) {
    if (!Number.isFinite(record[k])) {
      throw new InputError(`${place()}[${k}]`, String(record[k]), "a finite number");
    }
    largest = Math.max(largest, Math.abs(record[k]));
  }
  return largest === 0 ? null : Float64Array.from(record, (entry) => entry / largest);
}
