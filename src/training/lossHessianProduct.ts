import type { Tensor2D } from "@tensorflow/tfjs-core";
import type { DeviceDirection } from "./deviceNetwork";
import type { Operations } from "./graph/operations";
import { type LayerSweep, type LossSweep, summedWithIncoming, timesIncoming } from "./lossSweep";

/** A sweep (with factor 1) and what second derivatives need besides it. */
export interface SmoothSweep extends LossSweep {
  /** φ″(z^l) [m, n] of each layer. */
  readonly curvatures: readonly Tensor2D[];
  /** v [1, m]. */
  readonly output: Tensor2D;
}

/**
 * (Hess L) D of a batch, in float32 on the backend; call it within tf.tidy.
 *
 * Forward over reverse, written out: the tangent of both sweeps of lossSweep.ts along a direction (V^1, …, V^L, w). With
 * q_i = <W_i, V_i>/‖W_i‖² and a dot for the rate along the direction, layer by layer,
 *   z˙ = (W α˙ + V α) s/‖W_i‖ - z q             α˙ above = φ′ z˙
 *   f˙ = v α˙ + w α                             signal˙ at the top = (2/n)(vᵀ f˙ + wᵀ (f - y))
 *   P˙ = signal˙ φ′ + signal φ″ z˙              D˙ = P˙ s/‖W_i‖ - D q            signal˙ below = Wᵀ D˙ + Vᵀ D
 *   ρ˙ = Σ_records (P˙ z + P z˙)/‖W_i‖² - 2ρq   product = D˙ αᵀ + D α˙ᵀ - ρ˙ W - ρ V
 * where P, D, ρ are pre-signals, turned signals and radial parts. Nested gradients of TensorFlow.js cannot do this: several
 * activations have no second derivative there.
 */
export function lossHessianProduct(tf: Operations, sweep: SmoothSweep, direction: DeviceDirection): DeviceDirection {
  const { add, matMul, mul } = tf;
  const tangents: LayerTangent[] = [];
  let incomingRate: Tensor2D | null = null;
  for (const [l, layer] of sweep.layers.entries()) {
    const tangent = forward(tf, layer, direction.layers[l], incomingRate);
    tangents.push(tangent);
    incomingRate = mul(layer.slopes, tangent.preRate);
  }
  const top = sweep.layers[sweep.layers.length - 1].outgoing;
  const topRate = incomingRate as Tensor2D;
  const valueRate = add(matMul(sweep.output, topRate), matMul(direction.output, top));
  const outputSignalRate = mul(valueRate, 2 / top.shape[1]);
  const output = add(matMul(sweep.outputSignal, topRate, false, true), matMul(outputSignalRate, top, false, true));
  let signalRate = add(
    matMul(sweep.output, outputSignalRate, true, false),
    matMul(direction.output, sweep.outputSignal, true, false),
  );
  const layers: Tensor2D[] = [];
  for (let l = sweep.layers.length - 1; l >= 0; l--) {
    const layer = sweep.layers[l];
    const rates = backward(tf, layer, sweep.curvatures[l], tangents[l], signalRate);
    layers.unshift(layerProduct(tf, layer, direction.layers[l], tangents[l], rates));
    if (l > 0) {
      signalRate = add(
        matMul(layer.weights, rates.turnedRate, true, false),
        matMul(direction.layers[l], layer.turnedSignals, true, false),
      );
    }
  }
  return { layers, output };
}

/** The tangent of a layer's forward sweep. */
interface LayerTangent {
  /** q_i = <W_i, V_i>/‖W_i‖² [m, 1]. */
  readonly rowRates: Tensor2D;
  /** z˙ [m, n]. */
  readonly preRate: Tensor2D;
  /** α˙ of the layer below [k, n]; null for the first layer, as the input does not move. */
  readonly incomingRate: Tensor2D | null;
}

function forward(
  tf: Operations,
  { weights, squaredNorms, gains, incoming, preActivations }: LayerSweep,
  direction: Tensor2D,
  incomingRate: Tensor2D | null,
): LayerTangent {
  const { add, div, matMul, mul, sub, sum } = tf;
  const rowRates = div(sum(mul(weights, direction), 1, true), squaredNorms);
  const turned = timesIncoming(tf, direction, incoming);
  const moved = incomingRate === null ? turned : add(turned, matMul(weights, incomingRate));
  const preRate = sub(mul(moved, gains), mul(preActivations, rowRates));
  return { rowRates, preRate, incomingRate };
}

/** The tangent of a layer's backward sweep: D˙ [m, n] and ρ˙ [m, 1]. */
interface SignalRates {
  readonly turnedRate: Tensor2D;
  readonly radialRate: Tensor2D;
}

function backward(
  tf: Operations,
  layer: LayerSweep,
  curvatures: Tensor2D,
  { rowRates, preRate }: LayerTangent,
  signalRate: Tensor2D,
): SignalRates {
  const { add, div, mul, sub, sum } = tf;
  const { squaredNorms, gains, preActivations, slopes, signals, preSignals, turnedSignals, radialParts } = layer;
  const preSignalRate = add(mul(signalRate, slopes), mul(mul(signals, curvatures), preRate));
  const turnedRate = sub(mul(preSignalRate, gains), mul(turnedSignals, rowRates));
  const products = add(mul(preSignalRate, preActivations), mul(preSignals, preRate));
  const radialRate = sub(div(sum(products, 1, true), squaredNorms), mul(mul(radialParts, rowRates), 2));
  return { turnedRate, radialRate };
}

function layerProduct(
  tf: Operations,
  { weights, incoming, turnedSignals, radialParts }: LayerSweep,
  direction: Tensor2D,
  { incomingRate }: LayerTangent,
  { turnedRate, radialRate }: SignalRates,
): Tensor2D {
  const { add, matMul, mul, sub } = tf;
  const turned = summedWithIncoming(tf, turnedRate, incoming);
  const pull = incomingRate === null ? turned : add(turned, matMul(turnedSignals, incomingRate, false, true));
  return sub(pull, add(mul(weights, radialRate), mul(direction, radialParts)));
}
