/** Data sets from two NumPy files: labels become targets over the classes of the whole file, numbers are targets themselves. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { readNpyDataSet } from "../../src/dataSets/npyDataSet";
import { InputError } from "../../src/files/inputError";
import { npyFile, type WrittenArray } from "../reference/npyFile";

const folder = mkdtempSync(join(tmpdir(), "wnb-"));
afterAll(() => rmSync(folder, { recursive: true }));

const inputs = join(folder, "inputs.npy");
const targets = join(folder, "targets.npy");

function read(inputArray: WrittenArray, targetArray: WrittenArray, samples?: number) {
  writeFileSync(inputs, npyFile(inputArray));
  writeFileSync(targets, npyFile(targetArray));
  return readNpyDataSet({ inputs, targets, samples });
}

const floats = (descr: string, shape: number[], values: number[]): WrittenArray => ({ descr, shape, values });
const threeByTwo = floats("<f8", [3, 2], [3, 4, 0, -2, 1, 0]);

test("labels: C is that of the whole file, whatever the samples, the type and the shape", () => {
  const labels = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 12 });
  const type = fc.constantFrom("|u1", "|i1", "<u2", ">i2", "<i4", ">u4", "<i8", ">u8");
  fc.assert(
    fc.property(labels, type, fc.boolean(), fc.nat(), (classes, descr, column, n) => {
      const count = classes.length;
      const samples = 1 + (n % count);
      const shape = column ? [count, 1] : [count];
      const set = read(
        floats(
          "<f4",
          [count, 1],
          classes.map(() => -2),
        ),
        floats(descr, shape, classes),
        samples,
      );
      const largest = Math.max(...classes);
      expect(set).toMatchObject({ name: "inputs.npy", count: samples, inputDimension: 1, classes: largest + 1 });
      expect(set.targets).toEqual(
        Float32Array.from(classes.slice(0, samples), (c) => (largest === 0 ? 0 : (2 * c) / largest - 1)),
      );
      expect(set.inputs).toEqual(new Float32Array(samples).fill(-1));
    }),
    { numRuns: 60 },
  );
});

test("booleans are two classes; numbers are the targets themselves", () => {
  expect(read(threeByTwo, floats("|b1", [3], [0, 1, 0]))).toMatchObject({
    classes: 2,
    targets: Float32Array.of(-1, 1, -1),
    inputs: Float32Array.of(0.6, 0.8, 0, -1, 1, 0),
  });
  expect(read(threeByTwo, floats(">f8", [3, 1], [0.1, -7, 0]))).toMatchObject({
    classes: null,
    targets: Float32Array.of(0.1, -7, 0),
  });
});

test("records of any shape are flattened in C order, whatever the order of the file", () => {
  const values = Array.from({ length: 24 }, (_, n) => n + 1);
  const shape = [2, 3, 4];
  const cOrder = read({ descr: "<u2", shape, values }, floats("<f4", [2], [1, 2]));
  const norms = [values.slice(0, 12), values.slice(12)].map((row) => Math.hypot(...row));
  expect(cOrder.inputDimension).toBe(12);
  cOrder.inputs.forEach((x, n) => {
    expect(x).toBeCloseTo((n + 1) / norms[Math.floor(n / 12)], 6);
  });
  const fortran = read({ descr: "<u2", shape, values, fortranOrder: true }, floats("<f4", [2], [1, 2]));
  expect(fortran).toEqual(cOrder);
  const first = read({ descr: "<u2", shape, values, fortranOrder: true }, floats("<f4", [2], [1, 2]), 1);
  expect(first.inputs).toEqual(cOrder.inputs.slice(0, 12));
});

test("what is wrong beyond the samples: labels count, as they set C; numbers and inputs do not", () => {
  const damaged = floats("<f8", [2, 1], [1, Number.NaN]);
  expect(read(damaged, floats("<f4", [2], [1, Number.NaN]), 1).count).toBe(1);
  expect(() => read(damaged, floats("<i4", [2], [1, -1]), 1)).toThrow(InputError);
});

const labels = floats("<i8", [3], [0, 1, 2]);

test.each<[string, WrittenArray, WrittenArray, string]>([
  [
    "a vector of inputs",
    floats("<f4", [3], [1, 2, 3]),
    labels,
    `${inputs}: header.shape: found [3], expected [n, d] or [n, …], with no size 0`,
  ],
  [
    "no inputs",
    floats("<f4", [0, 2], []),
    labels,
    `${inputs}: header.shape: found [0, 2], expected [n, d] or [n, …], with no size 0`,
  ],
  [
    "inputs without entries",
    floats("<f4", [3, 0], []),
    labels,
    `${inputs}: header.shape: found [3, 0], expected [n, d] or [n, …], with no size 0`,
  ],
  [
    "fewer targets",
    threeByTwo,
    floats("<i8", [2], [0, 1]),
    `${targets}: found 2 targets, expected 3, as many as records in ${inputs}`,
  ],
  [
    "more targets",
    threeByTwo,
    floats("<f4", [4, 1], [0, 1, 2, 3]),
    `${targets}: found 4 targets, expected 3, as many as records in ${inputs}`,
  ],
  [
    "targets of two columns",
    threeByTwo,
    floats("<f4", [3, 2], [0, 1, 2, 3, 4, 5]),
    `${targets}: header.shape: found [3, 2], expected [n] or [n, 1]`,
  ],
  [
    "a scalar as targets",
    threeByTwo,
    floats("<f4", [], [1]),
    `${targets}: header.shape: found [], expected [n] or [n, 1]`,
  ],
  [
    "a negative label",
    threeByTwo,
    floats("|i1", [3], [0, -1, 2]),
    `${targets}: records[1]: found label -1, expected a label 0, 1, 2 …`,
  ],
  [
    "NaN as target",
    threeByTwo,
    floats("<f4", [3], [0, 1, Number.NaN]),
    `${targets}: records[2]: found NaN, expected a finite float32 number`,
  ],
  [
    "a target beyond float32",
    threeByTwo,
    floats("<f8", [3], [0, 1e39, 0]),
    `${targets}: records[1]: found 1e+39, expected a finite float32 number`,
  ],
  [
    "an infinite input",
    floats("<f4", [3, 2], [1, 2, 3, Number.NEGATIVE_INFINITY, 5, 6]),
    labels,
    `${inputs}: records[1][1]: found -Infinity, expected a finite number`,
  ],
  [
    "a record of zeros",
    floats("|u1", [3, 2], [1, 2, 0, 0, 5, 6]),
    labels,
    `${inputs}: records[1]: found only zeros (label 1), expected a record that can be scaled to norm 1`,
  ],
])("refused: %s", (_, inputArray, targetArray, message) => {
  expect(() => read(inputArray, targetArray)).toThrow(new Error(message));
  expect(() => read(inputArray, targetArray)).toThrow(InputError);
});

test("more samples than records, and files that are not there", () => {
  expect(() => read(threeByTwo, labels, 4)).toThrow(
    new Error(`${inputs}: samples: found 4, expected 1 to 3, the number of records`),
  );
  const none = join(folder, "none.npy");
  expect(() => readNpyDataSet({ inputs: none, targets })).toThrow(
    new Error(`${none}: found no such file, expected a readable .npy file`),
  );
  expect(() => readNpyDataSet({ inputs, targets: folder })).toThrow(
    new Error(`${folder}: found a folder, expected a readable .npy file`),
  );
});
