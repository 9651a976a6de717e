import { join } from "node:path";
import { withFileBytes } from "../files/fileBytes";
import { type FolderContent, filesIn } from "../files/filesIn";
import { InputError } from "../files/inputError";

/** Bytes of one record: a label, then 32 x 32 pixels in three colours. */
export const RECORD_BYTES = 3073;

const SUBFOLDER = "cifar-10-batches-bin";
const NAMES = [1, 2, 3, 4, 5].map((number) => `data_batch_${number}.bin`);
const UNPACKED_FROM = "unpacked from cifar-10-binary.tar.gz (https://www.cs.toronto.edu/~kriz/cifar.html)";
const EXPECTED = `a folder with data_batch_1.bin to data_batch_5.bin, or some of them, in it or in ${SUBFOLDER}, ${UNPACKED_FROM}`;

/** What the first two bytes of other files are; as a label, neither of the first is possible. */
const GZIP_MAGIC = [0x1f, 0x8b];
const PICKLE_START = 0x80;

/** One file of CIFAR-10, in the binary version. */
export interface Cifar10Batch {
  readonly path: string;
  /** The number of records. */
  readonly count: number;
}

/**
 * The paths of the training batches that a folder, or its cifar-10-batches-bin, has, in the order of their numbers.
 *
 * @throws InputError if there are none, with a hint at what is there instead: an archive, the Python or MATLAB version
 * @example cifar10Paths("data") // ["data/cifar-10-batches-bin/data_batch_1.bin"]
 */
export function cifar10Paths(directory: string): string[] {
  const content = filesIn(directory, EXPECTED);
  const paths = batchesIn(directory, content);
  if (paths.length > 0) {
    return paths;
  }
  if (content.folders.includes(SUBFOLDER)) {
    const folder = join(directory, SUBFOLDER);
    const below = batchesIn(folder, filesIn(folder, EXPECTED));
    if (below.length > 0) {
      return below;
    }
  }
  throw new InputError(directory, thereInstead(content), EXPECTED);
}

/**
 * The number of records in a batch, from its size and its first two bytes.
 *
 * @throws InputError that names the file if it is empty, cut within a record, or of another version
 * @example cifar10Batch("data_batch_1.bin").count // 10000
 */
export function cifar10Batch(path: string): Cifar10Batch {
  return withFileBytes(path, "a readable batch of CIFAR-10", ({ size, slice }) => {
    const [first, second] = slice(0, Math.min(2, size));
    if (first === GZIP_MAGIC[0] && second === GZIP_MAGIC[1]) {
      throw new InputError("content", "gzipped data", `a batch ${UNPACKED_FROM}`);
    }
    if (first === PICKLE_START) {
      throw new InputError("content", "a Python pickle", `a batch of the binary version, ${UNPACKED_FROM}`);
    }
    if (size === 0) {
      throw new InputError("content", "an empty file", `records of ${RECORD_BYTES} bytes`);
    }
    const cut = size % RECORD_BYTES;
    const count = (size - cut) / RECORD_BYTES;
    if (cut !== 0) {
      throw new InputError(
        `records[${count}]`,
        `a record cut after ${cut} bytes`,
        `${RECORD_BYTES}: a label and 3072 pixels`,
      );
    }
    return { path, count };
  });
}

function batchesIn(folder: string, { files }: FolderContent): string[] {
  return NAMES.filter((name) => files.includes(name)).map((name) => join(folder, name));
}

function thereInstead({ files, folders }: FolderContent): string {
  const archive = files.find((name) => /^cifar-10.*\.(tar|tar\.gz|tgz)$/.test(name));
  const python =
    files.find((name) => /^data_batch_\d$/.test(name)) ?? folders.find((name) => name === "cifar-10-batches-py");
  const matlab =
    files.find((name) => /^data_batch_\d\.mat$/.test(name)) ?? folders.find((name) => name === "cifar-10-batches-mat");
  if (archive !== undefined) {
    return `an archive that is not unpacked (${archive})`;
  }
  if (python !== undefined) {
    return `the Python version of CIFAR-10 (${python})`;
  }
  return matlab === undefined ? "no batch of CIFAR-10" : `the MATLAB version of CIFAR-10 (${matlab})`;
}
