import { InputError } from "../files/inputError";
import { checkFinite, checkVector } from "./checkVector";
import type { Network } from "./network";

/** n >= 1 records (x_i, y_i): what the loss L(θ) = (1/n) Σ_i (y_i - f(θ; x_i))² is taken over. Made by {@link createBatch}. */
export interface Batch {
  /** x_1 … x_n, d numbers each. */
  readonly inputs: readonly Float64Array[];
  /** y_1 … y_n. */
  readonly targets: Float64Array;
}

/**
 * A batch from its records.
 *
 * @param network whose input dimension d every record must have
 * @param inputs n vectors of d numbers; kept, not copied
 * @param targets n numbers; kept, not copied
 * @throws InputError for no records, different counts, wrong lengths, NaN, infinite entries, norms beyond float64
 * @example createBatch(network, [Float64Array.of(1, 0)], Float64Array.of(0.5)).targets.length // 1
 */
export function createBatch(
  network: Pick<Network, "inputDimension">,
  inputs: readonly Float64Array[],
  targets: Float64Array,
): Batch {
  if (inputs.length === 0) {
    throw new InputError("data.inputs", "none", "at least one input");
  }
  if (targets.length !== inputs.length) {
    throw new InputError("data.targets", `${targets.length} numbers`, `${inputs.length}, one for each input`);
  }
  for (const [i, input] of inputs.entries()) {
    checkVector(input, network.inputDimension, `data.inputs[${i}]`);
  }
  checkFinite(targets, "data.targets");
  return { inputs, targets };
}
