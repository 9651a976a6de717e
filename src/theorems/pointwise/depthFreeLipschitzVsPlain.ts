/**
 * What normalisation is worth. The same network without it, z^l = W^l α^(l-1)/√m, has
 *
 *     ‖∇_x f_plain‖ <= ‖v‖ Π_l ‖W^l‖₂/√m,
 *
 * attained by the identity with aligned layers: exponential in the depth, where WeightNorm keeps ‖v‖ (`input-lipschitz`).
 *
 * Hypotheses: A1. Reference: Remark 4.1 of arXiv 2409.08935. The constants: the chain rule, one spectral norm for each layer.
 * `plainNetworkExceeding` makes networks whose plain Lipschitz constant is any chosen multiple of ‖v‖.
 */
import type { OrderedArithmetic } from "../../arithmetic/arithmetic";
import { float64 } from "../../arithmetic/float64";
import type { Scales } from "../../bounds/scales";
import { definedInnerProduct, definedNetwork } from "../../calculus/definition";
import { inputSlopeAlong } from "../../calculus/differences";
import { plainInputGradient } from "../../calculus/plainGradient";
import type { Again } from "../../measurement/quantity";
import { roundingError } from "../../measurement/rounding";
import { activationNamed } from "../../network/activation";
import { createNetwork, fanIn } from "../../network/network";
import type { NetworkCase } from "../../network/networkCase";
import { perCase } from "../../network/perCase";
import { matrixSpectralNorm } from "../../spectrum/matrixSpectralNorm";
import { lipschitzActivation, plainNetworkInRange } from "../assumptions";
import { paperForm } from "../paperForm";
import { defineTheorem } from "../theorem";

export const depthFreeLipschitzVsPlain = defineTheorem({
  id: "depth-free-lipschitz-vs-plain",
  group: "pointwise",
  reference: "Remark 4.1",
  statement: String.raw`\|\nabla_x f_{\mathrm{plain}}\|_2 \le \|v\|_2 \prod_{l=1}^L \frac{\|W^l\|_2}{\sqrt m}, \quad \text{while } \|\nabla_x f\|_2 \le \|v\|_2`,
  assumptions: [lipschitzActivation, plainNetworkInRange, paperForm],
  coefficients: ["layers"],
  restsOn: [],
  inTraining: { leftOut: "speaks of a network that is not trained" },
  notCertified: "no enclosures of networks without normalisation yet",
  measure({ networkCase, scales }) {
    const gradient = plainInputGradient(networkCase);
    const value = float64.euclideanNorm(gradient);
    const error = roundingError(networkCase.network, 2, measuredBound(networkCase, scales).scale);
    const again: Again = (arithmetic) => inputSlopeAlong(arithmetic, networkCase, gradient, false);
    return [{ value, error, converged: layerNorms(networkCase).every(({ converged }) => converged), again }];
  },
  boundErrors: ({ networkCase, scales }) => [measuredBound(networkCase, scales).error],
  bound({ of, multiply }, { networkCase, scales, exact }, coefficient) {
    const norms = exact
      ? exactLayerNorms(exact, networkCase.network)
      : layerNorms(networkCase).map(({ value }) => of(value));
    const layers = norms.map((norm) => multiply(scales.inverseRootWidth, norm));
    return [multiply(coefficient.layers, scales.outputNorm, ...layers)];
  },
});

/** ‖v‖ Π ‖W^l‖₂/√m, and by how much its spectral norms make it uncertain. */
function measuredBound(networkCase: NetworkCase, scales: Scales<number>): { scale: number; error: number } {
  const layers = layerNorms(networkCase);
  const scale = layers.reduce((product, { value }) => product * value * scales.inverseRootWidth, scales.outputNorm);
  const uncertainty = layers.reduce((sum, { value, error }) => sum + (value === 0 ? 0 : error / value), 0);
  return { scale, error: scale * uncertainty };
}

/** ‖W^l‖₂ of the layers as they are, with evidence. */
const layerNorms = perCase(({ network }) =>
  network.layers.map((weights, l) => matrixSpectralNorm(weights, network.width, fanIn(network, l))),
);

/** The same from W^l (W^l)ᵀ, whose entries of either sign Jacobi's rotations do not mind. */
function exactLayerNorms<T>(arithmetic: OrderedArithmetic<T>, network: NetworkCase["network"]): T[] {
  return definedNetwork(arithmetic, network).layers.map((rows) => {
    const products = rows.map((row) => rows.map((other) => definedInnerProduct(arithmetic, row, other)));
    return arithmetic.squareRoot(arithmetic.perronRoot(products));
  });
}

/**
 * A case whose plain network has ‖∇_x f_plain‖ = factor · ‖v‖ up to rounding, while WeightNorm keeps ‖∇_x f‖ = ‖v‖.
 *
 * Identity activation, all rows equal to (r, …, r)/√m with r^depth = factor: each plain layer stretches by r.
 *
 * @example plainNetworkExceeding(1e6, 12, 4)
 */
export function plainNetworkExceeding(factor: number, depth: number, width: number): NetworkCase {
  const entry = factor ** (1 / depth) / Math.sqrt(width);
  const layers = Array.from({ length: depth }, () => new Float64Array(width * width).fill(entry));
  const output = new Float64Array(width).fill(1 / Math.sqrt(width));
  const activation = { activation: activationNamed("identity", "activation"), shift: 0 };
  return {
    network: createNetwork({ activation, layers, output }),
    input: new Float64Array(width).fill(1 / Math.sqrt(width)),
  };
}
