import type { Batch } from "../network/batch";
import type { Network } from "../network/network";
import { type TrainedParameters, trainedLayout } from "../network/trainedParameters";
import { type BatchPropagation, propagateBatch } from "./batchPropagation";
import { lossGradient } from "./loss";
import { LossLayer } from "./lossLayer";
import { lossSignals, outputSignals } from "./lossSignals";
import { residualFactors } from "./residuals";
import type { SymmetricOperator } from "./symmetricOperator";

/**
 * D ↦ Hess L · D, Hess L = (2/N) Σ_i [∇f_i ∇f_iᵀ - r_i Hess f_i], on all P parameters.
 *
 * @param parameters with "all", gains, biases and c too (trainedParameters.ts)
 * @example entriesOf(lossHessian(network, batch)).length // 9
 */
export function lossHessianOperator(
  network: Network,
  batch: Batch,
  parameters: TrainedParameters = "directions",
): SymmetricOperator {
  return lossHessianOperatorOf(propagateBatch(network, batch), parameters);
}

/**
 * The same where the batch has been propagated already.
 *
 * A product is the tangent along D of ∇L: one sweep forward and one backward of all records together (lossLayer.ts). With
 * c = ∂L/∂f, w the block of v in D and sums over the records, the output's part is
 *   f˙ = <v, α˙> + <w, α>,   c˙ = (2/N) f˙,   (Hess L D)_v = Σ (c˙ α + c α˙),   δ˙ = c˙ v + c w,
 * where the bias of the output, if it is differentiated, adds its own motion to f˙ and gets Σ c˙.
 * It costs up to 6 N P multiplications in blocks of registers, and allocates nothing. The operator holds 2 P + 6 N m L
 * numbers besides those of the propagation.
 *
 * @example lossHessianOperatorOf(propagateBatch(network, batch)).apply(direction, product)
 */
export function lossHessianOperatorOf(
  propagation: BatchPropagation,
  parameters: TrainedParameters = "directions",
): SymmetricOperator {
  const { network, outputLayer } = propagation;
  const { depth } = network;
  const { weights: offsets, scalars, dimension } = trainedLayout(network, parameters);
  const gradient = lossGradient(propagation, parameters);
  const signals = lossSignals(propagation, parameters);
  const layers: LossLayer[] = [];
  let incomingRate: Float64Array | null = null;
  for (const [l, state] of propagation.layers.entries()) {
    const place = { gradient, offset: offsets[l], scalars: scalars[l] };
    const layer: LossLayer = new LossLayer({ state, signals: signals[l], incomingRate, ...place });
    layers.push(layer);
    incomingRate = layer.outgoingRate;
  }
  const signalRates = layers.map(({ outgoingRate }) => new Float64Array(outgoingRate.length));
  const top = { outgoingRate: layers[depth - 1].outgoingRate, signalRate: signalRates[depth - 1] };
  const applyOutput =
    outputLayer === null
      ? plainOutput(propagation, top, offsets[depth], scalars[depth])
      : normalisedOutput(
          new LossLayer({
            state: outputLayer,
            signals: outputSignals(propagation, outputLayer, parameters),
            incomingRate: top.outgoingRate,
            gradient,
            offset: offsets[depth],
            scalars: scalars[depth],
          }),
          top,
        );
  return {
    dimension,
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

/** @param ofBias where c stands; undefined where it is a constant */
function plainOutput(
  propagation: BatchPropagation,
  { outgoingRate, signalRate }: TopRates,
  offset: number,
  ofBias: number | undefined,
): Output {
  const { outputVector: output, layers } = propagation;
  const { outgoing } = layers[layers.length - 1];
  const width = output.length;
  const factors = residualFactors(propagation);
  return (direction, product) => {
    for (let k = offset; k < offset + width; k++) {
      product[k] = 0;
    }
    const biasRate = ofBias === undefined ? 0 : direction[ofBias];
    let factorRates = 0;
    for (let r = 0; r < factors.length; r++) {
      const factor = factors[r];
      const first = r * width;
      let valueRate = biasRate;
      for (let i = 0; i < width; i++) {
        valueRate += output[i] * outgoingRate[first + i] + direction[offset + i] * outgoing[first + i];
      }
      const factorRate = (2 / factors.length) * valueRate;
      factorRates += factorRate;
      for (let i = 0; i < width; i++) {
        product[offset + i] += factorRate * outgoing[first + i] + factor * outgoingRate[first + i];
        signalRate[first + i] = factorRate * output[i] + factor * direction[offset + i];
      }
    }
    if (ofBias !== undefined) {
      product[ofBias] = factorRates;
    }
  };
}

/** A layer of one row, whose output is f: c˙ = (2/N) f˙. */
function normalisedOutput(row: LossLayer, { signalRate }: TopRates): Output {
  const factorRates = new Float64Array(row.outgoingRate.length);
  return (direction, product) => {
    row.forward(direction);
    for (let r = 0; r < factorRates.length; r++) {
      factorRates[r] = (2 / factorRates.length) * row.outgoingRate[r];
    }
    row.backward(factorRates, product, signalRate);
  };
}
