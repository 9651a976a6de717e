import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { type DataSet, ONLY_ZEROS } from "../../dataSets/dataSet";
import { type DataSource, readDataSet } from "../../dataSets/readDataSet";
import { InputError } from "../../files/inputError";
import type { TrainOptions } from "./trainOptions";

/**
 * Where the data of a new run are. Paths become absolute: the run may be resumed from another folder.
 *
 * @throws InputError for options that are missing, or have no effect on this data set
 */
export function newSource({ dataset = "mnist", dataDir, inputs, targets }: TrainOptions): DataSource {
  if (dataset !== "npy" && (inputs !== undefined || targets !== undefined)) {
    throw new InputError(inputs === undefined ? "--targets" : "--inputs", "a file", "--dataset npy with it");
  }
  switch (dataset) {
    case "mnist":
      return dataDir === undefined ? { kind: "mnist" } : { kind: "mnist", directory: resolve(dataDir) };
    case "cifar10":
      if (dataDir === undefined) {
        throw new InputError("--data-dir", "none", "the folder of CIFAR-10's binary batches (data_batch_1.bin, …)");
      }
      return { kind: "cifar10", directory: resolve(dataDir) };
    case "npy":
      if (dataDir !== undefined) {
        throw new InputError("--data-dir", dataDir, "--inputs and --targets alone, as --dataset is npy");
      }
      if (inputs === undefined || targets === undefined) {
        throw new InputError(
          inputs === undefined ? "--inputs" : "--targets",
          "none",
          "a .npy file, as --dataset is npy",
        );
      }
      return { kind: "npy", inputs: resolve(inputs), targets: resolve(targets) };
  }
}

/**
 * Where the data of a run are now: where they were, or where options say.
 *
 * @throws InputError for options that have no effect, and for files that are not there
 */
export function movedSource(
  source: DataSource,
  options: Pick<TrainOptions, "dataDir" | "inputs" | "targets">,
): DataSource {
  const now = source.kind === "npy" ? movedFiles(source, options) : movedFolder(source, options);
  const paths = now.kind === "npy" ? [now.inputs, now.targets] : [now.directory ?? []].flat();
  const missing = paths.filter((path) => !existsSync(path));
  if (missing.length > 0) {
    const files = now.kind === "npy" ? " (or --inputs FILE and --targets FILE)" : "";
    throw new InputError(
      missing.join(" and "),
      missing.length > 1 ? "no such files" : `no such ${now.kind === "npy" ? "file" : "folder"}`,
      `the data of the run; --data-dir DIR${files} says where they are now`,
    );
  }
  return now;
}

/**
 * The records of a new run.
 *
 * @throws InputError as readDataSet does; for a record of zeros it names the option that leaves such records out
 */
export function recordsOf(source: DataSource, { samples, skipZeroRecords }: TrainOptions): DataSet {
  try {
    return readDataSet(source, samples, skipZeroRecords ? "leave out" : "refuse");
  } catch (error) {
    if (error instanceof InputError && error.found.startsWith(ONLY_ZEROS)) {
      const expected = `${error.expected} (--skip-zero-records leaves such records out)`;
      throw new InputError(error.place, error.found, expected);
    }
    throw error;
  }
}

function movedFiles(
  source: Extract<DataSource, { kind: "npy" }>,
  { dataDir, inputs, targets }: Pick<TrainOptions, "dataDir" | "inputs" | "targets">,
): DataSource {
  if (dataDir === undefined) {
    return { kind: "npy", inputs: resolve(inputs ?? source.inputs), targets: resolve(targets ?? source.targets) };
  }
  if (inputs !== undefined || targets !== undefined) {
    throw new InputError("--data-dir", dataDir, "it alone, or --inputs and --targets");
  }
  const inFolder = (path: string): string => resolve(join(dataDir, basename(path)));
  return { kind: "npy", inputs: inFolder(source.inputs), targets: inFolder(source.targets) };
}

function movedFolder(
  source: Exclude<DataSource, { kind: "npy" }>,
  { dataDir, inputs, targets }: Pick<TrainOptions, "dataDir" | "inputs" | "targets">,
): DataSource {
  if (inputs !== undefined || targets !== undefined) {
    const option = inputs === undefined ? "--targets" : "--inputs";
    throw new InputError(option, "a file", `no such option: the run is on ${source.kind}`);
  }
  return dataDir === undefined ? source : { ...source, directory: resolve(dataDir) };
}
