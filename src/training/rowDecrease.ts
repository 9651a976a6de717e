import { euclideanNorm } from "../arithmetic/euclideanNorm";
import type { Scales } from "../bounds/scales";
import { fanIn, type Network, type Shape } from "../network/network";

/** Unit roundoff of float32. */
export const FLOAT32_ROUNDOFF = 2 ** -24;

/** What happened between two checkpoints, as far as rounding cares. */
interface StepsBetween {
  readonly steps: number;
  readonly rate: number;
  /** Records of a batch. */
  readonly batch: number;
  /** The largest batch loss met. */
  readonly largestLoss: number;
}

/**
 * By how much float32 rounding can have shrunk a row of layer l + 1, relative to its norm: in exact arithmetic
 * (`row-norm-growth`) rows never shrink.
 *
 * A step computes (W_i - G_i) + ρ_i W_i with G = D αᵀ summed over n records and ρ_i = Σ P z/‖W_i‖². Exactly, <W_i, G_i> equals
 * ρ_i ‖W_i‖². With S = Σ_records |P_i| ‖α‖, fan-in k and u = 2^-24, rounding parts the two by at most
 *   (k/2 + 4 + n) u s S     in <W_i, G_i>: the norm in D, then the sum over records
 *   (5k/2 + 7 + n) u s S    in ρ_i ‖W_i‖²: z a sum of k products, the norm in it, the sum over records, the quotient
 * and the two sums and the product cost 2u ‖W_i‖ + 3u s S/‖W_i‖ more. As Σ|y - f|/n <= √L, a signal is at most ‖v‖ and
 * ‖α‖ <= A_(l-1), s S/‖W_i‖² <= 2η √L ‖v‖ a_l/ω. The leading 2 covers products of these errors, and what ω, ‖v‖ and A
 * themselves are off by. ‖v‖ moves by at most 2η √L A_L a step.
 *
 * @param scales those of the network at the first of the steps, with X the largest input norm
 */
function rowDecreaseBound(
  network: Shape,
  l: number,
  { minWeightNorm, outputNorm, layerScales, activationScales, depth }: Scales<number>,
  { steps, rate, batch, largestLoss }: StepsBetween,
): number {
  const rootLoss = Math.sqrt(largestLoss);
  const largestOutputNorm = outputNorm + steps * 2 * rate * rootLoss * activationScales[depth];
  const pull = (2 * rate * rootLoss * largestOutputNorm * layerScales[l]) / minWeightNorm;
  const units = 3 * fanIn(network, l) + 2 * batch + 14;
  return steps * 2 * FLOAT32_ROUNDOFF * (2 + units * pull);
}

/** The row that lost the largest part of what rounding allows it to lose. */
export interface RowDecrease {
  /** (‖W_i‖ before - after)/‖W_i‖ before; negative for a row that grew. */
  readonly decrease: number;
  readonly bound: number;
  readonly layer: number;
  readonly row: number;
}

/**
 * Compares every row with itself some steps before.
 *
 * @param scales those of `before`, with X the largest input norm
 */
export function largestRowDecrease(
  before: Network,
  after: Network,
  scales: Scales<number>,
  between: StepsBetween,
): RowDecrease {
  let largest: RowDecrease = { decrease: Number.NEGATIVE_INFINITY, bound: 1, layer: 0, row: 0 };
  for (let l = 0; l < before.depth; l++) {
    const n = fanIn(before, l);
    const bound = rowDecreaseBound(before, l, scales, between);
    for (let i = 0; i < before.width; i++) {
      const norm = euclideanNorm(before.layers[l], i * n, n);
      const decrease = (norm - euclideanNorm(after.layers[l], i * n, n)) / norm;
      if (decrease / bound > largest.decrease / largest.bound) {
        largest = { decrease, bound, layer: l, row: i };
      }
    }
  }
  return largest;
}
