/** Plain and WeightNorm networks of the same weights: what the comparison must show, whatever the seed. */
import fc from "fast-check";
import { euclideanNorm } from "../../src/arithmetic/euclideanNorm";
import { median } from "../../src/arithmetic/median";
import { plainInputGradient } from "../../src/calculus/plainGradient";
import { type ComparisonPlan, compareNormalisation } from "../../src/experiments/compareNormalisation";
import { compareWithPlain } from "../../src/experiments/plainComparison";
import { equalRowCase, type RowDirections } from "../../src/generators/equalRowCase";
import { activationNamed } from "../../src/network/activation";
import { fanIn } from "../../src/network/network";
import { largestDifference } from "../reference/largestDifference";
import { smoothPaperActivationNames } from "../reference/paperActivations";

const activationOf = (name: string) => ({ activation: activationNamed(name, "activation"), shift: 0 });

/** No deeper: pseudohuber squares small numbers in every layer, and from depth 8 on they leave float64. */
const shapes = fc.record({
  depth: fc.integer({ min: 1, max: 5 }),
  width: fc.integer({ min: 1, max: 6 }),
  inputDimension: fc.integer({ min: 1, max: 6 }),
  activation: fc.constantFrom(...smoothPaperActivationNames).map(activationOf),
});
const directions = fc.constantFrom<RowDirections>("aligned", "independent");
const rowNorms = fc.constantFrom(0.1, 0.5, 1, 2, 5);
const seeds = fc.integer();
const plan: ComparisonPlan = {
  depth: { from: 1, to: 6 },
  width: 4,
  inputDimension: 3,
  activations: ["identity", "softplus"],
  seed: 7,
  networks: 4,
};

test("every row has the norm that was asked for, v and x have norm 1", () => {
  fc.assert(
    fc.property(shapes, directions, rowNorms, seeds, (shape, rows, rowNorm, seed) => {
      const { network, input } = equalRowCase(shape, rows, rowNorm, seed);
      const near = (found: number, expected: number): void =>
        expect(Math.abs(found / expected - 1)).toBeLessThan(1e-14 * 8);
      near(euclideanNorm(input), 1);
      near(euclideanNorm(network.output), 1);
      for (const [l, weights] of network.layers.entries()) {
        const n = fanIn(network, l);
        for (let i = 0; i < network.width; i++) {
          near(euclideanNorm(weights, i * n, n), rowNorm);
        }
      }
    }),
  );
});

test("one seed: the same directions at every row norm, and deeper networks begin with the layers of shallower ones", () => {
  fc.assert(
    fc.property(shapes, directions, rowNorms, seeds, (shape, rows, rowNorm, seed) => {
      const { network, input } = equalRowCase(shape, rows, rowNorm, seed);
      const unit = equalRowCase(shape, rows, 1, seed);
      const deeper = equalRowCase({ ...shape, depth: shape.depth + 1 }, rows, rowNorm, seed);
      expect(deeper.input).toEqual(input);
      for (const [l, weights] of network.layers.entries()) {
        expect(deeper.network.layers[l]).toEqual(weights);
        const scaled = unit.network.layers[l].map((entry) => rowNorm * entry);
        expect(largestDifference(scaled, weights)).toBeLessThan(1e-14 * rowNorm);
      }
    }),
  );
});

test("no network exceeds a bound, plain or normalised", () => {
  fc.assert(
    fc.property(shapes, directions, rowNorms, seeds, (shape, rows, rowNorm, seed) => {
      const { plain, weightNorm } = compareWithPlain(equalRowCase(shape, rows, rowNorm, seed));
      const isBelow = (quantity: number | null, bound: number | null): void =>
        expect(quantity ?? Number.NaN).toBeLessThanOrEqual((bound ?? Number.NaN) * (1 + 1e-9) + 1e-300);
      isBelow(plain.inputGradientNorm, plain.lipschitzBound);
      isBelow(weightNorm.inputGradientNorm, weightNorm.lipschitzBound);
      isBelow(weightNorm.parameterGradientNorm, weightNorm.parameterGradientBound);
      isBelow(weightNorm.hessianSpectralNorm, weightNorm.hessianBound);
    }),
  );
});

test("identity with aligned rows of norm r: plain attains its bound r^L, WeightNorm attains ‖v‖", () => {
  const linear = shapes.map((shape) => ({ ...shape, activation: activationOf("identity") }));
  fc.assert(
    fc.property(linear, rowNorms, seeds, (shape, rowNorm, seed) => {
      const { plain, weightNorm } = compareWithPlain(equalRowCase(shape, "aligned", rowNorm, seed));
      const expected = rowNorm ** shape.depth;
      expect(plain.inputGradientNorm / expected).toBeCloseTo(1, 9);
      expect(plain.lipschitzBound / expected).toBeCloseTo(1, 9);
      expect(weightNorm.inputGradientNorm).toBeCloseTo(1, 12);
    }),
  );
});

test("at x = 0 tanh has the plain input gradient of the identity: saturation hides a Lipschitz constant, it does not lower it", () => {
  fc.assert(
    fc.property(shapes, directions, rowNorms, seeds, (shape, rows, rowNorm, seed) => {
      const gradientOf = (name: string): Float64Array => {
        const { network, input } = equalRowCase({ ...shape, activation: activationOf(name) }, rows, rowNorm, seed);
        return plainInputGradient({ network, input: input.map(() => 0) });
      };
      expect(gradientOf("tanh")).toEqual(gradientOf("identity"));
    }),
  );
});

test("with unit rows the plain network and WeightNorm have one input gradient", () => {
  fc.assert(
    fc.property(shapes, directions, seeds, (shape, rows, seed) => {
      const { plain, weightNorm } = compareWithPlain(equalRowCase(shape, rows, 1, seed));
      expect(Math.abs(plain.inputGradientNorm - weightNorm.inputGradientNorm)).toBeLessThan(1e-12);
    }),
  );
});

test("the same plan gives the same rows, and the row of a depth does not depend on the range", () => {
  const rows = compareNormalisation(plan);
  expect(compareNormalisation(plan)).toEqual(rows);
  expect(rows.length).toBe(2 * 2 * 3 * 6);
  const alone = compareNormalisation({ ...plan, depth: { from: 4, to: 4 } });
  expect(alone).toEqual(rows.filter(({ depth }) => depth === 4));
  const otherSeed = compareNormalisation({ ...plan, depth: { from: 4, to: 4 }, seed: 8 });
  // Aligned linear layers have one ‖∇_x f‖ whatever their directions; their gradients in θ differ.
  otherSeed.forEach(({ plain }, i) => {
    expect(plain.parameterGradientNorm).not.toBe(alone[i].plain.parameterGradientNorm);
  });
});

test("row norms make no difference to WeightNorm's Lipschitz constant, and all to the plain one", () => {
  const rows = compareNormalisation(plan).filter(({ activation, depth }) => activation === "identity" && depth === 6);
  for (const kind of ["aligned", "independent"]) {
    const [halves, keeps, doubles] = rows.filter((row) => row.rows === kind);
    for (const { weightNorm } of [halves, doubles]) {
      expect((weightNorm.inputGradientNorm ?? 0) / (keeps.weightNorm.inputGradientNorm ?? 0)).toBeCloseTo(1, 9);
    }
    const kept = keeps.plain.inputGradientNorm ?? 0;
    expect((halves.plain.inputGradientNorm ?? 0) / kept).toBeCloseTo(2 ** -6, 9);
    expect((doubles.plain.inputGradientNorm ?? 0) / kept).toBeCloseTo(2 ** 6, 6);
  }
});

test("numbers that are not there are null: relu's Hessian, and a plain network beyond float64", () => {
  const [relu] = compareNormalisation({ ...plan, depth: { from: 2, to: 2 }, activations: ["relu"] });
  expect(relu).toMatchObject({
    plain: { hessianSpectralNorm: null },
    weightNorm: { hessianSpectralNorm: null, hessianBound: null },
  });
  const shape = { depth: 6, width: 2, inputDimension: 2, activation: activationOf("identity") };
  const { plain, weightNorm } = compareWithPlain(equalRowCase(shape, "aligned", 1e80, 1));
  expect(plain).toMatchObject({ lipschitzBound: Number.POSITIVE_INFINITY, hessianSpectralNorm: null });
  expect(weightNorm.inputGradientNorm).toBeCloseTo(1, 9);
});

test("the median of an odd number of values is one of them, of an even number the mean of two", () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
      const middle = median(values) ?? Number.NaN;
      const below = values.filter((value) => value < middle).length;
      const above = values.filter((value) => value > middle).length;
      expect(Math.max(below, above)).toBeLessThanOrEqual(values.length / 2);
      expect(values.length % 2 === 0 || values.includes(middle)).toBe(true);
    }),
  );
  expect(median([1, 2, 3, 10])).toBe(2.5);
  expect([median([]), median([1, null]), median([1, Number.NaN, 2])]).toEqual([null, null, null]);
});
