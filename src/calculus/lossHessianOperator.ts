import type { Batch } from "../network/batch";
import { layerOffsets } from "../network/layout";
import { type Network, parameterCount } from "../network/network";
import { type BatchLayer, type BatchPropagation, propagateBatch } from "./batchPropagation";
import { lossGradient, residualFactors } from "./loss";
import { LossLayer } from "./lossLayer";
import { lossSignals, outputSignals } from "./lossSignals";
import type { SymmetricOperator } from "./symmetricOperator";

/**
 * D ↦ Hess L · D, Hess L = (2/N) Σ_i [∇f_i ∇f_iᵀ - r_i Hess f_i], on all P parameters.
 *
 * @example entriesOf(lossHessianOperator(network, batch)) // P² numbers
 */
export function lossHessianOperator(network: Network, batch: Batch): SymmetricOperator {
  return lossHessianOperatorOf(propagateBatch(network, batch));
}

/**
 * The same where the batch has been propagated already.
 *
 * A product is the tangent along D of ∇L: one sweep forward and one backward of all records together (lossLayer.ts). With
 * c = ∂L/∂f, w the block of v in D and sums over the records, the output's part is
 *   f˙ = <v, α˙> + <w, α>,   c˙ = (2/N) f˙,   (Hess L D)_v = Σ (c˙ α + c α˙),   δ˙ = c˙ v + c w.
 * It costs up to 6 N P multiplications in blocks of registers, and allocates nothing. The operator holds 2 P + 6 N m L
 * numbers besides those of the propagation.
 *
 * @example lossHessianOperatorOf(propagateBatch(network, batch)).apply(direction, product)
 */
export function lossHessianOperatorOf(propagation: BatchPropagation): SymmetricOperator {
  const { network, outputLayer } = propagation;
  const { depth } = network;
  const offsets = layerOffsets(network);
  const gradient = lossGradient(propagation);
  const signals = lossSignals(propagation);
  const layers: LossLayer[] = [];
  let incomingRate: Float64Array | null = null;
  for (const [l, state] of propagation.layers.entries()) {
    const layer: LossLayer = new LossLayer({ state, signals: signals[l], gradient, offset: offsets[l], incomingRate });
    layers.push(layer);
    incomingRate = layer.outgoingRate;
  }
  const signalRates = layers.map(({ outgoingRate }) => new Float64Array(outgoingRate.length));
  const top = { outgoingRate: layers[depth - 1].outgoingRate, signalRate: signalRates[depth - 1] };
  const applyOutput =
    outputLayer === null
      ? plainOutput(propagation, top, offsets[depth])
      : normalisedOutput(propagation, outputLayer, top, { gradient, offset: offsets[depth] });
  return {
    dimension: parameterCount(network),
    apply(direction, product) {
      for (let l = 0; l < depth; l++) {
        layers[l].forward(direction);
      }
      applyOutput(direction, product);
      for (let l = depth - 1; l >= 0; l--) {
        layers[l].backward(signalRates[l], product, l === 0 ? null : signalRates[l - 1]);
      }
    },
  };
}

/** α˙^L, which the output reads, and δ˙^L, which it writes; N x m_L each. */
interface TopRates {
  readonly outgoingRate: Float64Array;
  readonly signalRate: Float64Array;
}

type Output = (direction: Float64Array, product: Float64Array) => void;

function plainOutput(propagation: BatchPropagation, { outgoingRate, signalRate }: TopRates, offset: number): Output {
  const { outputVector: output, layers } = propagation;
  const { outgoing } = layers[layers.length - 1];
  const width = output.length;
  const factors = residualFactors(propagation);
  return (direction, product) => {
    for (let k = offset; k < offset + width; k++) {
      product[k] = 0;
    }
    for (let r = 0; r < factors.length; r++) {
      const factor = factors[r];
      const first = r * width;
      let valueRate = 0;
      for (let i = 0; i < width; i++) {
        valueRate += output[i] * outgoingRate[first + i] + direction[offset + i] * outgoing[first + i];
      }
      const factorRate = (2 / factors.length) * valueRate;
      for (let i = 0; i < width; i++) {
        product[offset + i] += factorRate * outgoing[first + i] + factor * outgoingRate[first + i];
        signalRate[first + i] = factorRate * output[i] + factor * direction[offset + i];
      }
    }
  };
}

/** A layer of one row, whose output is f: c˙ = (2/N) f˙. */
function normalisedOutput(
  propagation: BatchPropagation,
  state: BatchLayer,
  top: TopRates,
  place: { readonly gradient: Float64Array; readonly offset: number },
): Output {
  const signals = outputSignals(propagation, state);
  const row = new LossLayer({ state, signals, incomingRate: top.outgoingRate, ...place });
  const factorRates = new Float64Array(state.outgoing.length);
  return (direction, product) => {
    row.forward(direction);
    for (let r = 0; r < factorRates.length; r++) {
      factorRates[r] = (2 / factorRates.length) * row.outgoingRate[r];
    }
    row.backward(factorRates, product, top.signalRate);
  };
}
