/** Verdicts, ledgers and shrinking: what the command line reports is what was found. */
import fc from "fast-check";
import { defaultRanges } from "../../src/generators/caseRanges";
import { networkCases } from "../../src/generators/networkCases";
import { Evaluation } from "../../src/measurement/evaluation";
import { builtIn, theorems } from "../../src/theorems/registry";
import { defineTheorem } from "../../src/theorems/theorem";
import { weakened } from "../../src/theorems/weakening";
import { checkTheorem } from "../../src/verify/checkTheorem";
import { type Ledger, mergeLedgers } from "../../src/verify/ledger";
import { measureNetwork } from "../../src/verify/measureNetwork";
import { runVerification } from "../../src/verify/runVerification";
import { caseOfRun, shrinkViolation } from "../../src/verify/shrinkViolation";
import { compare, ratioOf, worse } from "../../src/verify/verdict";
import type { VerificationPlan } from "../../src/verify/verificationPlan";
import { verifyChunk } from "../../src/verify/verifyChunk";
import { quickOrFull } from "../depth";
import { theoremById } from "../reference/theoremById";

const plan: VerificationPlan = {
  theoremIds: theorems.map(({ id }) => id),
  ranges: defaultRanges,
  seed: 7,
  weakenings: {},
};
const quantity = (value: number, error = 1e-12, converged = true) => ({ value, error, converged });

test("verdicts", () => {
  expect(compare(quantity(1), 1)).toBe("holds");
  expect(compare(quantity(1 + 1e-13), 1)).toBe("holds");
  expect(compare(quantity(1 + 2e-12), 1)).toBe("violated");
  expect(compare(quantity(0.5, 0, false), 1)).toBe("undecided");
  expect(compare(quantity(2, 0, false), 1)).toBe("undecided");
  expect(compare(quantity(Number.NaN), 1)).toBe("undecided");
  expect(compare(quantity(1), Number.NaN)).toBe("undecided");
  expect(compare(quantity(Number.POSITIVE_INFINITY), Number.POSITIVE_INFINITY)).toBe("undecided");
  expect(compare(quantity(1), Number.POSITIVE_INFINITY)).toBe("holds");
  expect(worse("holds", "undecided")).toBe("undecided");
  expect(worse("violated", "undecided")).toBe("violated");
  expect(worse("not-applicable", "holds")).toBe("holds");
});

test("ratios: 0/0 is null, and so is rounding over 0", () => {
  expect(ratioOf(quantity(0), 0)).toBeNull();
  expect(ratioOf(quantity(1e-13), 0)).toBeNull();
  expect(ratioOf(quantity(1), 0)).toBe(Number.POSITIVE_INFINITY);
  expect(ratioOf(quantity(1), 4)).toBe(0.25);
});

test("the ledger does not depend on how the networks are cut into chunks", () => {
  const networks = quickOrFull(12, 60);
  const whole = verifyChunk(plan, { from: 0, to: networks }, builtIn);
  // Each network once more, alone: a chunk is what its networks are, put together.
  const single = Array.from({ length: networks }, (_, from) => verifyChunk(plan, { from, to: from + 1 }, builtIn));
  const together = (from: number, to: number): Ledger => single.slice(from, to).reduce(mergeLedgers);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: networks - 1 }), (cut) => {
      const [first, second] = [together(0, cut), together(cut, networks)];
      expect(mergeLedgers(first, second)).toEqual(whole);
      expect(mergeLedgers(second, first)).toEqual(whole);
    }),
    { numRuns: 20 },
  );
  const middle = Math.floor(networks / 2);
  expect(verifyChunk(plan, { from: 0, to: middle }, builtIn)).toEqual(together(0, middle));
});

test("all theorems hold on every network of a run, and all are counted", async () => {
  const runs = quickOrFull(32, 300);
  const { ledger, networks, interrupted } = await runVerification(plan, { runs, workers: 1 });
  expect({ networks, interrupted }).toEqual({ networks: runs, interrupted: false });
  for (const entry of ledger) {
    const { every = 1, assumptions, madeOf } = theoremById(entry.id);
    const { id, verdict, violations, counts } = entry;
    expect({ id, verdict, violations, counts }).toMatchObject({
      id,
      verdict: "holds",
      violations: [],
      counts: { violated: 0, undecided: 0 },
    });
    // Some networks cannot move (x = 0), and nothing is stated on their descent; others cannot be fitted closely enough, or so closely
    // that float64 does not see it.
    const canFail = madeOf === "differences" || assumptions.some(({ name }) => /grad|alpha/.test(name));
    expect(entry.cases).toBeGreaterThanOrEqual((canFail ? 0.6 : 1) * Math.ceil(runs / every));
  }
});

test("an abort ends the run with what it has", async () => {
  const controller = new AbortController();
  const onProgress = (): void => controller.abort();
  const { networks, interrupted, ledger } = await runVerification(plan, {
    runs: 100_000,
    workers: 1,
    signal: controller.signal,
    onProgress,
  });
  expect(interrupted).toBe(true);
  expect(networks).toBeGreaterThan(0);
  expect(ledger[0].cases).toBe(networks);
});

test("relu alone: the Hessian theorems are not applicable, and say why", () => {
  const ledger = verifyChunk(
    { ...plan, ranges: { ...defaultRanges, activations: ["relu"] } },
    { from: 0, to: 20 },
    builtIn,
  );
  const hessian = ledger.find(({ id }) => id === "hessian-layerwise");
  expect(hessian).toMatchObject({ cases: 0, verdict: "not-applicable", assumption: "A2", worstRatio: null });
  expect(ledger.find(({ id }) => id === "layer-gradient")).toMatchObject({ cases: 20, verdict: "holds" });
});

/** A wrong theorem: it forgets the factor of the depth in A_L. */
const wrong = defineTheorem({
  id: "wrong",
  group: "pointwise",
  reference: "none",
  statement: String.raw`\|\alpha^L\| \le \|x\|`,
  assumptions: [],
  coefficients: ["input"],
  measure: ({ outputGradientNorm }) => [outputGradientNorm],
  bound: ({ multiply }, { scales }, { input }) => [multiply(input, scales.inputNorm)],
});

test("a wrong theorem gets a small counterexample, still violating, that anyone can read", () => {
  const violating = fc
    .sample(networkCases(), 200)
    .find((networkCase) => checkTheorem(wrong, new Evaluation(networkCase)).verdict === "violated");
  expect(violating).toBeDefined();
  const shrunk = violating && shrinkViolation(wrong, violating, defaultRanges);
  expect(shrunk?.result.verdict).toBe("violated");
  const { network, input } = shrunk?.networkCase ?? {};
  expect([network?.depth, network?.width, network?.inputDimension]).toEqual([1, 1, 1]);
  expect(Math.abs(input?.[0] ?? Number.NaN)).toBeLessThanOrEqual(1);
});

test("a case that does not violate is not shrunk", () => {
  const [networkCase] = fc.sample(networkCases(), 1);
  expect(shrinkViolation(theoremById("layer-gradient"), networkCase, defaultRanges)).toBeNull();
});

test("a weakened Hessian bound: the violation of the run is found again and shrinks to L <= 2, m <= 2", () => {
  const weakening = { output: 0.5 };
  const halved = { ...plan, theoremIds: ["hessian-layerwise"], weakenings: { "hessian-layerwise": weakening } };
  const [{ violations }] = verifyChunk(halved, { from: 0, to: 500 }, builtIn);
  const theorem = weakened(theoremById("hessian-layerwise"), weakening);
  const networkCase = caseOfRun(theorem, plan.seed, violations[0]?.index ?? -1, defaultRanges);
  expect(networkCase).not.toBeNull();
  const shrunk = networkCase && shrinkViolation(theorem, networkCase, defaultRanges);
  expect(shrunk?.networkCase.network.depth).toBeLessThanOrEqual(2);
  expect(shrunk?.networkCase.network.width).toBeLessThanOrEqual(2);
  expect(shrunk?.result.ratio).toBeGreaterThan(1);
});

test("limits: a quantity against a value one part in 1e9 away", () => {
  fc.assert(
    fc.property(networkCases({ ...defaultRanges, activations: ["tanh"], width: { from: 1, to: 4 } }), (networkCase) => {
      const norm = measureNetwork(networkCase).quantities.hessianSpectralNorm ?? 0;
      const verdictAt = (limit: number) =>
        measureNetwork(networkCase, [{ quantity: "hessianSpectralNorm", index: null, limit }]).checks[0].verdict;
      expect([verdictAt(norm * (1 - 1e-9)), verdictAt(norm * (1 + 1e-9))]).toEqual(
        norm === 0 ? ["holds", "holds"] : ["violated", "holds"],
      );
    }),
    { numRuns: quickOrFull(8, 40) },
  );
});
