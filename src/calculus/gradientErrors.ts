import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { UNIT_ROUNDOFF as u } from "../arithmetic/float64";
import { LOWER_END } from "../arithmetic/lowerEnd";
import type { TrainedParameters } from "../network/trainedParameters";
import type { GradientNorms } from "./gradient";
import { type LayerErrors, type SweepErrors, type SweptLayer, type SweptNetwork, unitRowError } from "./sweepErrors";

/**
 * How far the gradient norms of a sweep may be from the exact ones, and so far the gradients themselves.
 *
 * ∇_{W_i} f = s g_i a_i/‖W_i‖ is off by s (|error of g_i| h_i + |g_i| ‖error of a_i‖)/‖W_i‖. What of the first is due to δ is bounded for all
 * rows together, by ‖error of δ‖ times the largest |φ′_i| h_i/‖W_i‖.
 *
 * @example gradientErrors(propagation, gradientNorms(propagation), sweepErrors(network, propagation)).parameters
 */
export function gradientErrors(
  { layers, outputLayer }: SweptNetwork,
  norms: Omit<GradientNorms, "parameters">,
  errors: SweepErrors,
  parameters: TrainedParameters = "directions",
): GradientNorms {
  const isAll = parameters === "all";
  const ofLayers = new Float64Array(layers.length);
  for (let l = 0; l < layers.length; l++) {
    const ofRows = layers[l].fanIn === 1 ? 0 : layerError(layers[l], errors.layers[l], norms.layers[l]);
    ofLayers[l] = isAll ? ofRows + scalarsError(layers[l], errors.layers[l], norms.layers[l]) : ofRows;
  }
  const top = layers.length - 1;
  const width = layers[top].slopes.length;
  const ofNorm = (width / 2 + 4) * u;
  const output =
    outputLayer === null
      ? (1 + ofNorm) * euclideanNorm(errors.layers[top].outgoing) + ofNorm * norms.output
      : (outputLayer.fanIn === 1 ? 0 : layerError(outputLayer, errors.output, norms.output)) +
        (isAll ? scalarsError(outputLayer, errors.output, norms.output) : 0);
  const whole = Math.hypot(euclideanNorm(norms.layers), norms.output, isAll ? 1 : 0);
  return {
    layers: ofLayers,
    output,
    parameters: Math.hypot(euclideanNorm(ofLayers), output) + (layers.length + 6) * u * whole,
    input: errors.inputGradient + (unitRowError(layers[0].fanIn) + 2 * u) * norms.input,
  };
}

/** Of the gradient by gains and biases, g_i t_i and g_i: what of g_i is due to δ, and its own, with the roundings of norms. */
function scalarsError(layer: SweptLayer, errors: LayerErrors, norm: number): number {
  const { projections, slopes, preSignals } = layer;
  let steepest = 0;
  const own = preSignals.map((preSignal, i) => {
    const reach = Math.abs(projections[i]) + errors.projections[i] + 1;
    steepest = Math.max(steepest, (Math.abs(slopes[i]) + errors.slopes[i]) * reach);
    return errors.preSignals[i] * reach + Math.abs(preSignal) * errors.projections[i];
  });
  const rounding = (preSignals.length + 12) * u;
  return (1 + rounding) * (euclideanNorm(own) + errors.signals * steepest) + rounding * norm;
}

function layerError(layer: SweptLayer, errors: LayerErrors, norm: number): number {
  const { fanIn: n, gains, rowNorms, tangentNorms, slopes, preSignals } = layer;
  const { tangents, slopes: slopeErrors, signals, preSignals: own } = errors;
  const ofRows = new Float64Array(preSignals.length);
  let steepest = 0;
  for (let i = 0; i < ofRows.length; i++) {
    const height = tangentNorms[i] + tangents[i];
    const slope = Math.abs(slopes[i]) + slopeErrors[i];
    const preSignal = Math.abs(preSignals[i]);
    const inverse = Math.abs(gains[i]) / rowNorms[i];
    steepest = Math.max(steepest, slope * height * inverse);
    const isExact =
      gains[i] === 0 || height === 0 || (preSignal === 0 && own[i] === 0 && (signals === 0 || slope === 0));
    ofRows[i] = isExact ? 0 : (own[i] * height + preSignal * tangents[i] + LOWER_END) * inverse + LOWER_END;
  }
  const rounding = (n / 2 + preSignals.length / 2 + 12) * u;
  return (1 + rounding) * (euclideanNorm(ofRows) + signals * steepest) + rounding * norm;
}
