import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { InputError } from "../files/inputError";
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
    checkRecord(input, network.inputDimension, `data.inputs[${i}]`);
  }
  checkFinite(targets, "data.targets");
  return { inputs, targets };
}

function checkRecord(input: Float64Array, inputDimension: number, place: string): void {
  if (input.length !== inputDimension) {
    throw new InputError(place, `${input.length} entries`, `${inputDimension}, the length of a row of layers[0]`);
  }
  checkFinite(input, place);
  if (!Number.isFinite(euclideanNorm(input))) {
    throw new InputError(place, "a norm beyond the largest float64", "a norm below 1.8e308");
  }
}

function checkFinite(values: Float64Array, place: string): void {
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new InputError(`${place}[${bad}]`, String(values[bad]), "a finite number");
  }
}
