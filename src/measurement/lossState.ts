import { float64 } from "../arithmetic/float64";
import { descentSmoothness, gradientCurvature, type LossState, strongConvexity } from "../bounds/optimisationBounds";
import type { Trial } from "../network/caseData";
import type { LossEvaluation } from "./lossEvaluation";
import type { Quantity } from "./quantity";

/** ℓ and ‖∇L‖ as measured. */
export function lossStateOf({ loss, gradientSize }: LossEvaluation): LossState<number> {
  return { loss: loss.value, gradientNorm: gradientSize };
}

/** κ² ‖∇L‖²/(2ℓ), as uncertain as the ‖∇L‖ and ℓ that it rests on, and κ. */
export function gradientCurvatureOf(evaluation: LossEvaluation, cosine: number, cosineError = 0): Quantity {
  const { loss, gradientNorm } = evaluation;
  const value = gradientCurvature(float64, lossStateOf(evaluation), cosine);
  const relative = (2 * gradientNorm.error) / gradientNorm.value + loss.error / loss.value;
  // (κ + δ)² - κ².
  const ofCosine = (2 * cosine + cosineError) * cosineError * gradientCurvature(float64, lossStateOf(evaluation), 1);
  return { value, error: value * relative + (1 + relative) * ofCosine, converged: true };
}

/** α_t of `restricted-strong-convexity` at a case's own κ and ρ₂; the activation is smooth. */
export function strongConvexityOf(
  evaluation: LossEvaluation,
  { cosine, radius }: Pick<Trial, "cosine" | "radius">,
): number {
  const { scales } = evaluation;
  return strongConvexity(float64, scales, lossStateOf(evaluation), { cosine, radius: radius * scales.minWeightNorm });
}

/** b of `descent` for one step from θ at the rate η; the activation is smooth. */
export function smoothnessOf(evaluation: LossEvaluation, rate: number): number {
  return descentSmoothness(float64, evaluation.scales, lossStateOf(evaluation), rate);
}
