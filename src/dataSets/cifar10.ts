import { withFileBytes } from "../files/fileBytes";
import { InputError } from "../files/inputError";
import { type Cifar10Batch, cifar10Batch, cifar10Paths, RECORD_BYTES } from "./cifar10Batches";
import { classTarget, type DataSet, recordsKept, recordsToRead, unitInputs, type ZeroRecords } from "./dataSet";

const CLASSES = 10;
const PIXELS = RECORD_BYTES - 1;

/**
 * The training images of CIFAR-10 with the targets of their labels, from the binary version.
 *
 * @param options.samples only the first ones, so that later batches are not even opened; undefined for all
 * @param options.directory the folder of the batches, or the one above
 * @param options.zeroRecords what to do with black images; refused by default
 * @throws InputError for a missing folder or batch, a damaged batch, and more samples than there are records
 * @example readCifar10({ samples: 100, directory: "data" }).inputDimension // 3072
 */
export function readCifar10({
  samples,
  directory,
  zeroRecords = "refuse",
}: {
  samples?: number | undefined;
  directory: string;
  zeroRecords?: ZeroRecords;
}): DataSet {
  const batches = batchesFor(directory, samples);
  const available = batches.reduce((sum, batch) => sum + batch.count, 0);
  const count = recordsToRead(samples, available, `${directory}: samples`);
  const inputs = new Float32Array(count * PIXELS);
  const targets = new Float32Array(count);
  let seen = 0;
  let kept = 0;
  for (const batch of batches) {
    const records = Math.min(batch.count, count - seen);
    const part = readRecords(batch, records, zeroRecords);
    inputs.set(part.inputs, kept * PIXELS);
    targets.set(part.targets, kept);
    seen += records;
    kept += part.targets.length;
  }
  return {
    name: "CIFAR-10",
    count: kept,
    inputDimension: PIXELS,
    classes: CLASSES,
    zeroRecords: count - kept,
    inputs: inputs.subarray(0, kept * PIXELS),
    targets: targets.subarray(0, kept),
  };
}

/**
 * The number of records in all batches that are there, from the sizes of the files.
 *
 * @throws InputError as `readCifar10` does, except for what is inside the records
 * @example countCifar10("data") // 50000
 */
export function countCifar10(directory: string): number {
  return batchesFor(directory).reduce((sum, { count }) => sum + count, 0);
}

/** The first batches, until they have `samples` records; all for undefined (and for what is not a number of records). */
function batchesFor(directory: string, samples = 0): Cifar10Batch[] {
  const wanted = Number.isInteger(samples) && samples > 0 ? samples : Number.POSITIVE_INFINITY;
  const batches: Cifar10Batch[] = [];
  let available = 0;
  for (const path of cifar10Paths(directory)) {
    if (available >= wanted) {
      break;
    }
    const batch = cifar10Batch(path);
    batches.push(batch);
    available += batch.count;
  }
  return batches;
}

function readRecords(
  { path }: Cifar10Batch,
  count: number,
  zeroRecords: ZeroRecords,
): { inputs: Float32Array; targets: Float32Array } {
  return withFileBytes(path, "a readable batch of CIFAR-10", (file) => {
    const bytes = file.slice(0, count * RECORD_BYTES);
    const labels = Uint8Array.from({ length: count }, (_, i) => bytes[i * RECORD_BYTES]);
    const unknown = labels.findIndex((label) => label >= CLASSES);
    if (unknown >= 0) {
      throw new InputError(`records[${unknown}]`, `label ${labels[unknown]}`, `a label from 0 to ${CLASSES - 1}`);
    }
    const pixels = (i: number) => bytes.subarray(i * RECORD_BYTES + 1, (i + 1) * RECORD_BYTES);
    const kept = recordsKept(count, pixels, zeroRecords);
    return {
      inputs: unitInputs(
        kept.length,
        PIXELS,
        (k) => pixels(kept[k]),
        (k) => `records[${kept[k]}]`,
        (k) => `label ${labels[kept[k]]}`,
      ),
      targets: Float32Array.from(kept, (i) => classTarget(labels[i], CLASSES)),
    };
  });
}
