import { basename } from "node:path";
import { classTarget, type DataSet, recordsToRead, unitInputs } from "./dataSet";
import { InputError } from "./inputError";
import { readNpyRecords, recordLength } from "./npy";
import { type NpyHeader, readNpyHeader } from "./npyHeader";

/**
 * A data set of one's own from two NumPy files.
 *
 * @param options.inputs the path of an array [n, …], whose records are flattened in C order
 * @param options.targets the path of an array [n] or [n, 1]: integers are class labels 0 .. C - 1, with C from the whole file;
 *   floating-point numbers are the targets themselves
 * @param options.samples only the first ones; undefined for all
 * @throws InputError that names the file for damaged files, shapes that do not match, zero records, NaN and infinities
 * @example readNpyDataSet({ inputs: "inputs.npy", targets: "targets.npy" })
 */
export function readNpyDataSet({
  inputs,
  targets,
  samples,
}: {
  inputs: string;
  targets: string;
  samples?: number | undefined;
}): DataSet {
  const header = readNpyHeader(inputs);
  checkInputShape(inputs, header);
  const targetHeader = readNpyHeader(targets);
  checkTargetShape(targets, targetHeader, `${header.shape[0]}, as many as records in ${inputs}`, header.shape[0]);
  const count = recordsToRead(samples, header.shape[0], `${inputs}: samples`);
  const dimension = recordLength(header);
  const { classes, values } = readTargets(targets, targetHeader, count);
  return {
    name: basename(inputs),
    count,
    inputDimension: dimension,
    classes,
    inputs: unitInputs(count, dimension, readNpyRecords(inputs, header, count), (i) => `${inputs}: records[${i}]`),
    targets: values,
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

function readTargets(path: string, header: NpyHeader, count: number): { classes: number | null; values: Float32Array } {
  const all = header.shape[0];
  const { isInteger } = header.type;
  const record = readNpyRecords(path, header, isInteger ? all : count);
  if (!isInteger) {
    return { classes: null, values: Float32Array.from({ length: count }, (_, i) => finite(path, i, record(i)[0])) };
  }
  const labels = Float64Array.from({ length: all }, (_, i) => record(i)[0]);
  let largest = 0;
  for (const [i, label] of labels.entries()) {
    if (label < 0) {
      throw new InputError(`${path}: records[${i}]`, `label ${label}`, "a label 0, 1, 2 …");
    }
    largest = Math.max(largest, label);
  }
  const classes = largest + 1;
  return { classes, values: Float32Array.from(labels.subarray(0, count), (label) => classTarget(label, classes)) };
}

function finite(path: string, i: number, target: number): number {
  if (!Number.isFinite(Math.fround(target))) {
    throw new InputError(`${path}: records[${i}]`, String(target), "a finite float32 number");
  }
  return target;
}
