import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { UNIT_ROUNDOFF as u } from "../arithmetic/float64";
import type { GradientNorms } from "./gradient";
import { type SweepErrors, type SweptLayer, unitRowError } from "./sweepErrors";

/** What the division by a tiny row norm makes of a product that underflowed. */
const UNDERFLOW = 2 ** -1072;

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
  const ofLayers = Float64Array.from(layers, (layer, l) => {
    const { fanIn: n, rowNorms, tangentNorms, slopes, preSignals } = layer;
    if (n === 1) {
      return 0;
    }
    const { tangents, slopes: slopeErrors, signals, preSignals: own } = errors.layers[l];
    let steepest = 0;
    const ofRows = preSignals.map((preSignal, i) => {
      const height = tangentNorms[i] + tangents[i];
      const slope = Math.abs(slopes[i]) + slopeErrors[i];
      steepest = Math.max(steepest, (scale * slope * height) / rowNorms[i]);
      const isExact = height === 0 || (preSignal === 0 && own[i] === 0 && (signals === 0 || slope === 0));
      const underflow = isExact ? 0 : UNDERFLOW / Math.min(1, rowNorms[i]);
      return (scale * (own[i] * height + Math.abs(preSignal) * tangents[i])) / rowNorms[i] + underflow;
    });
    const rounding = (n / 2 + preSignals.length / 2 + 12) * u;
    return (1 + rounding) * (euclideanNorm(ofRows) + signals * steepest) + rounding * norms.layers[l];
  });
  const top = layers.length - 1;
  const width = layers[top].slopes.length;
  const ofNorm = (width / 2 + 4) * u;
  const output = (1 + ofNorm) * euclideanNorm(errors.layers[top].outgoing) + ofNorm * norms.output;
  const whole = euclideanNorm([...norms.layers, norms.output]);
  return {
    layers: ofLayers,
    output,
    parameters: euclideanNorm([...ofLayers, output]) + (layers.length + 4) * u * whole,
    input: errors.inputGradient + (unitRowError(layers[0].fanIn) + 2 * u) * norms.input,
  };
}
