import type { Arithmetic } from "../arithmetic/arithmetic";
import { square } from "../arithmetic/arithmetic";
import { allOnes, type Coefficients } from "./coefficients";
import { depthFactor } from "./rademacherBounds";
import { sharpDepthFactor } from "./sharpDepthFactor";

/** What the gap L_D - L_S is bounded with; all fixed before sampling. */
export interface GeneralizationScales<T> {
  readonly depth: number;
  /** (1 + ρ₁) Γ (classLipschitz.ts): 1 + ρ₁ in the paper. */
  readonly lipschitz: T;
  /** B >= ‖x‖. */
  readonly inputRadius: T;
  /** Y >= |y|. */
  readonly targetRadius: T;
  /** n. */
  readonly sampleSize: number;
  /** δ in (0, 1), the share of samples for which the bound may fail. */
  readonly confidence: T;
}

export const generalizationBoundCoefficients = ["complexity", "confidence", "layers", "one"] as const;

/**
 * 2 Λ (1 + ρ₁) Γ B (√(2 L ln 2) + 1)/√n + M √(ln(1/δ)/(2n)), the bound of L_D - L_S (`generalization`) for φ(0) = 0.
 *
 * Of a loss in [0, M], M = ((1 + ρ₁) Γ B + Y)², with slopes up to Λ = 2 √M: symmetrisation gives twice the complexity of the
 * losses, contraction a factor Λ, and McDiarmid's inequality the second term.
 */
export function generalizationBound<T>(
  arithmetic: Arithmetic<T>,
  scales: GeneralizationScales<T>,
  coefficient: Coefficients<T, (typeof generalizationBoundCoefficients)[number]> = allOnes(
    arithmetic,
    generalizationBoundCoefficients,
  ),
): T {
  return gapBound(arithmetic, scales, depthFactor(arithmetic, scales.depth, coefficient), coefficient);
}

export const generalizationSharpBoundCoefficients = ["complexity", "confidence", "depth"] as const;

/** 2 Λ (1 + ρ₁) Γ B c_L/√n + M √(ln(1/δ)/(2n)), the same with the smaller factor of sharpDepthFactor.ts (`generalization-sharp`). */
export function generalizationSharpBound<T>(
  arithmetic: Arithmetic<T>,
  scales: GeneralizationScales<T>,
  coefficient: Coefficients<T, (typeof generalizationSharpBoundCoefficients)[number]> = allOnes(
    arithmetic,
    generalizationSharpBoundCoefficients,
  ),
): T {
  const factor = arithmetic.multiply(coefficient.depth, sharpDepthFactor(arithmetic, scales.depth));
  return gapBound(arithmetic, scales, factor, coefficient);
}

export const generalizationOddBoundCoefficients = ["complexity", "confidence", "one"] as const;

/** 2 Λ (1 + ρ₁) Γ B/√n + M √(ln(1/δ)/(2n)), the same for odd φ (`generalization-odd`): the factor of depth is 1. */
export function generalizationOddBound<T>(
  arithmetic: Arithmetic<T>,
  scales: GeneralizationScales<T>,
  coefficient: Coefficients<T, (typeof generalizationOddBoundCoefficients)[number]> = allOnes(
    arithmetic,
    generalizationOddBoundCoefficients,
  ),
): T {
  return gapBound(arithmetic, scales, coefficient.one, coefficient);
}

/** 2 Λ (1 + ρ₁) Γ B c/√n + M √(ln(1/δ)/(2n)) with the factor c of the complexity. */
function gapBound<T>(
  arithmetic: Arithmetic<T>,
  { lipschitz, inputRadius, targetRadius, sampleSize, confidence }: GeneralizationScales<T>,
  factor: T,
  coefficient: Coefficients<T, "complexity" | "confidence">,
): T {
  const { of, add, multiply, divide, negate, logarithm, squareRoot } = arithmetic;
  const output = multiply(lipschitz, inputRadius);
  const residual = add(output, targetRadius);
  const slope = multiply(of(2), residual);
  const complexity = divide(multiply(of(2), slope, output, factor), squareRoot(of(sampleSize)));
  const logarithmOfOdds = negate(logarithm(confidence));
  const deviation = squareRoot(divide(logarithmOfOdds, multiply(of(2), of(sampleSize))));
  return add(
    multiply(coefficient.complexity, complexity),
    multiply(coefficient.confidence, square(arithmetic, residual), deviation),
  );
}
