import type { Arithmetic } from "../arithmetic/arithmetic";
import type { Scales } from "./scales";

/** A_l as ‖x‖ times `factor` and what the biases add. */
interface ActivationGrowth<T> {
  readonly factor: T;
  readonly growth: T;
}

/**
 * A_1 … A_L as multiples of ‖x‖, with the rest: λ γ_1 … λ γ_l, which is 1 in the paper, and l √m p there.
 *
 * @example activationGrowth(float64, scales)[0].factor
 */
export function activationGrowth<T>(
  { of, add, multiply }: Arithmetic<T>,
  { layers }: Pick<Scales<T>, "layers">,
): ActivationGrowth<T>[] {
  let factor = of(1);
  let growth = of(0);
  return layers.map(({ gainNorm, atZero, slope }) => {
    const steepness = multiply(slope, gainNorm);
    factor = multiply(steepness, factor);
    growth = add(multiply(steepness, growth), atZero);
    return { factor, growth };
  });
}
