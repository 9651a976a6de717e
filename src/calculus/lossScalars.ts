import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { UNIT_ROUNDOFF as u } from "../arithmetic/float64";
import type { RecordErrors, ScalarErrors } from "./batchErrors";
import type { BatchPropagation } from "./batchPropagation";
import { residualFactors } from "./loss";

/** ∇L by the gains and by the biases of a layer, m numbers each. */
interface LossScalars {
  readonly gains: Float64Array;
  readonly biases: Float64Array;
}

/**
 * ∂L/∂s_i = Σ c p_i t_i and ∂L/∂b_i = Σ c p_i over the records, with c = ∂L/∂f, p = ∂f/∂z and t of each: what a step moves gains and biases by.
 *
 * @example lossScalars(propagateBatch(network, batch))[0].biases
 */
export function lossScalars(propagation: BatchPropagation): LossScalars[] {
  const factors = residualFactors(propagation);
  return propagation.layers.map(({ gains: own, preSignals, projections }) => {
    const gains = new Float64Array(own.length);
    const biases = new Float64Array(own.length);
    for (let r = 0, k = 0; r < factors.length; r++) {
      for (let i = 0; i < own.length; i++, k++) {
        const term = factors[r] * preSignals[k];
        gains[i] += term * projections[k];
        biases[i] += term;
      }
    }
    return { gains, biases };
  });
}

/** How far the norms of {@link lossScalars} may be off in one layer. */
export function lossScalarErrors(
  propagation: BatchPropagation,
  l: number,
  errors: readonly RecordErrors[],
): { readonly gains: number; readonly biases: number } {
  const factors = residualFactors(propagation);
  const records = factors.length;
  const width = propagation.layers[l].gains.length;
  // Sums over the records, and a norm over the rows.
  const relative = (records + width / 2 + 12) * u;
  const ofNorm = (norm: (scalars: ScalarErrors) => number, error: (scalars: ScalarErrors) => number): number =>
    errors.reduce((sum, { value, scalars }, r) => {
      const ofFactor = (2 / records) * value + 4 * u * Math.abs(factors[r]);
      const [size, off] = [norm(scalars[l]), error(scalars[l])];
      return sum + (Math.abs(factors[r]) + ofFactor) * off + (ofFactor + relative * Math.abs(factors[r])) * size;
    }, 0);
  return {
    gains: ofNorm(
      ({ gainNorm }) => gainNorm,
      ({ gainError }) => gainError,
    ),
    biases: ofNorm(
      ({ biasNorm }) => biasNorm,
      ({ biasError }) => biasError,
    ),
  };
}

/** The norms themselves. */
export function lossScalarNorms(scalars: LossScalars): { readonly gains: number; readonly biases: number } {
  return { gains: euclideanNorm(scalars.gains), biases: euclideanNorm(scalars.biases) };
}
