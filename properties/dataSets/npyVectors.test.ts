/** Vectors of .npy files: in C order whatever the order of the file, numbers as they are, other sizes refused. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { readNpyTargets, readNpyVector, readNpyVectors } from "../../src/dataSets/npyVectors";
import { temporaryFolder } from "../reference/builtCommand";
import { npyFile } from "../reference/npyFile";

const folder = temporaryFolder();

function saved(shape: readonly number[], fortranOrder = false): { path: string; values: number[] } {
  const path = join(folder, "array.npy");
  const values = Array.from({ length: shape.reduce((product, n) => product * n, 1) }, (_, k) => k + 0.5);
  writeFileSync(path, npyFile({ descr: "<f8", shape, values, fortranOrder }));
  return { path, values };
}

const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });

test("records, and an array as a whole", () => {
  fc.assert(
    fc.property(shapes, fc.boolean(), (shape, fortranOrder) => {
      const { path, values } = saved(shape, fortranOrder);
      const d = values.length / shape[0];
      const rows = Array.from({ length: shape[0] }, (_, i) => values.slice(i * d, (i + 1) * d));
      expect(readNpyVectors(path, d).map((row) => Array.from(row))).toEqual(rows);
      for (const [i, row] of rows.entries()) {
        expect(Array.from(readNpyVector(path, i, d))).toEqual(row);
      }
      expect(Array.from(readNpyVector(path, null, values.length))).toEqual(values);
    }),
    { numRuns: 60 },
  );
});

test("targets: a list for each output", () => {
  const { path, values } = saved([3, 2]);
  expect(readNpyTargets(path, 3, 2).map((each) => Array.from(each))).toEqual([
    [values[0], values[2], values[4]],
    [values[1], values[3], values[5]],
  ]);
  expect(() => readNpyTargets(path, 3, 1)).toThrow("found [3, 2], expected [3] or [3, 1]");
  expect(() => readNpyTargets(path, 2, 2)).toThrow("found [3, 2], expected [2, 2]");
  expect(Array.from(readNpyTargets(saved([3]).path, 3, 1)[0])).toEqual([0.5, 1.5, 2.5]);
});

test("other sizes, and rows that are not there", () => {
  const { path } = saved([3, 2, 2]);
  expect(() => readNpyVector(path, null, 4)).toThrow("found 3 records, expected the number of one of them");
  expect(() => readNpyVector(path, 3, 4)).toThrow("found no record 3, expected 0 to 2");
  expect(() => readNpyVector(path, 0, 5)).toThrow("found [3, 2, 2], expected [n, 5]");
  expect(() => readNpyVectors(path, 12)).toThrow("expected [n, 12]");
});
