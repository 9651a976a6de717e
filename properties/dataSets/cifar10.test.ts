/** CIFAR-10: batches in a folder read back as they were written, and what is not a batch is refused by name. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { countCifar10, readCifar10 } from "../../src/dataSets/cifar10";
import { InputError } from "../../src/files/inputError";
import { quickOrFull } from "../depth";

const folder = mkdtempSync(join(tmpdir(), "wnb-"));
afterAll(() => rmSync(folder, { recursive: true }));

const RECORD = 3073;

/** A new folder with these files (below it where the name says so). */
let folders = 0;
function folderWith(files: Readonly<Record<string, Uint8Array>>): string {
  const directory = join(folder, String(folders++));
  mkdirSync(directory);
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(join(directory, name, ".."), { recursive: true });
    writeFileSync(join(directory, name), bytes);
  }
  return directory;
}

/** Records of these labels, all their pixels 1. */
function batch(...labels: number[]): Uint8Array {
  const bytes = new Uint8Array(labels.length * RECORD).fill(1);
  labels.forEach((label, i) => {
    bytes[i * RECORD] = label;
  });
  return bytes;
}

const labelsOf = ({ targets }: { targets: Float32Array }) => [...targets].map((y) => Math.round(((y + 1) * 9) / 2));

test("what is written is read: labels, ratios of pixels, batches in the order of their numbers, the first samples", () => {
  const record = fc.record({
    label: fc.integer({ min: 0, max: 9 }),
    pixels: fc.uint8Array({ minLength: 3072, maxLength: 3072 }).map((pixels) => pixels.with(0, pixels[0] || 1)),
  });
  const batches = fc
    .uniqueArray(fc.integer({ min: 1, max: 5 }), { minLength: 1 })
    .chain((numbers) =>
      fc.tuple(
        ...numbers.map((number) =>
          fc.record({ number: fc.constant(number), records: fc.array(record, { minLength: 1, maxLength: 3 }) }),
        ),
      ),
    );
  fc.assert(
    fc.property(batches, fc.boolean(), fc.nat(), (written, below, n) => {
      const prefix = below ? "cifar-10-batches-bin/" : "";
      const directory = folderWith(
        Object.fromEntries(
          written.map(({ number, records }) => [
            `${prefix}data_batch_${number}.bin`,
            Buffer.concat(records.flatMap(({ label, pixels }) => [Uint8Array.of(label), pixels])),
          ]),
        ),
      );
      const all = [...written].sort((a, b) => a.number - b.number).flatMap(({ records }) => records);
      const samples = 1 + (n % all.length);
      const set = readCifar10({ directory, samples });
      expect(set).toMatchObject({ name: "CIFAR-10", count: samples, inputDimension: 3072, classes: 10 });
      expect(labelsOf(set)).toEqual(all.slice(0, samples).map(({ label }) => label));
      all.slice(0, samples).forEach(({ pixels }, i) => {
        const norm = Math.sqrt(pixels.reduce((sum, pixel) => sum + pixel * pixel, 0));
        expect(set.inputs.slice(i * 3072, (i + 1) * 3072)).toEqual(Float32Array.from(pixels, (pixel) => pixel / norm));
      });
      expect(readCifar10({ directory }).count).toBe(all.length);
      expect(countCifar10(directory)).toBe(all.length);
      rmSync(directory, { recursive: true });
    }),
    { numRuns: quickOrFull(5, 30) },
  );
});

test("batches beyond the samples are not even opened; test batches are no training data", () => {
  const directory = folderWith({
    "data_batch_1.bin": batch(3, 1),
    "data_batch_2.bin": batch(4).slice(1),
    "test_batch.bin": batch(9),
  });
  expect(labelsOf(readCifar10({ directory, samples: 2 }))).toEqual([3, 1]);
  const cut = new Error(
    `${join(directory, "data_batch_2.bin")}: records[0]: found a record cut after 3072 bytes, expected 3073: a label and 3072 pixels`,
  );
  expect(() => readCifar10({ directory, samples: 3 })).toThrow(cut);
  expect(() => readCifar10({ directory })).toThrow(cut);
  expect(() => countCifar10(directory)).toThrow(cut);
});

test("more samples than records, and numbers that are none", () => {
  const directory = folderWith({ "data_batch_1.bin": batch(1, 2), "data_batch_4.bin": batch(3) });
  for (const samples of [0, 4, 1.5, Number.NaN]) {
    expect(() => readCifar10({ directory, samples })).toThrow(
      new Error(`${directory}: samples: found ${samples}, expected 1 to 3, the number of records`),
    );
  }
});

const unpackedFrom = "unpacked from cifar-10-binary.tar.gz (https://www.cs.toronto.edu/~kriz/cifar.html)";

test.each<[string, Uint8Array, string]>([
  ["nothing", Uint8Array.of(), "content: found an empty file, expected records of 3073 bytes"],
  [
    "a cut record",
    batch(1, 2).slice(0, -3000),
    "records[1]: found a record cut after 73 bytes, expected 3073: a label and 3072 pixels",
  ],
  [
    "a byte too many",
    Uint8Array.from([...batch(1), 5]),
    "records[1]: found a record cut after 1 bytes, expected 3073: a label and 3072 pixels",
  ],
  ["a label above 9", batch(9, 10), "records[1]: found label 10, expected a label from 0 to 9"],
  [
    "a record of zeros",
    Buffer.concat([batch(1), new Uint8Array(RECORD)]),
    "records[1]: found only zeros (label 0), expected a record that can be scaled to norm 1",
  ],
  ["gzipped data", gzipSync(batch(1)), `content: found gzipped data, expected a batch ${unpackedFrom}`],
  [
    "a pickle",
    Uint8Array.of(0x80, 0x02, 0x7d),
    `content: found a Python pickle, expected a batch of the binary version, ${unpackedFrom}`,
  ],
])("a batch of %s is refused", (_, bytes, message) => {
  const directory = folderWith({ "data_batch_1.bin": batch(1), "data_batch_2.bin": bytes });
  expect(() => readCifar10({ directory })).toThrow(new Error(`${join(directory, "data_batch_2.bin")}: ${message}`));
  expect(() => readCifar10({ directory })).toThrow(InputError);
});

const expected = `a folder with data_batch_1.bin to data_batch_5.bin, or some of them, in it or in cifar-10-batches-bin, ${unpackedFrom}`;

test.each<[string, Record<string, Uint8Array>, string]>([
  ["nothing", {}, "no batch of CIFAR-10"],
  ["an empty folder below", { "cifar-10-batches-bin/readme.html": batch() }, "no batch of CIFAR-10"],
  ["the test batch alone", { "test_batch.bin": batch(1), "data_batch_6.bin": batch(1) }, "no batch of CIFAR-10"],
  [
    "the archive",
    { "cifar-10-binary.tar.gz": gzipSync(batch(1)) },
    "an archive that is not unpacked (cifar-10-binary.tar.gz)",
  ],
  ["Python batches", { data_batch_1: batch(1) }, "the Python version of CIFAR-10 (data_batch_1)"],
  [
    "a folder of Python batches",
    { "cifar-10-batches-py/data_batch_1": batch(1) },
    "the Python version of CIFAR-10 (cifar-10-batches-py)",
  ],
  ["MATLAB batches", { "data_batch_1.mat": batch(1) }, "the MATLAB version of CIFAR-10 (data_batch_1.mat)"],
  [
    "a folder of MATLAB batches",
    { "cifar-10-batches-mat/data_batch_1.mat": batch(1) },
    "the MATLAB version of CIFAR-10 (cifar-10-batches-mat)",
  ],
])("a folder with %s", (_, files, found) => {
  const directory = folderWith(files);
  expect(() => readCifar10({ directory })).toThrow(new Error(`${directory}: found ${found}, expected ${expected}`));
});

test("no folder", () => {
  const directory = folderWith({ file: batch(1) });
  expect(() => readCifar10({ directory: join(directory, "none") })).toThrow(
    new Error(`${join(directory, "none")}: found no such folder, expected ${expected}`),
  );
  expect(() => readCifar10({ directory: join(directory, "file") })).toThrow(
    new Error(`${join(directory, "file")}: found a file, expected ${expected}`),
  );
  mkdirSync(join(directory, "data_batch_1.bin"));
  expect(() => readCifar10({ directory })).toThrow(`${directory}: found no batch of CIFAR-10`);
});
