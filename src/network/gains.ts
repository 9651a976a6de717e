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

/** The same in float64, for the kernels; shared, so not to be written to. */
export function floatGains({ widths, gains }: Pick<Network, "widths" | "gains">, l: number): Float64Array {
  return gains[l] ?? repeated(paperGains, widths[l], 1 / sqrt(widths[l]));
}

/** b^l of layer l: the biases that are given, or the activation's shift in every row; shared, so not to be written to. */
export function biasesOf({ widths, biases, activation }: Network, l: number): Float64Array {
  return biases[l] ?? repeated(shifts, widths[l], activation.shift);
}

/** The last array of each length: networks of one run mostly ask for the same, and every sweep asks. */
const paperGains = new Map<number, Float64Array>();
const shifts = new Map<number, Float64Array>();

function repeated(known: Map<number, Float64Array>, length: number, value: number): Float64Array {
  const found = known.get(length);
  if (found !== undefined && Object.is(found[0], value)) {
    return found;
  }
  const made = new Float64Array(length).fill(value);
  known.set(length, made);
  return made;
}
