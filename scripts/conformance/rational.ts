import { dyadicOf, floorToFloat64 } from "../../src/arithmetic/rounding/dyadic";
import { LEAST_EXPONENT } from "../../src/arithmetic/rounding/powerOfTwo";

/** numerator/denominator, exactly; denominator > 0. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const DECIMAL = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i;
const HEXADECIMAL = /^([+-]?)0x([0-9a-f]*)\.?([0-9a-f]*)(?:p([+-]?\d+))?$/i;
const FRACTION = /^([+-]?\d+)\/(\d+)$/;
/** A larger exponent would be a test of patience, not of arithmetic. */
const LARGEST_EXPONENT = 100_000;

/**
 * The number that a decimal ("-1.5e3"), hexadecimal ("0x1.8p-3") or rational ("-4/2") text stands for; null for any other text.
 *
 * @example parseRational("0x1.8p-1") // { numerator: 24n, denominator: 32n }
 */
export function parseRational(text: string): Rational | null {
  const fraction = FRACTION.exec(text);
  if (fraction !== null) {
    const denominator = BigInt(fraction[2]);
    return denominator === 0n ? null : { numerator: BigInt(fraction[1].replace("+", "")), denominator };
  }
  const hexadecimal = HEXADECIMAL.exec(text);
  if (hexadecimal !== null) {
    return positional(hexadecimal, "0x", 4, 2n);
  }
  const decimal = DECIMAL.exec(text);
  return decimal === null ? null : positional(decimal, "", 1, 10n);
}

/** @param perDigit powers of the exponent's base in one digit */
function positional(match: RegExpExecArray, prefix: string, perDigit: number, base: bigint): Rational | null {
  const [, sign, whole, part, exponentText = "0"] = match;
  const exponent = Number(exponentText);
  if (whole + part === "" || Math.abs(exponent) > LARGEST_EXPONENT) {
    return null;
  }
  const digits = BigInt(prefix + whole + part) * (sign === "-" ? -1n : 1n);
  return timesPower({ numerator: digits, denominator: 1n }, base, exponent - perDigit * part.length);
}

/** a·base^exponent. */
export function timesPower({ numerator, denominator }: Rational, base: bigint, exponent: number): Rational {
  const power = base ** BigInt(Math.abs(exponent));
  return exponent < 0 ? { numerator, denominator: denominator * power } : { numerator: numerator * power, denominator };
}

export function plus(a: Rational, b: Rational): Rational {
  return {
    numerator: a.numerator * b.denominator + b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  };
}

export function minus(a: Rational, b: Rational): Rational {
  return plus(a, { numerator: -b.numerator, denominator: b.denominator });
}

export function isGreater(a: Rational, b: Rational): boolean {
  return minus(a, b).numerator > 0n;
}

/** The greatest float64 <= a: every float64 is a multiple of 2^-1074. */
export function floorOf({ numerator, denominator }: Rational): number {
  const units = numerator << BigInt(-LEAST_EXPONENT);
  const rest = units % denominator;
  const below = units / denominator - (rest < 0n ? 1n : 0n);
  return floorToFloat64({ significand: below, exponent: LEAST_EXPONENT });
}

/** The least float64 >= a. */
export function ceilingOf({ numerator, denominator }: Rational): number {
  return -floorOf({ numerator: -numerator, denominator });
}

/** The float64 nearest to a, of two the one with an even significand; beyond MAX_VALUE infinity counts as 2^1024. */
export function nearestTo(a: Rational): number {
  const below = floorOf(a);
  const above = ceilingOf(a);
  if (below === above) {
    return below;
  }
  const distance = minus(minus(a, rationalOf(below)), minus(rationalOf(above), a)).numerator;
  if (distance === 0n) {
    return isEven(below) ? below : above;
  }
  return distance < 0n ? below : above;
}

function isEven(x: number): boolean {
  return Number.isFinite(x) && dyadicOf(x).significand % 2n === 0n;
}

function rationalOf(x: number): Rational {
  if (!Number.isFinite(x)) {
    return { numerator: (x > 0 ? 1n : -1n) << 1024n, denominator: 1n };
  }
  const { significand, exponent } = dyadicOf(x);
  return timesPower({ numerator: significand, denominator: 1n }, 2n, exponent);
}
