import { type BatchPropagation, propagateBatch } from "../calculus/batchPropagation";
import { lossHessianOf } from "../calculus/lossHessian";
import type { Batch } from "../network/batch";
import type { Network } from "../network/network";
import { type SpectralNorm, type SpectralNormOptions, spectralNorm } from "./spectralNorm";

/**
 * ‖Hess L‖₂ over all P parameters, with its evidence. A product takes little longer than ∇L from scratch.
 *
 * @param options productError is that of Hess L itself
 * @example lossHessianNorm(network, batch).value
 */
export function lossHessianNorm(network: Network, batch: Batch, options: SpectralNormOptions = {}): SpectralNorm {
  return lossHessianNormOf(propagateBatch(network, batch), options);
}

/**
 * The same where the batch has been propagated already.
 *
 * @example lossHessianNormOf(evaluation.propagation, { productError }).value
 */
export function lossHessianNormOf(propagation: BatchPropagation, options: SpectralNormOptions = {}): SpectralNorm {
  return spectralNorm(lossHessianOf(propagation), options);
}
