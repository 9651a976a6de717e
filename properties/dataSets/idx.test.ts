/** MNIST: the real files, files in a folder under all their names, and damaged ones. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { readIdx, readIdxShape } from "../../src/dataSets/idx";
import { countMnist, mnistFiles, readMnist } from "../../src/dataSets/mnist";
import { InputError } from "../../src/files/inputError";
import { quickOrFull } from "../depth";
import { onlyInFull } from "../onlyInFull";

const folder = mkdtempSync(join(tmpdir(), "wnb-"));
afterAll(() => rmSync(folder, { recursive: true }));

const word = (n: number) => [(n >>> 24) & 255, (n >>> 16) & 255, (n >>> 8) & 255, n & 255];
const imageFile = (count: number, rows: number, columns: number, pixels: Iterable<number>) =>
  Uint8Array.from([...word(0x803), ...word(count), ...word(rows), ...word(columns), ...pixels]);
const labelFile = (labels: readonly number[]) => Uint8Array.from([...word(0x801), ...word(labels.length), ...labels]);

const IMAGES = "train-images-idx3-ubyte";
const LABELS = "train-labels-idx1-ubyte";

/** A new folder with these files, so that no test reads those of another. */
let folders = 0;
function folderWith(files: Readonly<Record<string, Uint8Array>>): string {
  const directory = join(folder, String(folders++));
  mkdirSync(directory);
  for (const [name, bytes] of Object.entries(files)) {
    writeFileSync(join(directory, name), bytes);
  }
  return directory;
}

onlyInFull("the real training set: 60,000 records of norm 1, the labels 5 0 4 1 9 …, the pixels of the file", () => {
  const set = readMnist({});
  expect(set).toMatchObject({ name: "MNIST", count: 60000, inputDimension: 784, classes: 10 });
  expect(set.inputs).toHaveLength(60000 * 784);
  expect(set.targets).toHaveLength(60000);
  expect([...set.targets.subarray(0, 5)]).toEqual([5, 0, 4, 1, 9].map((digit) => Math.fround((2 * digit) / 9 - 1)));
  let worst = 0;
  for (let i = 0; i < quickOrFull(3000, 60000); i++) {
    const squares = set.inputs.subarray(i * 784, (i + 1) * 784).reduce((sum, x) => sum + x * x, 0);
    worst = Math.max(worst, Math.abs(Math.sqrt(squares) - 1));
  }
  expect(worst).toBeLessThan(1e-6);
  const bytes = readFileSync(mnistFiles().images);
  for (const i of [0, 31234, 59999]) {
    const pixels = [...bytes.subarray(16 + i * 784, 16 + (i + 1) * 784)];
    const norm = Math.hypot(...pixels);
    expect([...set.inputs.subarray(i * 784, (i + 1) * 784)]).toEqual(pixels.map((pixel) => Math.fround(pixel / norm)));
  }
  // The first image, a 5, has pixels of sum 27525 and of squared norm 5940005, as counted by another program.
  const first = set.inputs.subarray(0, 784).reduce((sum, x) => sum + x, 0);
  expect(first).toBeCloseTo(27525 / Math.sqrt(5940005), 4);
});

test("the first samples are those of the whole set, and too many are refused with the number there is", () => {
  const files = mnistFiles();
  const all = readMnist({ samples: 300 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), (samples) => {
      const some = readMnist({ samples });
      expect(some.count).toBe(samples);
      expect(some.inputs).toEqual(all.inputs.slice(0, samples * 784));
      expect(some.targets).toEqual(all.targets.slice(0, samples));
    }),
    { numRuns: quickOrFull(2, 10) },
  );
  expect(countMnist(files)).toBe(60000);
  expect(() => readMnist({ samples: 60001 })).toThrow(
    new Error(`${files.images}: samples: found 60001, expected 1 to 60000, the number of records`),
  );
});

test("what is written is read: any size of image, plain or gzipped, under all names in use", () => {
  const size = fc.integer({ min: 1, max: 4 });
  const content = fc.tuple(fc.integer({ min: 1, max: 6 }), size, size).chain(([count, rows, columns]) =>
    fc.record({
      rows: fc.constant(rows),
      columns: fc.constant(columns),
      labels: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count }),
      pixels: fc.uint8Array({ min: 1, minLength: count * rows * columns, maxLength: count * rows * columns }),
    }),
  );
  const dots = fc.boolean();
  const gzip = fc.boolean();
  fc.assert(
    fc.property(content, dots, gzip, ({ rows, columns, labels, pixels }, withDots, packed) => {
      const name = (plain: string) => (withDots ? plain.replace("-idx", ".idx") : plain) + (packed ? ".gz" : "");
      const stored = (bytes: Uint8Array) => (packed ? gzipSync(bytes) : bytes);
      const directory = folderWith({
        [name(IMAGES)]: stored(imageFile(labels.length, rows, columns, pixels)),
        [name(LABELS)]: stored(labelFile(labels)),
      });
      const { images } = mnistFiles(directory);
      expect(readIdx(images, "images").bytes).toEqual(pixels);
      const set = readMnist({ directory });
      expect(set).toMatchObject({ count: labels.length, inputDimension: rows * columns });
      expect([...set.targets].map((y) => Math.round(((y + 1) * 9) / 2))).toEqual(labels);
      expect(countMnist(mnistFiles(directory))).toBe(labels.length);
    }),
    { numRuns: quickOrFull(15, 60) },
  );
});

const images = imageFile(2, 1, 3, [1, 2, 3, 4, 5, 6]);
const labels = labelFile([7, 9]);

test.each<[string, Uint8Array, string]>([
  ["nothing", Uint8Array.of(), "header: found 0 bytes, expected 16, the header of idx images"],
  ["half a header", images.slice(0, 9), "header: found 9 bytes, expected 16, the header of idx images"],
  ["labels", labels, "magic number: found 0x00000801, expected 0x00000803, that of idx images"],
  [
    "the bytes of a little-endian magic number",
    Uint8Array.from([3, 8, 0, 0, ...images.slice(4)]),
    "magic number: found 0x03080000, expected 0x00000803, that of idx images",
  ],
  [
    "no images",
    imageFile(0, 28, 28, []),
    "header: found 0 images of 784 bytes, expected at least one, of at least one byte",
  ],
  [
    "no pixels",
    imageFile(2, 28, 0, []),
    "header: found 2 images of 0 bytes, expected at least one, of at least one byte",
  ],
  [
    "a cut record",
    images.slice(0, -1),
    "images[1]: found a record cut after 2 of 3 bytes, 5 bytes of data in all, expected 6: 2 images of 3 bytes",
  ],
  [
    "a missing record",
    images.slice(0, -3),
    "images[1]: found a record cut after 0 of 3 bytes, 3 bytes of data in all, expected 6: 2 images of 3 bytes",
  ],
  ["a byte too many", Uint8Array.from([...images, 0]), "data: found 7 bytes, expected 6: 2 images of 3 bytes"],
  [
    "zeros",
    imageFile(2, 1, 3, [1, 2, 3, 0, 0, 0]),
    "images[1]: found only zeros (label 9), expected a record that can be scaled to norm 1",
  ],
  [
    "damaged gzip data",
    gzipSync(images).subarray(0, -9),
    "gzip: found damaged data (unexpected end of file), expected a gzipped idx file",
  ],
])("images with %s are refused", (_, bytes, message) => {
  const directory = folderWith({ [IMAGES]: bytes, [LABELS]: labels });
  expect(() => readMnist({ directory })).toThrow(new Error(`${join(directory, IMAGES)}: ${message}`));
  expect(() => readMnist({ directory })).toThrow(InputError);
});

test.each<[string, Uint8Array, string]>([
  ["no header", labels.slice(0, 7), ": header: found 7 bytes, expected 8, the header of idx labels"],
  ["images", images, ": magic number: found 0x00000803, expected 0x00000801, that of idx labels"],
  ["a label above 9", labelFile([7, 10]), ": labels[1]: found 10, expected a digit, 0 to 9"],
  [
    "a cut",
    labels.slice(0, -1),
    ": labels[1]: found a record cut after 0 of 1 bytes, 1 bytes of data in all, expected 2: 2 labels of 1 bytes",
  ],
  ["a byte too many", Uint8Array.from([...labels, 1]), ": data: found 3 bytes, expected 2: 2 labels of 1 bytes"],
])("labels with %s are refused", (_, bytes, message) => {
  const directory = folderWith({ [IMAGES]: images, [LABELS]: bytes });
  expect(() => readMnist({ directory })).toThrow(new Error(join(directory, LABELS) + message));
});

test("another number of labels than of images, whatever the samples", () => {
  for (const wrong of [[1], [1, 2, 3]]) {
    const directory = folderWith({ [IMAGES]: images, [LABELS]: labelFile(wrong) });
    const message = new Error(
      `${join(directory, LABELS)}: found ${wrong.length} labels, expected 2, as many as images in ${join(directory, IMAGES)}`,
    );
    expect(() => readMnist({ directory })).toThrow(message);
    expect(() => readMnist({ directory, samples: 1 })).toThrow(message);
    expect(() => countMnist(mnistFiles(directory))).toThrow(message);
  }
});

test("missing files, folders and files that cannot be opened are named", () => {
  const names = `${LABELS}, ${LABELS}.gz, train-labels.idx1-ubyte, train-labels.idx1-ubyte.gz`;
  const directory = folderWith({ [IMAGES]: images });
  expect(() => readMnist({ directory })).toThrow(
    new Error(`${directory}: found no training labels, expected one of ${names}`),
  );
  mkdirSync(join(directory, LABELS));
  expect(() => readMnist({ directory })).toThrow(`${directory}: found no training labels`);
  expect(() => readMnist({ directory: join(directory, IMAGES) })).toThrow(
    new Error(`${join(directory, IMAGES)}: found a file, expected a folder with the files of MNIST`),
  );
  const labelsPath = join(directory, LABELS);
  expect(() => readIdxShape(labelsPath, "labels")).toThrow(
    new Error(`${labelsPath}: found a folder, expected a readable idx file`),
  );
  expect(() => readIdx(join(directory, "none"), "labels")).toThrow(
    new Error(`${join(directory, "none")}: found no such file, expected a readable idx file`),
  );
  const loop = join(directory, "loop");
  symlinkSync(loop, loop);
  expect(() => readIdx(loop, "labels")).toThrow(
    new Error(`${loop}: found an error (ELOOP), expected a readable idx file`),
  );
  expect(() => readIdx("/dev/null", "labels")).toThrow(
    new Error("/dev/null: found a pipe or a device, expected a readable idx file"),
  );
});
