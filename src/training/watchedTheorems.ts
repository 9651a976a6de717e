import { float64 } from "../arithmetic/float64";
import { gradientBound, gradientBoundCoefficients } from "../bounds/gradientBound";
import { Evaluation } from "../measurement/evaluation";
import type { LossEvaluation } from "../measurement/lossEvaluation";
import { strongConvexityOf } from "../measurement/lossState";
import { createCaseData, type Trial } from "../network/caseData";
import { builtIn } from "../theorems/registry";
import { weakened } from "../theorems/weakening";
import { checkTheorem } from "../verify/checkTheorem";
import { type StrongConvexity, type WatchedTheorem, watched } from "./observation";
import type { RowDecrease } from "./rowDecrease";
import { coefficientsOf, type Weakenings } from "./watchedCoefficients";

/** Of the trial step that `restricted-strong-convexity` and `descent` are tried on: its length, as a part of ω. */
const TRIAL_LENGTH = 0.01;

/**
 * The theorems that one batch and its gradient tell about; those on Hessian norms are in watchedHessians.ts.
 *
 * @param rate η of the run, with which the float64 step of `row-norm-growth` is taken
 * @param decrease of the float32 rows since the last checkpoint; null at the first
 */
export function watchedTheorems(
  evaluation: LossEvaluation,
  rate: number,
  decrease: RowDecrease | null,
  weakenings: Weakenings,
): { theorems: WatchedTheorem[]; strongConvexity: StrongConvexity | null } {
  const { scales, gradientNorm, recordGradientNorms } = evaluation;
  const radius = TRIAL_LENGTH * scales.minWeightNorm;
  // A step of the run may be too short for float64 to see the curvature along it.
  const trial = gradientNorm.value > 0 ? { rate: radius / gradientNorm.value } : {};
  const onTrial = ["loss-bound", "loss-gradient", "gradient-to-loss-ratio", "restricted-strong-convexity", "descent"];
  const ofTrial = checked(evaluation, onTrial, trial, weakenings);
  const largestGradient = recordGradientNorms.reduce((most, norm) => (norm.value > most.value ? norm : most));
  const ofRecords = watched(
    "parameter-gradient",
    largestGradient,
    gradientBound(float64, scales, coefficientsOf("parameter-gradient", gradientBoundCoefficients, weakenings)),
  );
  const convex = ofTrial.find(({ id }) => id === "restricted-strong-convexity");
  const alpha = { cosine: 1, radius: TRIAL_LENGTH };
  return {
    theorems: [
      ...checked(evaluation, ["row-norm-growth"], { rate }, weakenings),
      ...float32Rows(decrease, weakenings),
      ...ofTrial,
      ofRecords,
    ],
    strongConvexity:
      convex?.verdict === "not-applicable"
        ? null
        : { alpha: strongConvexityOf(evaluation, alpha), cosine: alpha.cosine, radius },
  };
}

/** Theorems of the registry on the watched records, with a trial that goes down the gradient. */
function checked(
  { network, batch }: LossEvaluation,
  ids: readonly string[],
  trial: Partial<Trial>,
  weakenings: Weakenings,
): WatchedTheorem[] {
  const data = createCaseData(batch, { cosine: 1, radius: TRIAL_LENGTH, ...trial });
  const evaluation = new Evaluation({ network, input: batch.inputs[0], data });
  return ids.map((id) => {
    const {
      nonvacuous: _,
      claim,
      ...result
    } = checkTheorem(weakened(builtIn.theorem(id), weakenings[id] ?? {}), evaluation);
    return { id, ...result, ...(claim === undefined ? {} : { place: claim }) };
  });
}

/** `row-norm-growth` is exact; this is what float32 made of it. */
function float32Rows(decrease: RowDecrease | null, weakenings: Weakenings): WatchedTheorem[] {
  if (decrease === null) {
    return [];
  }
  const id = "row-norm-growth";
  const { rounding } = coefficientsOf(id, ["rounding"], weakenings);
  const quantity = { value: decrease.decrease, error: 0, converged: true };
  const place = "float32 rows since the last checkpoint, in rounding";
  return [{ ...watched(id, quantity, rounding * decrease.bound, place), ratio: null }];
}
