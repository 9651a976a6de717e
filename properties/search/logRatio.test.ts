/** log(quantity/bound) and its gradient, by rows, v, x and the scales that are free, against central differences; and larger networks made of smaller ones. */
import fc from "fast-check";
import { propagate } from "../../src/calculus/propagation";
import { activationNamed } from "../../src/network/activation";
import { logRatio } from "../../src/search/logRatio";
import { caseAt, layoutOf } from "../../src/search/searchPoint";
import type { SearchSpace } from "../../src/search/searchSpace";
import { enlarged, startPoint } from "../../src/search/starts";
import { builtIn } from "../../src/theorems/registry";
import { quickOrFull } from "../depth";
import { unitVector } from "../reference/unitVector";

const STEP = 1e-5;
const free = { from: 0.05, to: 20 };
const spaceOf = (depth: number, width: number, activation: string): SearchSpace => ({
  depth,
  width,
  inputDimension: 3,
  activation: activationNamed(activation, ""),
  rowNorm: free,
  inputNorm: free,
  outputNorm: free,
  shift: { from: -1, to: 1 },
});

/** Those whose both sides have a gradient written out: a bound of what is measured at the network has none. */
const ids = [
  "output-bound",
  "activation-norm",
  "input-lipschitz",
  "layer-gradient",
  "output-gradient",
  "parameter-gradient",
  "hessian-layerwise",
  "hessian-closed-form",
  "hessian-closed-form-sharp",
  "hessian-envelope",
  "hessian-local",
  "input-lipschitz-local",
  "gradient-local",
];

test.each(ids)("%s: the gradient by a point is that of central differences", (id) => {
  const theorem = builtIn.theorem(id);
  let compared = 0;
  fc.assert(
    fc.property(
      fc.nat(1e6),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 4 }),
      fc.constantFrom("tanh", "sin", "softplus", "sigmoid"),
      (seed, depth, width, activation) => {
        // Local bounds take the shift from the network itself, not from its scales.
        const isLocal = id.endsWith("-local");
        const space = { ...spaceOf(depth, width, activation), ...(isLocal && { shift: { from: 0.3, to: 0.3 } }) };
        const point = startPoint(space, seed, 0);
        // Away from the ends, where a scale stops.
        const { scales } = layoutOf(space);
        const inside = point.map((each, i) => (i < scales ? each : 0.6 * each));
        const rated = logRatio(theorem, space, inside);
        if (rated === null) {
          return;
        }
        const along = unitVector(inside.length, seed);
        const slope = rated.gradient().reduce((sum, each, i) => sum + each * along[i], 0);
        const [up, here, down] = [STEP, 0, -STEP].map(
          (t) =>
            logRatio(
              theorem,
              space,
              inside.map((each, i) => each + t * along[i]),
            )?.value ?? Number.NaN,
        );
        // Where another place or eigenvalue takes over in between, the two sides have slopes of their own.
        const isSmooth = Math.abs(up - 2 * here + down) < 1e-2 * STEP * (1 + Math.abs(slope));
        if (isSmooth) {
          expect(Math.abs((up - down) / (2 * STEP) - slope)).toBeLessThan(2e-4 * (1 + Math.abs(slope)));
          compared++;
        }
      },
    ),
    { numRuns: quickOrFull(15, 150) },
  );
  expect(compared).toBeGreaterThan(5);
});

test("a case has the scales that are fixed, whatever the lengths of a point's vectors", () => {
  const space = {
    ...spaceOf(2, 3, "tanh"),
    rowNorm: { from: 2, to: 2 },
    inputNorm: { from: 5, to: 5 },
    outputNorm: { from: 3, to: 3 },
    shift: { from: 0.5, to: 0.5 },
  };
  const { network, input } = caseAt(
    space,
    startPoint(space, 7, 0).map((each) => 10 * each),
  );
  for (const { rowNorms } of propagate({ network, input }).layers) {
    expect(Math.max(...rowNorms.map((norm) => Math.abs(norm - 2)))).toBeLessThan(1e-14);
  }
  expect(Math.hypot(...input)).toBeCloseTo(5, 13);
  expect(Math.hypot(...network.output)).toBeCloseTo(3, 13);
  expect(network.activation.shift).toBe(0.5);
});

test("a network of twice the width made of a smaller one is nearly the same function", () => {
  const norm = { from: 1, to: 1 };
  const small = {
    ...spaceOf(2, 3, "tanh"),
    rowNorm: norm,
    inputNorm: norm,
    outputNorm: norm,
    shift: { from: 0, to: 0 },
  };
  const large = { ...small, width: 6, inputDimension: 6 };
  for (let seed = 0; seed < 20; seed++) {
    const point = startPoint(small, seed, 0);
    const before = propagate(caseAt(small, point)).value;
    const after = propagate(caseAt(large, enlarged(small, point, large, seed))).value;
    // But for the little turn that takes a start off its symmetries.
    expect(Math.abs(after - before)).toBeLessThan(0.03);
  }
});
