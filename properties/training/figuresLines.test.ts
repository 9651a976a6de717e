/** What figures do to data before it is drawn: thinning, running medians, CSV. */
import fc from "fast-check";
import { type CurvePoint, curvesFromCsv, curvesToCsv } from "../../src/training/figures/curve";
import type { LinePoint } from "../../src/training/figures/linePoint";
import { runningMedian } from "../../src/training/figures/runningMedian";
import { thinLine } from "../../src/training/figures/thinLine";

const ordinates = fc.array(
  fc.oneof({ weight: 9, arbitrary: fc.integer({ min: -99, max: 99 }) }, fc.constant(Number.NaN)),
  {
    maxLength: 400,
  },
);
const lines = ordinates.map((ys) => ys.map((y, x): LinePoint => ({ x, y })));
const drawnPoints = (line: readonly LinePoint[]): LinePoint[] => line.filter(({ y }) => !Number.isNaN(y));

test("thinning keeps the extremes of every column, the ends, the order and the gaps, and few points", () => {
  fc.assert(
    fc.property(lines, fc.integer({ min: 1, max: 40 }), (line, columns) => {
      const to = line.length;
      const thin = thinLine(line, [0, to], columns);
      const kept = drawnPoints(thin);
      expect(kept).toEqual(line.filter((point) => kept.includes(point)));
      for (let column = 0; column < columns; column++) {
        const inside = ({ x }: LinePoint): boolean => Math.floor((x / to) * columns) === column;
        const [all, few] = [drawnPoints(line), kept].map((points) => points.filter(inside).map(({ y }) => y));
        expect([Math.min(...few), Math.max(...few), few[0], few.at(-1)]).toEqual([
          Math.min(...all),
          Math.max(...all),
          all[0],
          all.at(-1),
        ]);
      }
      // Between two kept points is a gap if, and only if, there was one.
      const gapBefore = (points: readonly LinePoint[], point: LinePoint): boolean =>
        Number.isNaN(points[points.indexOf(point) - 1]?.y ?? 0);
      const gaps = line.filter((point, i) => i > 0 && !Number.isNaN(point.y) && gapBefore(line, point));
      expect(kept.filter((point) => gapBefore(thin, point))).toEqual(
        gaps.filter((point) => drawnPoints(line)[0] !== point),
      );
    }),
  );
  const long = Array.from({ length: 100_000 }, (_, x) => ({ x, y: Math.sin(x * x) }));
  expect(thinLine(long, [0, 99_999], 400).length).toBeLessThanOrEqual(4 * 401);
});

test("the running median is the median of each window, and a gap where the window does not fit", () => {
  fc.assert(
    fc.property(lines, fc.integer({ min: 0, max: 30 }), (line, half) => {
      const expected = line.map(({ x, y }, i) => {
        const around = drawnPoints(line.slice(Math.max(0, i - half), i + half + 1)).map((point) => point.y);
        const sorted = around.sort((a, b) => a - b);
        const median = (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
        return { x, y: Number.isNaN(y) || i < half || i + half >= line.length ? Number.NaN : median };
      });
      expect(runningMedian(line, 2 * half + 1)).toEqual(expected);
    }),
  );
});

test("curves come back from CSV bit for bit", () => {
  const value = fc.double().map((number) => number + 0);
  const point: fc.Arbitrary<CurvePoint> = fc.record({
    step: fc.nat(),
    loss: value,
    minWeightNorm: value,
    gradientToLossRatio: value,
  });
  const curves = fc.uniqueArray(
    fc.record({
      dataset: fc.constantFrom("MNIST", "CIFAR-10"),
      width: fc.integer({ min: 1, max: 9 }),
      seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      points: fc.array(point, { minLength: 1 }),
    }),
    { selector: ({ dataset, width, seed }) => `${dataset} ${width} ${seed}` },
  );
  fc.assert(
    fc.property(curves, (saved) => {
      expect(curvesFromCsv(curvesToCsv(saved))).toEqual(saved);
    }),
  );
});

test.each([
  ["another header", "a,b\n", /line 1: found "a,b"/],
  ["an empty cell", "MNIST,512,1,0,,2,3", /line 2/],
  ["a word", "MNIST,512,1,0,1,two,3", /line 2/],
  ["a cell too many", "MNIST,512,1,0,1,2,3,4", /line 2/],
])("%s in CSV is refused with its line", (_, text, message) => {
  const header = "dataset,width,seed,step,loss,minWeightNorm,gradientToLossRatio\n";
  expect(() => curvesFromCsv(text.startsWith("a") ? text : header + text)).toThrow(message);
});

test("a data set's name that would break the columns is refused", () => {
  expect(() => curvesToCsv([{ dataset: "a,b", width: 1, seed: 1, points: [] }])).toThrow(/without commas/);
});
