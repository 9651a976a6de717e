import { lossHessianOperator } from "../calculus/lossHessianOperator";
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
  return spectralNorm(lossHessianOperator(network, batch), options);
}
