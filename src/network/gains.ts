import type { Arithmetic } from "../arithmetic/arithmetic";
import { sqrt } from "../arithmetic/rounding/exactMath";
import type { Network } from "./network";

/**
 * g^l of layer l (0-based) in any arithmetic: the float64 numbers that are given, exactly, or 1/√m_l in every row.
 *
 * @example gainsOf(float64, network, 0) // m_1 numbers
 */
export function gainsOf<T>(
  { of, divide, squareRoot }: Arithmetic<T>,
  { widths, gains }: Pick<Network, "widths" | "gains">,
  l: number,
): readonly T[] {
  const own = gains[l];
  return own === null
    ? new Array<T>(widths[l]).fill(divide(of(1), squareRoot(of(widths[l]))))
    : Array.from(own, (gain) => of(gain));
}

/** The same in float64, for the kernels. */
export function floatGains({ widths, gains }: Pick<Network, "widths" | "gains">, l: number): Float64Array {
  return gains[l] ?? new Float64Array(widths[l]).fill(1 / sqrt(widths[l]));
}

/** b^l of layer l: the biases that are given, or the activation's shift in every row. */
export function biasesOf({ widths, biases, activation }: Network, l: number): Float64Array {
  return biases[l] ?? new Float64Array(widths[l]).fill(activation.shift);
}
