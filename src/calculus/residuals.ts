import type { BatchPropagation } from "./batchPropagation";

/** r_i = y_i - f(θ; x_i), N numbers. */
export function residualsOf({ batch, values }: Pick<BatchPropagation, "batch" | "values">): Float64Array {
  return batch.targets.map((target, r) => target - values[r]);
}

/** c_i = ∂L/∂f_i = (-2/N) r_i, N numbers. */
export function residualFactors(propagation: BatchPropagation): Float64Array {
  const records = propagation.values.length;
  return residualsOf(propagation).map((residual) => (-2 / records) * residual);
}
