import { float64 } from "../../src/arithmetic/float64";
import { gradientBound } from "../../src/bounds/gradientBound";
import { type Scales, withMinWeightNorm } from "../../src/bounds/scales";
import type { BatchPropagation } from "../../src/calculus/batchPropagation";

/** What bounds each record a priori, N numbers each: what differences in tests are relative to. */
export interface RecordScales {
  /** ‖v‖ A_L(x_i), of |f_i|. */
  readonly values: Float64Array;
  /** ϱ at X = ‖x_i‖ and each layer's own ω, of ‖∇f_i‖; a row of one number cannot turn, as if its norm were infinite. */
  readonly gradients: Float64Array;
}

/** The scales record by record, so that one huge input does not blur the others. */
export function recordScales({ network, layers }: BatchPropagation, scales: Scales<number>): RecordScales {
  const rowNorms = layers.map(({ fanIn, rowNorms: norms }) =>
    fanIn === 1 ? Number.POSITIVE_INFINITY : norms.reduce((least, norm) => Math.min(least, norm)),
  );
  const own = Array.from(layers[0].incomingNorms, (inputNorm) =>
    withRowNorms(withMinWeightNorm(float64, { ...scales, inputNorm }, scales.minWeightNorm), rowNorms),
  );
  return {
    values: Float64Array.from(own, ({ outputNorm, activationScales }) => outputNorm * activationScales[network.depth]),
    gradients: Float64Array.from(own, (each) => gradientBound(float64, each)),
  };
}

/**
 * The same scales with each layer's own smallest row norm in place of ω: the theorems' proofs give these sharper bounds too, and one tiny
 * row elsewhere does not inflate them.
 */
function withRowNorms(scales: Scales<number>, rowNorms: readonly number[]): Scales<number> {
  const { inverseRootWidth, activationScales } = scales;
  return { ...scales, layerScales: rowNorms.map((omega, l) => (inverseRootWidth * activationScales[l]) / omega) };
}
