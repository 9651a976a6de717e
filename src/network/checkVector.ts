import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { InputError } from "../files/inputError";

/** @throws InputError that names the first entry that is NaN or infinite */
export function checkFinite(values: Float64Array, place: string): void {
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new InputError(`${place}[${bad}]`, String(values[bad]), "a finite number");
  }
}

/** @throws InputError unless an input has d finite entries and a norm that float64 has */
export function checkVector(input: Float64Array, inputDimension: number, place: string): void {
  if (input.length !== inputDimension) {
    throw new InputError(place, `${input.length} entries`, `${inputDimension}, the length of a row of layers[0]`);
  }
  checkFinite(input, place);
  if (!Number.isFinite(euclideanNorm(input))) {
    throw new InputError(place, "a norm beyond the largest float64", "a norm below 1.8e308");
  }
}
