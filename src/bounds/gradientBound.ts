import type { Arithmetic } from "../arithmetic/arithmetic";
import { allOnes, type Coefficients } from "./coefficients";
import type { Scales } from "./scales";

export const gradientBoundCoefficients = ["output", "layers"] as const;

/** ϱ = √(A_L² + ‖v‖² Σ_l a_l²), the bound of ‖∇_θ f‖: that of ∇_v f and those of ∇_{W^l} f together. */
export function gradientBound<T>(
  arithmetic: Arithmetic<T>,
  { activationScales, layerScales, outputNorm, depth }: Scales<T>,
  coefficient: Coefficients<T, (typeof gradientBoundCoefficients)[number]> = allOnes(
    arithmetic,
    gradientBoundCoefficients,
  ),
): T {
  const { multiply, hypotenuse } = arithmetic;
  const layers = layerScales.map((a) => multiply(coefficient.layers, outputNorm, a));
  return hypotenuse([multiply(coefficient.output, activationScales[depth]), ...layers]);
}
