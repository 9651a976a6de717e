import type { Arithmetic } from "../arithmetic/arithmetic";
import { allOnes, type Coefficients } from "./coefficients";
import { sharpDepthFactor } from "./sharpDepthFactor";

/** What a Rademacher complexity is bounded with. */
export interface ComplexityScales<T> {
  readonly depth: number;
  /** (1 + ρ₁) Γ (classLipschitz.ts): 1 + ρ₁ in the paper. */
  readonly lipschitz: T;
  /** x_1 … x_n, n >= 1. */
  readonly inputs: readonly Float64Array[];
}

export const rademacherBoundCoefficients = ["layers", "one"] as const;

/**
 * (1 + ρ₁) Γ (√(2 L ln 2) + 1) √(Σ‖x_i‖²)/n, the bound of R_n (`rademacher`) for φ(0) = 0: free of the width.
 *
 * Each layer costs a factor 2 inside the logarithm of the moment generating function, as the absolute value that
 * contraction leaves behind is the larger of two signs: L ln 2 in all. With unequal gains it follows from c_L <= √(2 L ln 2) + 1.
 */
export function rademacherBound<T>(
  arithmetic: Arithmetic<T>,
  scales: ComplexityScales<T>,
  coefficient: Coefficients<T, (typeof rademacherBoundCoefficients)[number]> = allOnes(
    arithmetic,
    rademacherBoundCoefficients,
  ),
): T {
  const factor = depthFactor(arithmetic, scales.depth, coefficient);
  return arithmetic.multiply(factor, linearComplexity(arithmetic, scales));
}

export const rademacherSharpBoundCoefficients = ["depth"] as const;

/** (1 + ρ₁) Γ c_L √(Σ‖x_i‖²)/n (`rademacher-sharp`): the same with the smaller factor of sharpDepthFactor.ts. */
export function rademacherSharpBound<T>(
  arithmetic: Arithmetic<T>,
  scales: ComplexityScales<T>,
  coefficient: Coefficients<T, (typeof rademacherSharpBoundCoefficients)[number]> = allOnes(
    arithmetic,
    rademacherSharpBoundCoefficients,
  ),
): T {
  const factor = arithmetic.multiply(coefficient.depth, sharpDepthFactor(arithmetic, scales.depth));
  return arithmetic.multiply(factor, linearComplexity(arithmetic, scales));
}

export const rademacherOddBoundCoefficients = ["one"] as const;

/**
 * (1 + ρ₁) Γ √(Σ‖x_i‖²)/n, the bound of R_n (`rademacher-odd`) for odd φ: free of the width and of the depth.
 *
 * u → -u removes the absolute value, so no layer costs anything.
 */
export function rademacherOddBound<T>(
  arithmetic: Arithmetic<T>,
  scales: ComplexityScales<T>,
  coefficient: Coefficients<T, (typeof rademacherOddBoundCoefficients)[number]> = allOnes(
    arithmetic,
    rademacherOddBoundCoefficients,
  ),
): T {
  return arithmetic.multiply(coefficient.one, linearComplexity(arithmetic, scales));
}

/** √(2 L ln 2) + 1. */
export function depthFactor<T>(
  arithmetic: Arithmetic<T>,
  depth: number,
  coefficient: Pick<Coefficients<T, (typeof rademacherBoundCoefficients)[number]>, "layers" | "one">,
): T {
  const { of, add, multiply, squareRoot, logarithm } = arithmetic;
  const layers = squareRoot(multiply(of(2), of(depth), logarithm(of(2))));
  return add(multiply(coefficient.layers, layers), coefficient.one);
}

/** (1 + ρ₁) Γ √(Σ‖x_i‖²)/n, an upper bound of the complexity of {<w, ·>: ‖w‖ <= (1 + ρ₁) Γ}, by Jensen's inequality. */
function linearComplexity<T>(arithmetic: Arithmetic<T>, { lipschitz, inputs }: ComplexityScales<T>): T {
  const { of, multiply, divide, euclideanNorm, hypotenuse } = arithmetic;
  const length = hypotenuse(inputs.map((input) => euclideanNorm(input)));
  return divide(multiply(lipschitz, length), of(inputs.length));
}
