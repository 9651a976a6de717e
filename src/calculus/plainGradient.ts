import { layerOffsets } from "../network/layout";
import { parameterCount } from "../network/network";
import type { NetworkCase } from "../network/networkCase";
import { type PlainPropagation, propagatePlain } from "./plainPropagation";

/**
 * ∇_x of the same network without normalisation, z^l = W^l α^(l-1)/√m: what Remark 4.1 compares with.
 *
 * @returns d numbers; not finite where a plain activation leaves float64's range
 * @example plainInputGradient({ network, input })
 */
export function plainInputGradient(networkCase: NetworkCase): Float64Array {
  return propagatePlain(networkCase).inputGradient;
}

/**
 * ∇_θ f_plain in the layout of θ, P numbers: ∇_{W_i} f = s g_i α^(l-1), ∇_v f = α^L.
 *
 * @example plainParameterGradient(propagatePlain({ network, input }))
 */
export function plainParameterGradient({ network, layers }: PlainPropagation): Float64Array {
  const gradient = new Float64Array(parameterCount(network));
  const offsets = layerOffsets(network);
  for (const [l, { fanIn: n, incoming, scaledPreSignals }] of layers.entries()) {
    for (let i = 0; i < network.width; i++) {
      const row = offsets[l] + i * n;
      for (let j = 0; j < n; j++) {
        gradient[row + j] = scaledPreSignals[i] * incoming[j];
      }
    }
  }
  gradient.set(layers[network.depth - 1].outgoing, offsets[network.depth]);
  return gradient;
}
