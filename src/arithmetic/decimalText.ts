import { Decimal } from "decimal.js";
import { exactDecimal } from "./decimal";
import type { Interval } from "./interval/interval";
import { abs } from "./rounding/exactMath";
import { nextDown, nextUp } from "./rounding/nextFloat";

/** Holds every decimal text to its last digit: its constructor does not round, and its exponents reach further than any text allowed here. */
const Text = Decimal.clone({ precision: 800, minE: -9e15, maxE: 9e15 });

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Larger exponents are not numbers that anybody means. */
const LARGEST_EXPONENT = 1e6;

/**
 * The real number that a decimal text says, to its last digit; null if it says none, or one beyond 10^(±1000000).
 *
 * @example decimalFrom("-1e-400")?.isNegative() // true, where Number gives -0
 */
export function decimalFrom(text: string): Decimal | null {
  const trimmed = text.trim();
  if (!NUMBER.test(trimmed)) {
    return null;
  }
  const exponent = Number(/[eE]([+-]?\d+)$/.exec(trimmed)?.[1] ?? 0);
  return abs(exponent) <= LARGEST_EXPONENT ? new Text(trimmed) : null;
}

/** A float64 to its last digit. @example exactFloat64(0.1).toString() // "0.1000000000000000055511151231257827021181583404541015625" */
export function exactFloat64(value: number): Decimal {
  return exactDecimal(Text, value);
}

/**
 * The float64 numbers around a decimal: itself if it is one, else its two neighbours.
 *
 * @example floatsAround(new Decimal("0.1")) // { lower: 0.09999999999999999, upper: 0.1 }
 */
export function floatsAround(decimal: Decimal): Interval {
  const nearest = Number(decimal.toString());
  if (!Number.isFinite(nearest)) {
    return nearest > 0 ? { lower: Number.MAX_VALUE, upper: nearest } : { lower: nearest, upper: -Number.MAX_VALUE };
  }
  const sign = exactFloat64(nearest).comparedTo(decimal);
  return {
    lower: sign > 0 ? nextDown(nearest) : nearest + 0,
    upper: sign < 0 ? nextUp(nearest) : nearest + 0,
  };
}
