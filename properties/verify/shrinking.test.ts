/** Shrinking: by a clear margin, to small networks, and what does not matter is said. */
import fc from "fast-check";
import { defaultRanges } from "../../src/generators/caseRanges";
import { networkCases } from "../../src/generators/networkCases";
import { Evaluation } from "../../src/measurement/evaluation";
import type { NetworkCase } from "../../src/network/networkCase";
import { defineTheorem } from "../../src/theorems/theorem";
import { type Weakening, weakened } from "../../src/theorems/weakening";
import { checkTheorem, type TheoremResult } from "../../src/verify/checkTheorem";
import { isClear, leastRatio } from "../../src/verify/clearMargin";
import { irrelevantParts } from "../../src/verify/irrelevantParts";
import { shrinkViolation } from "../../src/verify/shrinkViolation";
import { finish } from "../../src/verify/steps";
import { theoremById } from "../reference/theoremById";

const result = (quantity: number, bound: number, error: number): TheoremResult => ({
  verdict: quantity - error > bound ? "violated" : "holds",
  quantity,
  bound,
  error,
  ratio: quantity / bound,
});

test("clear is an excess of ten errors, and one part in a hundred or half the excess there was", () => {
  expect(isClear(result(1.02, 1, 1e-12), 1.01)).toBe(true);
  expect(isClear(result(1.005, 1, 1e-12), 1.01)).toBe(false);
  expect(isClear(result(1.02, 1, 0.003), 1.01)).toBe(false);
  expect(isClear(result(1.02, 1, 0.002), 1.01)).toBe(true);
  expect(isClear(result(1, 1, 0), 1)).toBe(false);
  expect(leastRatio(result(3, 1, 0))).toBe(1.01);
  expect(leastRatio(result(1 + 1e-6, 1, 0))).toBeCloseTo(1 + 5e-7, 12);
  expect(leastRatio({ ...result(3, 1, 0), ratio: null })).toBe(1);
});

test.each([
  ["hessian-layerwise", { rotation: 0.5 }],
  ["hessian-layerwise", { output: 0.5 }],
  ["parameter-gradient", { layers: 0.5 }],
  ["activation-norm", { input: 0 }],
])("%s with %j: the smallest case fails by a clear margin, and no simpler one does", (id, weakening: Weakening) => {
  const theorem = weakened(theoremById(id), weakening);
  const check = (networkCase: NetworkCase) => checkTheorem(theorem, new Evaluation(networkCase));
  const violating = fc
    .sample(theorem.cases(), { numRuns: 3000, seed: 5 })
    .find((networkCase) => check(networkCase).verdict === "violated");
  expect(violating).toBeDefined();
  const shrunk = violating && shrinkViolation(theorem, violating, defaultRanges);
  const least = violating === undefined ? 1 : leastRatio(check(violating));
  expect(shrunk && isClear(shrunk.result, least)).toBe(true);
  expect(shrunk?.networkCase.network.depth).toBeLessThanOrEqual(2);
  expect(shrunk?.networkCase.network.width).toBeLessThanOrEqual(2);
  for (const { value } of shrunk ? theorem.cases(defaultRanges).shrink(shrunk.networkCase, undefined) : []) {
    expect(isClear(check(value), least)).toBe(false);
  }
});

test("a violation that no step makes small is looked for among small networks", () => {
  // Violated at depth 4 and at depth 2, not between: shrinking one layer at a time stops at 4.
  const evenDepth = defineTheorem({
    id: "even-depth",
    group: "pointwise",
    reference: "no paper",
    statement: String.raw`L \text{ is odd, or } 1`,
    assumptions: [],
    coefficients: ["one"],
    measure: ({ networkCase: { network } }) => [
      { value: network.depth === 5 || (network.depth === 2 && network.width === 2) ? 2 : 0, error: 0, converged: true },
    ],
    bound: ({ of, multiply }, _, { one }) => [multiply(one, of(1))],
  });
  const deep = fc.sample(networkCases({ ...defaultRanges, depth: { from: 5, to: 5 } }), { numRuns: 1, seed: 3 })[0];
  const shrunk = shrinkViolation(evenDepth, deep, defaultRanges);
  expect([shrunk?.networkCase.network.depth, shrunk?.networkCase.network.width]).toEqual([2, 2]);
});

test("where no simplification is left, random networks with fewer layers are looked at", () => {
  const corner = defineTheorem({
    id: "corner",
    group: "pointwise",
    reference: "no paper",
    statement: String.raw`L = 1,\ d \ne 2`,
    assumptions: [],
    coefficients: ["one"],
    measure: ({ networkCase: { network } }) => [
      { value: network.depth === 2 || network.inputDimension === 2 ? 2 : 0, error: 0, converged: true },
    ],
    bound: ({ of, multiply }, _, { one }) => [multiply(one, of(1))],
  });
  const one = { from: 1, to: 1 };
  const flat = { ...defaultRanges, depth: { from: 2, to: 2 }, width: one, inputDimension: one };
  const [start] = fc.sample(networkCases(flat), { numRuns: 1, seed: 3 });
  const { depth, inputDimension } = shrinkViolation(corner, start, defaultRanges)?.networkCase.network ?? {};
  expect([depth, inputDimension]).toEqual([1, 2]);
});

test("what does not matter: all but the first entry of the input", () => {
  const firstEntry = defineTheorem({
    id: "first-entry",
    group: "pointwise",
    reference: "no paper",
    statement: String.raw`x_1 \le 1`,
    assumptions: [],
    coefficients: ["one"],
    measure: ({ networkCase: { input } }) => [{ value: input[0], error: 0, converged: true }],
    bound: ({ of, multiply }, _, { one }) => [multiply(one, of(1))],
  });
  fc.assert(
    fc.property(networkCases({ ...defaultRanges, width: { from: 1, to: 3 } }), (drawn) => {
      const networkCase = { ...drawn, input: drawn.input.with(0, 7) };
      const parts = finish(irrelevantParts(firstEntry, networkCase));
      expect(parts).not.toContain("input[0]");
      for (let i = 1; i < networkCase.input.length; i++) {
        expect(parts).toContain(`input[${i}]`);
      }
      expect(parts).toContain("activation.name");
      expect(parts).toContain("output[0]");
      // A row of one number cannot be 0, and every other number will do.
      expect(parts).toContain("layers[0][0][0]");
    }),
    { numRuns: 20 },
  );
});

test("in a bound that is attained by all of its parts, every part matters that the quantity rests on", () => {
  const theorem = weakened(theoremById("output-bound"), { output: 0.5 });
  const violating = fc
    .sample(theorem.cases(), { numRuns: 500, seed: 2 })
    .find((found) => checkTheorem(theorem, new Evaluation(found)).verdict === "violated");
  const shrunk = violating && shrinkViolation(theorem, violating, defaultRanges);
  expect(shrunk && finish(irrelevantParts(theorem, shrunk.networkCase))).not.toContain("activation.name");
});
