import { InputError } from "../files/inputError";

/**
 * A theorem that is not made as theorems are: its bound has another number of places than its quantity, is NaN or a promise, or a function
 * of it threw. Nothing can be said of the case then; other theorems are not touched.
 */
export class TheoremFault extends InputError {
  constructor(
    readonly theorem: string,
    place: string,
    found: string,
    expected: string,
  ) {
    super(place, found, expected);
  }
}
