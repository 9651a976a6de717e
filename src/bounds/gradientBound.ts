import type { Arithmetic } from "../arithmetic/arithmetic";
import { allOnes, type Coefficients } from "./coefficients";
import type { Scales } from "./scales";

export const gradientBoundCoefficients = ["output", "layers"] as const;

/**
 * ϱ = √(T_v² A_L² + λ² Σ_l V_l² a_l²), the bound of ‖∇_θ f‖: that of ∇_v f and those of ∇_{W^l} f together; in the paper, where T_v = 1 and
 * V_l = ‖v‖, √(A_L² + ‖v‖² Σ_l a_l²). With gains and biases, df/dc = 1 is one more.
 */
export function gradientBound<T>(
  arithmetic: Arithmetic<T>,
  scales: Scales<T>,
  coefficient: Coefficients<T, (typeof gradientBoundCoefficients)[number]> = allOnes(
    arithmetic,
    gradientBoundCoefficients,
  ),
): T {
  const { of, multiply, hypotenuse } = arithmetic;
  const layers = layerGradientBounds(arithmetic, scales).map((bound) => multiply(coefficient.layers, bound));
  const output = multiply(coefficient.output, outputGradientBound(arithmetic, scales));
  return hypotenuse([output, ...layers, ...(scales.parameters === "all" ? [of(1)] : [])]);
}

/** T_v A_L: what ‖∇_v f‖ is at most, or ‖∇_{W_v} f‖. */
export function outputGradientBound<T>(
  { multiply }: Arithmetic<T>,
  { outputTurn, activationScales, depth }: Scales<T>,
): T {
  return multiply(outputTurn.rate, activationScales[depth]);
}

/** λ V_l a_l, l = 1..L: what the gradient with respect to layer l is at most. */
export function layerGradientBounds<T>(
  { multiply }: Arithmetic<T>,
  { lipschitz, signalScales, layerScales }: Scales<T>,
): T[] {
  return layerScales.map((a, l) => multiply(lipschitz, signalScales[l + 1], a));
}
