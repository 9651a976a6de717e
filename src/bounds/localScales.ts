import type { Arithmetic } from "../arithmetic/arithmetic";
import { biasesOf, gainsOf } from "../network/gains";
import type { NetworkCase } from "../network/networkCase";
import { derivedScales, type LayerScale, type Scales } from "./scales";

/**
 * The scales with the slopes and curvatures that each layer can reach, from norms alone: |z_i - b_i| <= |g_i| A_(l-1) by Cauchy-Schwarz, so
 *
 *     λ_l = max_i sup { |φ′(z)| : |z - b_i| <= |g_i| A_(l-1) },   β_l likewise of φ″,   A_l = λ_l γ_l A_(l-1) + ‖φ(b^l)‖.
 *
 * Never above λ and β, and what is made of them never above what is made of those. The derivation is in docs/theory-general.md, "hessian-local".
 *
 * @example hessianBound(float64, localScales(float64, { network, input }, scales))
 */
export function localScales<T>(
  arithmetic: Arithmetic<T>,
  networkCase: Pick<NetworkCase, "network">,
  scales: Scales<T>,
): Scales<T> {
  // Those of the same arithmetic, as scales are of one.
  const found = (known.get(scales) as Scales<T> | undefined) ?? findLocalScales(arithmetic, networkCase, scales);
  known.set(scales, found);
  return found;
}

/** By the scales that they sharpen: three theorems ask for the same. */
const known = new WeakMap<object, unknown>();

function findLocalScales<T>(
  arithmetic: Arithmetic<T>,
  { network }: Pick<NetworkCase, "network">,
  scales: Scales<T>,
): Scales<T> {
  const { of, add, multiply, maximum, absolute } = arithmetic;
  const { activation } = network.activation;
  let reached = scales.inputNorm;
  const layers = scales.layers.map((layer, l): LayerScale<T> => {
    const ofRow = (gain: T, bias: number) => activation.reach(arithmetic, of(bias), multiply(absolute(gain), reached));
    const gains = gainsOf(arithmetic, network, l);
    const biases = biasesOf(network, l);
    const isUniform = network.gains[l] === null && network.biases[l] === null;
    const rows = isUniform ? [ofRow(gains[0], biases[0])] : gains.map((gain, i) => ofRow(gain, biases[i]));
    const slope = rows.map((row) => row.slope).reduce((a, b) => maximum(a, b));
    const curvature = rows
      .map((row) => row.curvature)
      .reduce((a, b) => (a === null || b === null ? null : maximum(a, b)));
    reached = add(multiply(slope, layer.gainNorm, reached), layer.atZero);
    return { ...layer, slope, curvature };
  });
  return derivedScales(arithmetic, { ...scales, layers });
}
