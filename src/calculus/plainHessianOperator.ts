import { addRows, rowProducts } from "../arithmetic/rowProducts";
import { layerOffsets } from "../network/layout";
import { parameterCount } from "../network/network";
import type { PlainPropagation } from "./plainPropagation";
import type { SymmetricOperator } from "./symmetricOperator";

/**
 * D ↦ Hess f_plain · D on all P parameters, in O(P): the tangents of the two sweeps of {@link propagatePlain}.
 *
 *   forward   z˙ = s (D α + W α˙),   α˙_above = φ′ z˙                         (x does not move, so α˙ = 0 below layer 1)
 *   backward  g˙ = δ˙ φ′ + δ φ″ z˙,   δ˙_below = s (Wᵀ g˙ + Dᵀ g)
 *   product   (Hess f D)_i = s (g˙_i α + g_i α˙),   that of v: α˙^L
 *
 * @example plainHessian(propagatePlain({ network, input })).apply(direction, product) // both of P numbers, in the layout of θ
 */
export function plainHessian({ network, scale, layers }: PlainPropagation): SymmetricOperator {
  const { width, depth } = network;
  const offsets = layerOffsets(network);
  // rates[l] is α˙^l, signalRates[l] is δ˙^l; index 0 belongs to the input.
  const rates = [new Float64Array(network.inputDimension), ...layers.map(() => new Float64Array(width))];
  const signalRates = rates.map((rate) => new Float64Array(rate.length));
  const preActivationRates = layers.map(() => new Float64Array(width));
  const ofDirection = new Float64Array(width);
  const scaledPreSignalRates = new Float64Array(width);

  function forward(l: number, direction: Float64Array): void {
    const { fanIn, weights, incoming, slopes } = layers[l];
    const rate = preActivationRates[l];
    // D's block begins at a whole number of rows: at 0, or at m d + k m², a multiple of m.
    rowProducts(direction, offsets[l] / fanIn, width, incoming, ofDirection);
    rowProducts(weights, 0, width, rates[l], rate);
    for (let i = 0; i < width; i++) {
      rate[i] = scale * (ofDirection[i] + rate[i]);
      rates[l + 1][i] = slopes[i] * rate[i];
    }
  }

  function backward(l: number, direction: Float64Array, product: Float64Array): void {
    const { fanIn, weights, incoming, slopes, curvatures, signals, scaledPreSignals } = layers[l];
    const incomingRate = rates[l];
    for (let i = 0; i < width; i++) {
      const ofCurvature = signals[i] * curvatures[i] * preActivationRates[l][i];
      const scaledRate = scale * (signalRates[l + 1][i] * slopes[i] + ofCurvature);
      scaledPreSignalRates[i] = scaledRate;
      const row = offsets[l] + i * fanIn;
      for (let j = 0; j < fanIn; j++) {
        product[row + j] = scaledRate * incoming[j] + scaledPreSignals[i] * incomingRate[j];
      }
    }
    const below = signalRates[l].fill(0);
    addRows(weights, 0, width, scaledPreSignalRates, below);
    addRows(direction, offsets[l] / fanIn, width, scaledPreSignals, below);
  }

  return {
    dimension: parameterCount(network),
    apply(direction, product) {
      for (let l = 0; l < depth; l++) {
        forward(l, direction);
      }
      for (let i = 0; i < width; i++) {
        product[offsets[depth] + i] = rates[depth][i];
        signalRates[depth][i] = direction[offsets[depth] + i];
      }
      for (let l = depth - 1; l >= 0; l--) {
        backward(l, direction, product);
      }
    },
  };
}
