import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { float64 } from "../arithmetic/float64";
import { scalesOfBatch } from "../bounds/batchScales";
import { hessianBound, hessianFormCoefficients } from "../bounds/hessianForm";
import { lossHessianBound, lossHessianBoundCoefficients } from "../bounds/lossBounds";
import { Evaluation } from "../measurement/evaluation";
import { roundingUnits } from "../measurement/rounding";
import type { Network } from "../network/network";
import { lanczos } from "../spectrum/lanczos";
import { startVector } from "../spectrum/startVector";
import type { TensorFlow } from "./backend/loadTensorflow";
import { DeviceLossHessian } from "./deviceLossHessian";
import type { DeviceNetwork } from "./deviceNetwork";
import type { DeviceBatch } from "./lossSweep";
import { type HessianNorm, type WatchedTheorem, watched } from "./observation";
import { FLOAT32_ROUNDOFF } from "./rowDecrease";
import { coefficientsOf, type Weakenings } from "./watchedCoefficients";

/** A Hessian norm and what the theorem on it says. */
interface WatchedHessian {
  readonly norm: HessianNorm;
  readonly theorem: WatchedTheorem;
}

/** ‖Hess f‖₂ at one input by the float64 core, against `hessian-layerwise`. The activation is smooth. */
export function watchedPredictorHessian(network: Network, input: Float64Array, weakenings: Weakenings): WatchedHessian {
  const started = performance.now();
  const evaluation = new Evaluation({ network, input });
  const { value, residual, iterations } = evaluation.hessianNorm;
  const bound = hessianBound(
    float64,
    evaluation.scales,
    coefficientsOf("hessian-layerwise", hessianFormCoefficients, weakenings),
  );
  return {
    theorem: watched("hessian-layerwise", evaluation.hessianSpectralNorm, bound, "at the first record"),
    norm: { value, residual, iterations, seconds: (performance.now() - started) / 1000 },
  };
}

/** Lanczos aims at this residual, relative to the norm: ten times below what the norm is asked to be right to. */
const TOLERANCE = 1e-5;
/** With a larger residual, relative to the norm, there is no verdict. */
const CONVERGED = 1e-4;
const MOST_ITERATIONS = 1000;

/**
 * ‖Hess L‖₂ of a batch by Lanczos over products on the backend, against `loss-hessian`.
 *
 * The error counts the residual, and the rounding of products that are four sweeps (rounding.ts, with the u of float32) and a
 * sum over the records, relative to what bounds them.
 *
 * @param inputs those of the batch
 */
export function watchedLossHessian(
  tf: TensorFlow,
  device: DeviceNetwork,
  batch: DeviceBatch,
  { network, inputs }: { readonly network: Network; readonly inputs: readonly Float64Array[] },
  weakenings: Weakenings,
): WatchedHessian {
  const started = performance.now();
  const operator = new DeviceLossHessian(tf, device, batch);
  try {
    const noise = productNoise(operator);
    const tolerance = Math.max(TOLERANCE, noise);
    const found = lanczos(operator, startVector(operator.dimension), tolerance, MOST_ITERATIONS, noise);
    const { value, residual, iterations } = found;
    const scales = scalesOfBatch(float64, network, inputs);
    const proved = lossHessianBound(float64, scales, operator.loss);
    const rounding = (roundingUnits(network, 4) + inputs.length) * FLOAT32_ROUNDOFF * proved;
    const bound = lossHessianBound(
      float64,
      scales,
      operator.loss,
      coefficientsOf("loss-hessian", lossHessianBoundCoefficients, weakenings),
    );
    const quantity = {
      value,
      error: residual + rounding,
      // Or 0 to within the rounding of one product.
      converged: residual <= CONVERGED * value || Math.max(value, residual) <= rounding,
    };
    return {
      theorem: watched("loss-hessian", quantity, bound, `over the first ${inputs.length} records`),
      norm: { value, residual, iterations, seconds: (performance.now() - started) / 1000 },
    };
  } finally {
    operator.dispose();
  }
}

/**
 * How far products are from being linear, relative to their size: ‖H(a + b) - Ha - Hb‖ for two vectors. With tiny rows large terms
 * cancel in a product and leave the rounding of float32 behind, many times u. Lanczos must not take it for a direction.
 */
function productNoise(operator: DeviceLossHessian): number {
  const n = operator.dimension;
  const product = (direction: Float64Array): Float64Array => {
    const result = new Float64Array(n);
    operator.apply(direction, result);
    return result;
  };
  const [a, b] = [startVector(n, 0), startVector(n, 1)];
  const [ofA, ofB, ofSum] = [product(a), product(b), product(a.map((value, i) => value + b[i]))];
  const size = euclideanNorm(ofA) + euclideanNorm(ofB);
  const difference = euclideanNorm(ofSum.map((value, i) => value - ofA[i] - ofB[i]));
  return size === 0 ? FLOAT32_ROUNDOFF : Math.max(FLOAT32_ROUNDOFF, difference / size);
}
