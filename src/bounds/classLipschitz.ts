import type { Arithmetic } from "../arithmetic/arithmetic";
import type { Scales } from "./scales";

/**
 * (1 + ρ₁) Γ, Γ = Π λ ‖g^l‖: what every function of a network's class is Lipschitz with. |g_v| stands for 1 + ρ₁ where the output is
 * normalised. In the paper Γ = 1.
 *
 * @example classLipschitz(float64, scalesOf(float64, networkCase)) // 1 + | ‖v‖ - 1 | for the paper's network
 */
export function classLipschitz<T>(
  { of, add, multiply }: Arithmetic<T>,
  { outputRow, outputNorm, outputRadius, layers }: Scales<T>,
): T {
  const radius = outputRow === null ? add(of(1), outputRadius) : outputNorm;
  return layers.reduce((product, { slope, gainNorm }) => multiply(product, slope, gainNorm), radius);
}
