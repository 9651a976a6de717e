/** How random cases are brought to where the theorems on gradient descent speak. */
import fc from "fast-check";
import { defaultRanges } from "../../src/generators/caseRanges";
import { networkCases } from "../../src/generators/networkCases";
import { lossEvaluationOf } from "../../src/measurement/lossEvaluation";
import { gradientCurvatureOf, lossStateOf, smoothnessOf, strongConvexityOf } from "../../src/measurement/lossState";
import type { NetworkCase } from "../../src/network/networkCase";
import { dataOf } from "../../src/network/networkCase";
import { descendingStep, positiveStrongConvexity, slopingLoss } from "../../src/theorems/optimisationAssumptions";
import { quickOrFull } from "../depth";
import { theoremById } from "../reference/theoremById";

const { assumptions } = theoremById("descent");
const cases = networkCases(undefined, assumptions);
const evaluationOf = (networkCase: NetworkCase) => lossEvaluationOf(networkCase.network, dataOf(networkCase).batch);

function enforced(assumption: typeof slopingLoss, networkCase: NetworkCase): NetworkCase {
  const changed = assumption.enforce?.(networkCase, defaultRanges);
  expect(changed).toBeDefined();
  return changed as NetworkCase;
}

test("a perfect fit is none with targets one higher", () => {
  fc.assert(
    fc.property(cases, (networkCase) => {
      const { targets } = dataOf(networkCase).batch;
      const moved = dataOf(enforced(slopingLoss, networkCase)).batch.targets;
      expect([...moved]).toEqual([...targets].map((target) => target + 1));
    }),
  );
});

test("gradients and losses of rounding errors are none", () => {
  fc.assert(
    fc.property(cases, (networkCase) => {
      const { loss, gradientNorm } = evaluationOf(networkCase);
      const isSloping = loss.value > 1e3 * loss.error && gradientNorm.value > 1e3 * gradientNorm.error;
      expect(slopingLoss.holds(networkCase)).toBe(isSloping);
    }),
  );
});

test("a nearer fit in a ball of two Newton steps, where what α_t loses is half of what it gains", () => {
  const halves: number[] = [];
  fc.assert(
    fc.property(cases, (networkCase) => {
      fc.pre(slopingLoss.holds(networkCase));
      const before = lossStateOf(evaluationOf(networkCase));
      const nearer = positiveStrongConvexity.enforce?.(networkCase, defaultRanges) ?? null;
      // A ball that float64 does not see, for once.
      fc.pre(nearer !== null);
      const evaluation = evaluationOf(nearer);
      fc.pre(slopingLoss.holds(nearer));
      const { trial } = dataOf(nearer);
      const { loss, gradientNorm } = lossStateOf(evaluation);
      expect(loss).toBeLessThanOrEqual(before.loss * (1 + 1e-6));
      // Digits of residuals are lost in nearer fits.
      const lost = evaluation.loss.error / loss + evaluation.gradientNorm.error / gradientNorm;
      fc.pre(lost < 1e-6);
      const newtonStep = (2 * loss) / gradientNorm;
      expect(trial.cosine).toBeGreaterThanOrEqual(0.5);
      expect(trial.cosine).toBeGreaterThanOrEqual(dataOf(networkCase).trial.cosine);
      expect((trial.radius * evaluation.scales.minWeightNorm) / (2 * newtonStep)).toBeCloseTo(1, 4);
      const gained = gradientCurvatureOf(evaluation, trial.cosine).value;
      halves.push(strongConvexityOf(evaluation, trial) / gained);
      // Two Newton steps at most half of the smallest row.
      expect(newtonStep).toBeLessThanOrEqual(0.2501 * evaluation.scales.minWeightNorm);
    }),
    { numRuns: quickOrFull(120, 300) },
  );
  expect(halves.length).toBeGreaterThan(5);
  // c_H on the smaller ball is smaller, so no more than half is lost.
  for (const half of halves) {
    expect(half).toBeGreaterThan(0.499);
  }
  expect(halves.filter((half) => half < 0.75).length).toBeGreaterThan(halves.length / 10);
});

test("a step near 1/b", () => {
  const products: number[] = [];
  fc.assert(
    fc.property(cases, (networkCase) => {
      fc.pre(slopingLoss.holds(networkCase));
      const stepped = enforced(descendingStep, networkCase);
      const { rate } = dataOf(stepped).trial;
      const product = rate * smoothnessOf(evaluationOf(stepped), rate);
      fc.pre(Number.isFinite(product) && product > 0);
      products.push(product);
      expect(product).toBeLessThanOrEqual(1 + 1e-9);
      expect(descendingStep.holds(stepped)).toBe(true);
    }),
  );
  expect(products.filter((product) => product > 0.5).length).toBeGreaterThan(0.8 * products.length);
});
