import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { UNIT_ROUNDOFF as u } from "../arithmetic/float64";
import { LOWER_END } from "../arithmetic/lowerEnd";
import type { GradientNorms } from "./gradient";
import { type LayerErrors, type SweepErrors, type SweptLayer, unitRowError } from "./sweepErrors";

/**
 * How far the gradient norms of a sweep may be from the exact ones, and so far the gradients themselves.
 *
 * ∇_{W_i} f = s g_i a_i/‖W_i‖ is off by s (|error of g_i| h_i + |g_i| ‖error of a_i‖)/‖W_i‖. What of the first is due to δ is bounded for all
 * rows together, by ‖error of δ‖ times the largest |φ′_i| h_i/‖W_i‖.
 *
 * @example gradientErrors(propagation, gradientNorms(propagation), sweepErrors(network, propagation)).parameters
 */
export function gradientErrors(
  { scale, layers }: { readonly scale: number; readonly layers: readonly SweptLayer[] },
  norms: Omit<GradientNorms, "parameters">,
  errors: SweepErrors,
): GradientNorms {
  const ofLayers = new Float64Array(layers.length);
  for (let l = 0; l < layers.length; l++) {
    ofLayers[l] = layers[l].fanIn === 1 ? 0 : layerError(scale, layers[l], errors.layers[l], norms.layers[l]);
  }
  const top = layers.length - 1;
  const width = layers[top].slopes.length;
  const ofNorm = (width / 2 + 4) * u;
  const output = (1 + ofNorm) * euclideanNorm(errors.layers[top].outgoing) + ofNorm * norms.output;
  const whole = Math.hypot(euclideanNorm(norms.layers), norms.output);
  return {
    layers: ofLayers,
    output,
    parameters: Math.hypot(euclideanNorm(ofLayers), output) + (layers.length + 6) * u * whole,
    input: errors.inputGradient + (unitRowError(layers[0].fanIn) + 2 * u) * norms.input,
  };
}

function layerError(scale: number, layer: SweptLayer, errors: LayerErrors, norm: number): number {
  const { fanIn: n, rowNorms, tangentNorms, slopes, preSignals } = layer;
  const { tangents, slopes: slopeErrors, signals, preSignals: own } = errors;
  const ofRows = new Float64Array(preSignals.length);
  let steepest = 0;
  for (let i = 0; i < ofRows.length; i++) {
    const height = tangentNorms[i] + tangents[i];
    const slope = Math.abs(slopes[i]) + slopeErrors[i];
    const preSignal = Math.abs(preSignals[i]);
    const inverse = scale / rowNorms[i];
    steepest = Math.max(steepest, slope * height * inverse);
    const isExact = height === 0 || (preSignal === 0 && own[i] === 0 && (signals === 0 || slope === 0));
    ofRows[i] = isExact ? 0 : (own[i] * height + preSignal * tangents[i] + LOWER_END) * inverse + LOWER_END;
  }
  const rounding = (n / 2 + preSignals.length / 2 + 12) * u;
  return (1 + rounding) * (euclideanNorm(ofRows) + signals * steepest) + rounding * norm;
}
