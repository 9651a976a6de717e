import { float64 } from "../arithmetic/float64";
import { gradientStep } from "../calculus/gradientStep";
import { rowNormGrowth } from "../calculus/rowNormGrowth";
import { gradientBound } from "../theorems/gradientBound";
import { gradientToLossBound, lossBound, lossGradientBound } from "../theorems/lossBounds";
import { LossEvaluation } from "../theorems/lossEvaluation";
import { descentSmoothness, strongConvexity } from "../theorems/optimisationBounds";
import type { Quantity } from "../theorems/quantity";
import { notApplicable, type StrongConvexity, type WatchedTheorem, watched } from "./observation";
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
  const { scales, batch, loss, gradientNorm, gradientToLossRatio } = evaluation;
  const largestGradient = evaluation.recordGradientNorms.reduce((most, norm) =>
    norm.value > most.value ? norm : most,
  );
  const trial = trialStep(evaluation, weakenings);
  return {
    theorems: [
      ...rowNormTheorems(evaluation, rate, decrease, weakenings),
      watched("loss-bound", loss, lossBound(float64, scales, batch, coefficientsOf("loss-bound", weakenings))),
      watched(
        "loss-gradient",
        gradientNorm,
        lossGradientBound(float64, scales, loss.value, coefficientsOf("loss-gradient", weakenings)),
      ),
      gradientToLossRatio === null
        ? notApplicable("gradient-to-loss-ratio", "a loss above 0")
        : watched(
            "gradient-to-loss-ratio",
            gradientToLossRatio,
            gradientToLossBound(float64, scales, coefficientsOf("gradient-to-loss-ratio", weakenings)),
          ),
      watched(
        "parameter-gradient",
        largestGradient,
        gradientBound(float64, scales, coefficientsOf("parameter-gradient", weakenings)),
      ),
      ...trial.theorems,
    ],
    strongConvexity: trial.strongConvexity,
  };
}

/** The exact identity on a float64 step, and what float32 made of it. */
function rowNormTheorems(
  { network, propagation, gradient }: LossEvaluation,
  rate: number,
  decrease: RowDecrease | null,
  weakenings: Weakenings,
): WatchedTheorem[] {
  const id = "row-norm-growth";
  const { rounding } = coefficientsOf(id, weakenings);
  const growth = rowNormGrowth(propagation, gradient, gradientStep(network, gradient, rate), rate);
  const exact = (value: number): Quantity => ({ value, error: 0, converged: true });
  const identity = watched(
    id,
    exact(growth.quantity),
    rounding * growth.bound,
    "identity of a float64 step, in rounding",
  );
  const rows = [{ ...identity, ratio: null }];
  if (decrease !== null) {
    const place = "float32 rows since the last checkpoint, in rounding";
    rows.push({ ...watched(id, exact(decrease.decrease), rounding * decrease.bound, place), ratio: null });
  }
  return rows;
}

/**
 * The curvature of the loss along -∇L, read off one float64 step of length ρ = ω/100, lies between α_t and b:
 * L(θ′) = L - <∇L, D> + (c/2)‖D‖² has α_t <= c (`restricted-strong-convexity`, κ = 1, ρ₂ = ρ) and c <= b (`descent`).
 */
function trialStep(
  evaluation: LossEvaluation,
  weakenings: Weakenings,
): { theorems: WatchedTheorem[]; strongConvexity: StrongConvexity | null } {
  const { network, batch, scales, loss, gradient, gradientNorm } = evaluation;
  const ids = ["restricted-strong-convexity", "descent"] as const;
  const missing = scales.smoothness === null ? "A2" : loss.value > 0 && gradientNorm.value > 0 ? null : "∇L ≠ 0";
  if (missing !== null) {
    return { theorems: ids.map((id) => notApplicable(id, missing)), strongConvexity: null };
  }
  const radius = TRIAL_LENGTH * scales.minWeightNorm;
  const rate = radius / gradientNorm.value;
  const reached = new LossEvaluation(gradientStep(network, gradient, rate), batch).loss;
  const state = { loss: loss.value, gradientNorm: gradientNorm.value };
  const cone = { cosine: 1, radius };
  const alpha = strongConvexity(float64, scales, state, cone, coefficientsOf(ids[0], weakenings));
  const smoothness = descentSmoothness(float64, scales, state, rate, coefficientsOf(ids[1], weakenings));
  const half = (radius * radius) / 2;
  const curvature: Quantity = {
    value: (reached.value - loss.value + radius * gradientNorm.value) / half,
    error: (reached.error + loss.error + 2 * radius * gradientNorm.error) / half,
    converged: true,
  };
  const [stronglyConvex, descent] = ids;
  const lower = watched(
    stronglyConvex,
    { ...curvature, value: alpha },
    curvature.value,
    "α_t against the curvature along -∇L",
  );
  return {
    theorems: [
      // Signs differ, so a quotient would say nothing.
      { ...lower, ratio: alpha > 0 ? lower.ratio : null },
      watched(descent, curvature, smoothness, "the curvature along -∇L against b"),
    ],
    strongConvexity: { alpha, ...cone },
  };
}
