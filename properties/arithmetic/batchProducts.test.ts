/** Products of matrices in blocks against their definition. Whole numbers, so that every order of summation is exact. */
import fc from "fast-check";
import { addBatchRows, batchRowProducts } from "../../src/arithmetic/batchProducts";

const size = fc.integer({ min: 1, max: 10 });
const digits = fc.infiniteStream(fc.integer({ min: -9, max: 9 }));

function matrix(stream: Iterator<number>, rows: number, columns: number): Float64Array {
  return Float64Array.from({ length: rows * columns }, () => stream.next().value);
}

test("each vector with each row, whatever the counts leave over of blocks", () => {
  fc.assert(
    fc.property(size, size, size, digits, (vectorCount, rowCount, n, stream) => {
      const vectors = matrix(stream, vectorCount, n);
      const rows = matrix(stream, rowCount, n);
      const products = new Float64Array(vectorCount * rowCount).fill(Number.NaN);
      batchRowProducts(vectors, vectorCount, rows, rowCount, n, products);
      const expected = products.map((_, k) => {
        const [r, i] = [Math.floor(k / rowCount), k % rowCount];
        return vectors.subarray(r * n, (r + 1) * n).reduce((sum, entry, j) => sum + entry * rows[i * n + j], 0);
      });
      expect(products).toEqual(expected);
    }),
  );
});

test("weighted rows are added to the sums from `begin` on, and to nothing else", () => {
  fc.assert(
    fc.property(size, size, size, size, digits, (sumCount, rowCount, n, begin, stream) => {
      const weights = matrix(stream, sumCount, rowCount);
      const rows = matrix(stream, rowCount, n);
      const sums = matrix(stream, 1, begin + sumCount * n + 1);
      const expected = sums.slice();
      for (let k = 0; k < sumCount; k++) {
        for (let t = 0; t < rowCount; t++) {
          for (let j = 0; j < n; j++) {
            expected[begin + k * n + j] += weights[k * rowCount + t] * rows[t * n + j];
          }
        }
      }
      addBatchRows(weights, sumCount, rows, rowCount, n, sums, begin);
      expect(sums).toEqual(expected);
    }),
  );
});
