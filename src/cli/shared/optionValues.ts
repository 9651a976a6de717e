import { InvalidArgumentError } from "commander";
import { InputError } from "../../files/inputError";
import { decimalProblem } from "../../files/readableDecimal";
import { didYouMean } from "../../files/unknownKeys";
import type { Range } from "../../generators/caseRanges";
import { activationNamed } from "../../network/activation";

/** A whole number >= 1. */
export function positiveInteger(text: string): number {
  return integerBetween(text, 1, Number.MAX_SAFE_INTEGER);
}

/** A whole number >= 0. */
export function wholeNumber(text: string): number {
  return integerBetween(text, 0, Number.MAX_SAFE_INTEGER);
}

/** A finite number > 0. */
export function positiveNumber(text: string): number {
  const value = finiteNumber(text);
  if (!(value > 0)) {
    throw new InvalidArgumentError(`found ${JSON.stringify(text)}, expected a number above 0.`);
  }
  return value;
}

/** fast-check's seeds are 32-bit integers. */
export function seedNumber(text: string): number {
  return integerBetween(text, -(2 ** 31), 2 ** 31 - 1);
}

/** How a decimal is read, for the help of options whose numbers proofs are about. */
export const NEAREST = "read to the nearest float64";

/** A decimal, read to the nearest float64; not one that is read as infinite, or as 0 without being 0. */
export function finiteNumber(text: string): number {
  const problem = decimalProblem(text.trim());
  if (problem !== null) {
    throw new InvalidArgumentError(`found ${problem}, expected a finite number.`);
  }
  return Number(text);
}

/** "A..B" or a single number, both ends >= 1. */
export function integerRange(text: string): Range {
  const [first, second = first, ...others] = text.split("..");
  const [from, to] = [wholeValue(first), wholeValue(second)];
  if (!(from >= 1 && to >= from && Number.isSafeInteger(to) && others.length === 0)) {
    throw new InvalidArgumentError(`found ${JSON.stringify(text)}, expected A..B with 1 <= A <= B.`);
  }
  return { from, to };
}

/** For options that may be given several times. */
export function collected<T>(parse: (text: string) => T): (text: string, before: readonly T[] | undefined) => T[] {
  return (text, before) => [...(before ?? []), parse(text)];
}

/** One of the names that a command knows. */
export function oneOf(choices: readonly string[]): (text: string) => string {
  return (text) => {
    if (!choices.includes(text)) {
      throw new InvalidArgumentError(
        `found ${JSON.stringify(text)}, expected one of ${choices.join(", ")}${didYouMean(text, choices)}.`,
      );
    }
    return text;
  };
}

export function activationOption(text: string): string {
  try {
    return activationNamed(text, "activation").name;
  } catch (error) {
    throw error instanceof InputError
      ? new InvalidArgumentError(`found ${error.found}, expected ${error.expected}.`)
      : error;
  }
}

/** A whole number from `least` to `most`. */
export function integerBetween(text: string, least: number, most: number): number {
  const value = wholeValue(text);
  if (!(value >= least && value <= most)) {
    throw new InvalidArgumentError(`found ${JSON.stringify(text)}, expected a whole number from ${least} to ${most}.`);
  }
  return value;
}

/** The whole number that a decimal is: 1e4 is 10000, and 12.5e1 is 125; NaN for any other text. */
function wholeValue(text: string): number {
  const [, sign, whole, fraction = "", exponent = "0"] = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([-+]?\d+))?$/.exec(text) ?? [];
  if (whole === undefined) {
    return Number.NaN;
  }
  // Digit by digit, as Number would round 1.00000000000000001 to a whole number.
  const point = whole.length + Number(exponent);
  const digits = whole + fraction;
  return /^0*$/.test(digits.slice(Math.max(0, point)))
    ? Number(`${sign}${digits}e${point - digits.length}`)
    : Number.NaN;
}
