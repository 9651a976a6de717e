/** The ascent, on functions whose maxima are known. */
import { ascend } from "../../src/search/ascent";
import { climb } from "../../src/search/climb";

const limits = { steps: 500, tolerance: 1e-14 };
const shifted = (n: number) => (point: Float64Array) => ({
  value: -point.reduce((sum, each, i) => sum + (i + 1) ** 2 * (each - i) ** 2, 0),
  gradient: () => point.map((each, i) => -2 * (i + 1) ** 2 * (each - i)),
  n,
});

test("a badly scaled parabola of 30 variables: its top", () => {
  const found = ascend(new Float64Array(30), shifted(30), limits);
  expect(found?.value).toBeGreaterThan(-1e-8);
  expect(found?.steps).toBeLessThan(200);
});

test("the valley of Rosenbrock", () => {
  const rate = ([x, y]: Float64Array) => ({
    value: -((1 - x) ** 2) - 100 * (y - x * x) ** 2,
    gradient: () => Float64Array.of(2 * (1 - x) + 400 * x * (y - x * x), -200 * (y - x * x)),
  });
  const found = ascend(Float64Array.of(-1.2, 1), rate, limits);
  expect(Math.hypot((found?.point[0] ?? 0) - 1, (found?.point[1] ?? 0) - 1)).toBeLessThan(1e-4);
});

test("the largest of two functions: past the place where they cross", () => {
  const rate = ([x]: Float64Array) => {
    const [left, right] = [-((x + 1) ** 2) + 1, -((x - 2) ** 2) + 3];
    return {
      value: Math.max(left, right),
      gradient: () => Float64Array.of(left > right ? -2 * (x + 1) : -2 * (x - 2)),
    };
  };
  expect(ascend(Float64Array.of(0.3), rate, limits)?.value).toBeCloseTo(3, 10);
});

test("NaN, infinities and places without a value end a step, never the search", () => {
  const cliff = ([x]: Float64Array) =>
    x > 1 ? null : { value: x > 0.9 ? Number.NaN : x, gradient: () => Float64Array.of(1) };
  const found = ascend(Float64Array.of(0), cliff, limits);
  expect(found?.value).toBeGreaterThan(0.5);
  expect(found?.value).toBeLessThanOrEqual(0.9);
  expect(ascend(Float64Array.of(2), cliff, limits)).toBeNull();
  expect(
    ascend(Float64Array.of(0), ([x]) => ({ value: x, gradient: () => Float64Array.of(Number.NaN) }), limits)?.steps,
  ).toBe(0);
});

test("it stops when it is told to, and has what it came to", () => {
  let asked = 0;
  const found = ascend(new Float64Array(30), shifted(30), { ...limits, isOver: () => ++asked > 5 });
  expect(found?.steps).toBe(5);
  expect(found?.value).toBeGreaterThan(shifted(30)(new Float64Array(30)).value);
});

test("without gradients: near the top, the same for the same seed", () => {
  const valueAt = ([x, y]: Float64Array) => -((x - 3) ** 2) - 4 * (y + 1) ** 2;
  const [one, two] = [1, 1].map((seed) => climb(new Float64Array(2), valueAt, { evaluations: 2000, seed }));
  expect(one?.value).toBeGreaterThan(-1e-4);
  expect(two).toEqual(one);
});
