import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { UNIT_ROUNDOFF } from "../arithmetic/float64";
import { layerOffsets } from "../network/layout";
import type { Network } from "../network/network";
import type { BatchPropagation } from "./batchPropagation";
import { rowGradientScales } from "./loss";

/** How well one gradient step keeps `row-norm-growth`: plain data on the row that is closest to its bound, or furthest beyond. */
interface RowNormGrowth {
  /** | ‖W′‖² - (‖W‖² + η² ‖G‖²) |, relative to ‖W‖² + η² ‖G‖². */
  readonly quantity: number;
  /** The rounding error that it may have, in the same unit. */
  readonly bound: number;
  /** Which row: layer l = 0..L-1 and i = 0..m-1. */
  readonly layer: number;
  readonly row: number;
  /** ω before and after the step. */
  readonly minRowNormBefore: number;
  readonly minRowNormAfter: number;
  /** The bound, as above, of the row that is the shortest after the step: what rounding may have taken from ω. */
  readonly shortestRowBound: number;
}

/** W, G and W′ of one row, in place. */
interface RowStep {
  readonly weights: Float64Array;
  readonly gradient: Float64Array;
  readonly stepped: Float64Array;
  readonly begin: number;
  readonly length: number;
}

/**
 * ‖W_i′‖² = ‖W_i‖² + η² ‖∇_{W_i} L‖² for every row of one step W′ = W - η G, as ∇_{W_i} L is orthogonal to W_i.
 *
 * @param propagation at θ: its rows, and the scales of the rounding errors of {@link lossGradient}
 * @param gradient G, as lossGradient computes it
 * @param stepped the network after {@link gradientStep} at the rate η
 * @example rowNormGrowthOfStep(propagation, gradient, gradientStep(network, gradient, rate), rate).quantity
 */
export function rowNormGrowthOfStep(
  propagation: BatchPropagation,
  gradient: Float64Array,
  stepped: Network,
  rate: number,
): RowNormGrowth {
  const { network, outputLayer } = propagation;
  // A normalised output is a layer of one row.
  const layers = outputLayer === null ? propagation.layers : [...propagation.layers, outputLayer];
  const offsets = layerOffsets(network);
  let worst = { quantity: 0, bound: 0, layer: 0, row: 0 };
  let worstRatio = -1;
  let minRowNormBefore = Number.POSITIVE_INFINITY;
  let minRowNormAfter = Number.POSITIVE_INFINITY;
  let shortestRowBound = 0;
  for (const [l, layer] of layers.entries()) {
    const length = layer.fanIn;
    const scales = rowGradientScales(propagation, layer);
    const block = gradient.subarray(offsets[l], offsets[l + 1] ?? gradient.length);
    const [weights, after] = [network, stepped].map((each) => each.layers[l] ?? each.output);
    for (let i = 0; i < layer.rowNorms.length; i++) {
      const begin = i * length;
      const step = { weights, gradient: block, stepped: after, begin, length };
      const { quantity, bound } = growthOfRow(step, rate, layer.rowNorms[i], scales[i]);
      // Written so that NaN becomes the worst and stays it.
      if (!Number.isNaN(worstRatio) && !(quantity / bound <= worstRatio)) {
        worst = { quantity, bound, layer: l, row: i };
        worstRatio = quantity / bound;
      }
      minRowNormBefore = Math.min(minRowNormBefore, layer.rowNorms[i]);
      const normAfter = euclideanNorm(after, begin, length);
      if (normAfter <= minRowNormAfter) {
        shortestRowBound = normAfter < minRowNormAfter ? bound : Math.max(bound, shortestRowBound);
      }
      minRowNormAfter = Math.min(minRowNormAfter, normAfter);
    }
  }
  return { ...worst, minRowNormBefore, minRowNormAfter, shortestRowBound };
}

/**
 * One row and its rounding bound. Write b = η G, n for the length, u for the unit roundoff.
 *
 * 1. The stored W′_j = W_j - b_j + e_j with |e_j| <= u (|b_j| + |W′_j|): a product and a difference are rounded. So in exact
 *    arithmetic  ‖W′‖² - ‖W‖² - ‖b‖² = -2 <W, b> + 2 <e, W′> - ‖e‖²,  the last two at most 2u (‖b‖ + ‖W′‖) ‖W′‖. This is the
 *    part that no computation avoids, and it has no factor n.
 * 2. <W, b> = 0 for the exact gradient. The computed one is (w - p u_i)/‖W‖ with p = <u_i, w>, where u_i is off by (n/2 + 3) u
 *    from dividing by a rounded norm, p by n u ‖w‖, and each entry by 2u of its terms: the part of G along W is
 *    at most (2n + 12) u ‖w‖/‖W‖. How w was rounded does not matter, and ‖w‖ <= S = Σ_i |c_i| ‖α_i‖ (rowGradientScales; N
 *    roundings of S are below one of the 12). Hence 2 |<W, b>| <= 2 η (2n + 12) u S.
 * 3. It is measured as Σ_j d_j (W′_j + W_j) - Σ_j b_j², d = W′ - W, where ‖W′‖² - ‖W‖² would have errors of n u ‖W‖² however
 *    small the step: now (n + 4) u ‖d‖ (‖W‖ + ‖W′‖) and (n + 4) u ‖b‖², with ‖d‖ <= ‖b‖ + ‖e‖.
 *
 * All lengths are divided by 2^k, the power of two at max(‖W‖, ‖b‖), which is exact: nothing overflows, and what underflows is
 * below 2^-1074 of a sum near 1.
 *
 * @param scale S of this row
 */
function growthOfRow(
  step: RowStep,
  rate: number,
  norm: number,
  scale: number,
): Pick<RowNormGrowth, "quantity" | "bound"> {
  const { weights, gradient, stepped, begin, length: n } = step;
  const move = rate * euclideanNorm(gradient, begin, n);
  const unit = 2 ** -Math.max(-1022, Math.min(1022, Math.floor(Math.log2(Math.max(norm, move)))));
  let change = 0;
  let growth = 0;
  for (let j = begin; j < begin + n; j++) {
    const before = weights[j] * unit;
    const after = stepped[j] * unit;
    const moved = rate * gradient[j] * unit;
    change += (after - before) * (after + before);
    growth += moved * moved;
  }
  const length = norm * unit;
  const distance = move * unit;
  // Of W′ and d, first-order values: ‖W′‖ <= ‖W‖ + ‖b‖, ‖d‖ <= ‖b‖ + u (‖b‖ + ‖W′‖).
  const reached = length + distance;
  const stored = 2 * UNIT_ROUNDOFF * (distance + reached) * reached;
  // 2^-1022: where c_i α_i underflows, S does not see it (rounding.ts does the same).
  const orthogonality = 2 * (2 * n + 12) * (UNIT_ROUNDOFF * scale + 2 ** -1022) * unit * (rate * unit);
  const measured = (n + 4) * UNIT_ROUNDOFF * ((distance + 2 * UNIT_ROUNDOFF * reached) * (length + reached) + growth);
  const whole = length * length + growth;
  return { quantity: Math.abs(change - growth) / whole, bound: (stored + orthogonality + measured) / whole };
}
