import type { Arithmetic } from "../arithmetic/arithmetic";
import { square } from "../arithmetic/arithmetic";
import { allOnes, type Coefficients } from "./coefficients";
import type { Scales } from "./scales";

export const closedFormCoefficients = ["output", "rotation", "interaction", "curvature", "atZero"] as const;

/**
 * √L k/ω + (1 + ρ₁) [ (2/√3) k + L k² + (β/2) L (L+1) k² ]/ω²   with   k = max(1, X)/√m + (L-1) p.
 *
 * It bounds λ_max(Q) term by term: a_l <= k/ω, the terms Σ_{k<l} w_k w_l <= (L-1)/2, Σ_l (Σ_{k<=l} w_k)² <= L(L+1)/2 for
 * ‖w‖ = 1, and 1/√m <= k (which is what max(1, X) is for).
 *
 * @param scales with a smoothness; without one, A2 fails and there is no such bound
 */
export function closedForm<T>(
  arithmetic: Arithmetic<T>,
  scales: Scales<T>,
  coefficient: Coefficients<T, (typeof closedFormCoefficients)[number]> = allOnes(arithmetic, closedFormCoefficients),
): T {
  const { of, add, multiply, divide, squareRoot } = arithmetic;
  const { depth, minWeightNorm: omega, outputRadius, smoothness } = scales;
  if (smoothness === null) {
    throw new RangeError("closedForm: the activation is not smooth (A2 fails)");
  }
  const k = largestStep(arithmetic, scales, coefficient.atZero);
  const L = of(depth);
  const perOmega = divide(k, omega);
  const output = multiply(coefficient.output, squareRoot(L), perOmega);
  const rotation = multiply(coefficient.rotation, divide(of(2), squareRoot(of(3))), divide(perOmega, omega));
  const interaction = multiply(coefficient.interaction, L, square(arithmetic, perOmega));
  const curvature = multiply(
    coefficient.curvature,
    smoothness,
    of((depth * (depth + 1)) / 2),
    square(arithmetic, perOmega),
  );
  return add(output, multiply(add(of(1), outputRadius), add(rotation, interaction, curvature)));
}

/** k = max(1, X)/√m + (L-1) p: the largest of ω a_l over the layers, and at least 1/√m. */
export function largestStep<T>(arithmetic: Arithmetic<T>, scales: Scales<T>, atZero: T): T {
  const { of, add, multiply, maximum } = arithmetic;
  const { depth, inverseRootWidth, inputNorm, activationAtZero } = scales;
  return add(multiply(inverseRootWidth, maximum(of(1), inputNorm)), multiply(atZero, of(depth - 1), activationAtZero));
}
