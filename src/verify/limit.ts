import type { Decimal } from "decimal.js";
import { decimalFrom, exactFloat64, floatsAround } from "../arithmetic/decimalText";
import { InputError } from "../files/inputError";
import type { QuantityPlace } from "../measurement/quantities";
import type { CertifiedBound } from "../rigour/certificate";

/** A question: is this quantity at most that value? */
export interface Limit extends QuantityPlace {
  /** The float64 nearest to the limit. */
  readonly limit: number;
  /** The limit itself, where it is a decimal that is not a float64: "0.1" is not the float64 0.1. */
  readonly text?: string;
}

/** The argument that limits are given as. */
const LIMITS = "limits";

/** Where limits are read, and what is said of a quantity that is not there: without data, or without certificates. */
export const BELOW = { place: LIMITS, expected: "a quantity of the network alone, as the file has no data" };
export const BELOW_CERTIFIED = {
  place: LIMITS,
  expected: "for a certified verdict, a quantity of the network alone, not of its loss",
};

/**
 * The real number that a limit is.
 *
 * @throws InputError for a text that is no decimal
 */
export function exactLimit({ quantity, limit, text }: Limit): Decimal {
  const exact = text === undefined ? exactFloat64(limit) : decimalFrom(text);
  if (exact === null || exact.isNaN()) {
    throw new InputError(
      `a limit of ${quantity}`,
      text ?? String(limit),
      "a decimal number, with an exponent within ±1000000",
    );
  }
  return exact;
}

/** Digits that a proof about this limit carries: some more than it has, from 50 to 1,000. */
export function digitsOf(limit: Limit): number {
  return Math.min(1000, Math.max(50, exactLimit(limit).precision() + 20));
}

/** The limit as proofs compare with it. */
export function boundOf(limit: Limit): CertifiedBound {
  const exact = exactLimit(limit);
  return { interval: floatsAround(exact), precise: () => ({ lower: exact, upper: exact }) };
}
