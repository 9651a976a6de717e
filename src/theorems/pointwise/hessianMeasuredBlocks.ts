/**
 * Hessian of the predictor, between two bounds from one sweep forward and one backward of matrices:
 *
 *     max_kl B_kl <= ‖∇²_θ f‖₂ <= λ_max(B) <= (L+1) max_kl B_kl,   B_kl = ‖(∇²_θ f)_kl‖₂,
 *
 * the blocks by layers and output, computed as in measuredBlocks.ts without any Hessian in P dimensions.
 *
 * Hypotheses: φ twice differentiable, and at most 256 rows a layer (it takes O(L² m³) operations). Reference: not in the paper; docs/theory-general.md,
 * "hessian-measured-blocks". Why: the triangle inequality by blocks above, one block below; and λ_max of a matrix of L+1 rows is at most their
 * largest sum. Attained at L = 1 by a network with one neuron. The bound is the upper end of an enclosure: a number that is proved.
 */
import { measuredBlocksOf } from "../../measurement/measuredBlocksOf";
import { smoothActivation } from "../assumptions";
import { fewRows } from "../fewRows";
import { defineTheorem } from "../theorem";

export const hessianMeasuredBlocks = defineTheorem({
  id: "hessian-measured-blocks",
  group: "pointwise",
  // Both sides are measured: where φ″ jumps within rounding of a pre-activation, float64 knows neither.
  madeOf: "differences",
  reference: "beyond the paper",
  statement: String.raw`\max_{kl} B_{kl} \le \|\nabla^2_\theta f\|_2 \le \lambda_{\max}(B), \quad B_{kl} = \|(\nabla^2_\theta f)_{kl}\|_2`,
  assumptions: [smoothActivation, fewRows],
  coefficients: ["blocks"],
  // The bound is made of unit rows: without them it is that of another network.
  restsOn: ["normalisation"],
  inTraining: { leftOut: "of the predictor at one input" },
  every: 200,
  measure: ({ hessianSpectralNorm }) => [hessianSpectralNorm],
  certify: ({ hessianSpectralNorm }) => [hessianSpectralNorm],
  bound: ({ of, multiply }, { networkCase }, coefficient) => [
    multiply(coefficient.blocks, of(measuredBlocksOf(networkCase).bound)),
  ],
  consequences: ({ networkCase, hessianSpectralNorm: { value, error } }) => [
    {
      claim: "the largest block <= ‖Hess f‖₂",
      // The lower end is certain, and the norm at most this. So it is refuted or not, even where both are 0.
      quantity: { value: measuredBlocksOf(networkCase).largest, error: 0, converged: true },
      bound: value + error,
    },
  ],
});
