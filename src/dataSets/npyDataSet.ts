import { basename } from "node:path";
import { InputError } from "../files/inputError";
import {
  type ClassesFound,
  classTarget,
  type DataSet,
  recordsKept,
  recordsToRead,
  unitInputs,
  type ZeroRecords,
} from "./dataSet";
import { readNpyRecords, recordLength } from "./npy";
import { type NpyHeader, readNpyHeader } from "./npyHeader";

/**
 * A data set of one's own from two NumPy files.
 *
 * @param options.inputs the path of an array [n, …], whose records are flattened in C order
 * @param options.targets the path of an array [n] or [n, 1]: integers are class labels 0 .. C - 1, with C from the whole file;
 *   floating-point numbers are the targets themselves
 * @param options.samples only the first ones; undefined for all
 * @param options.zeroRecords what to do with inputs that are all zero; refused by default
 * @throws InputError that names the file for damaged files, shapes that do not match, zero records, NaN and infinities
 * @example readNpyDataSet({ inputs: "inputs.npy", targets: "targets.npy" })
 */
export function readNpyDataSet({
  inputs,
  targets,
  samples,
  zeroRecords = "refuse",
}: {
  inputs: string;
  targets: string;
  samples?: number | undefined;
  zeroRecords?: ZeroRecords;
}): DataSet {
  const header = readNpyHeader(inputs);
  checkInputShape(inputs, header);
  const targetHeader = readNpyHeader(targets);
  checkTargetShape(targets, targetHeader, `${header.shape[0]}, as many as records in ${inputs}`, header.shape[0]);
  const count = recordsToRead(samples, header.shape[0], `${inputs}: samples`);
  const dimension = recordLength(header);
  const { classes, values, nameOf } = readTargets(targets, targetHeader, count);
  const record = readNpyRecords(inputs, header, count);
  const kept = recordsKept(count, record, zeroRecords);
  return {
    name: basename(inputs),
    count: kept.length,
    inputDimension: dimension,
    ...classes,
    zeroRecords: count - kept.length,
    inputs: unitInputs(
      kept.length,
      dimension,
      (k) => record(kept[k]),
      (k) => `${inputs}: records[${kept[k]}]`,
      (k) => nameOf(kept[k]),
    ),
    targets: Float32Array.from(kept, (i) => values[i]),
  };
}

function checkInputShape(path: string, { shape }: NpyHeader): void {
  if (shape.length < 2 || shape.includes(0)) {
    throw new InputError(`${path}: header.shape`, `[${shape.join(", ")}]`, "[n, d] or [n, …], with no size 0");
  }
}

function checkTargetShape(path: string, { shape }: NpyHeader, expectedCount: string, count: number): void {
  if (!(shape.length === 1 || (shape.length === 2 && shape[1] === 1))) {
    throw new InputError(`${path}: header.shape`, `[${shape.join(", ")}]`, "[n] or [n, 1]");
  }
  if (shape[0] !== count) {
    throw new InputError(path, `${shape[0]} targets`, expectedCount);
  }
}

interface Targets {
  readonly classes: Pick<DataSet, "classes" | "classesFound">;
  readonly values: Float32Array;
  /** What errors say of record i. */
  nameOf(i: number): string;
}

function readTargets(path: string, header: NpyHeader, count: number): Targets {
  const all = header.shape[0];
  const { isInteger } = header.type;
  const record = readNpyRecords(path, header, isInteger ? all : count);
  if (!isInteger) {
    const values = Float32Array.from({ length: count }, (_, i) => finite(path, i, record(i)[0]));
    return { classes: { classes: null }, values, nameOf: (i) => `target ${values[i]}` };
  }
  const labels = Float64Array.from({ length: all }, (_, i) => record(i)[0]);
  const classesFound = classesOf(path, labels);
  const classes = classesFound.largest + 1;
  return {
    classes: { classes, classesFound },
    values: Float32Array.from(labels.subarray(0, count), (label) => classTarget(label, classes)),
    nameOf: (i) => `label ${labels[i]}`,
  };
}

function classesOf(path: string, labels: Float64Array): ClassesFound {
  const negative = labels.findIndex((label) => label < 0);
  if (negative >= 0) {
    throw new InputError(`${path}: records[${negative}]`, `label ${labels[negative]}`, "a label 0, 1, 2 …");
  }
  const found = [...new Set(labels)].sort((a, b) => a - b);
  return { count: found.length, smallest: found[0], largest: found[found.length - 1] };
}

function finite(path: string, i: number, target: number): number {
  if (!Number.isFinite(Math.fround(target))) {
    throw new InputError(`${path}: records[${i}]`, String(target), "a finite float32 number");
  }
  return target;
}
