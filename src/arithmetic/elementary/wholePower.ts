/**
 * x^n for whole n: by squaring in integers of 256 bits, rounded down on one side and up on the other; 2^-190 apart at most. Where x^n is a
 * float64 number no bit is dropped on the way, so both sides are x^n.
 */
import type { Interval } from "../interval/interval";
import { bitLength, ceilingToFloat64, type Dyadic, dyadicOf, floorToFloat64, multiplyDyadic } from "../rounding/dyadic";
import { abs } from "../rounding/exactMath";

const BITS = 256;

interface Bounds {
  readonly below: Dyadic;
  readonly above: Dyadic;
}

const EXACTLY_ONE: Dyadic = { significand: 1n, exponent: 0 };

/**
 * @param x finite, not 0
 * @param n whole; the result should not be far outside of float64's exponents, or the integers take long
 * @example wholePowerAt(10, -1n) // { lower: 0.09999999999999999, upper: 0.1 }
 */
export function wholePowerAt(x: number, n: bigint): Interval {
  const magnitude = dyadicOf(abs(x));
  let power: Bounds = { below: EXACTLY_ONE, above: EXACTLY_ONE };
  let square: Bounds = { below: magnitude, above: magnitude };
  for (let rest = n < 0n ? -n : n; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) {
      power = product(power, square);
    }
    square = product(square, square);
  }
  const { below, above } = n < 0n ? reciprocal(power) : power;
  const lower = floorToFloat64(below);
  const upper = ceilingToFloat64(above);
  return x < 0 && (n & 1n) === 1n ? { lower: -upper, upper: -lower } : { lower, upper };
}

function product(a: Bounds, b: Bounds): Bounds {
  return { below: cut(multiplyDyadic(a.below, b.below), 0n), above: cut(multiplyDyadic(a.above, b.above), 1n) };
}

/** The 256 leading bits of a positive number: rounded down, or up where `unit` is 1 and a bit is lost. */
function cut(a: Dyadic, unit: 0n | 1n): Dyadic {
  const dropped = bitLength(a.significand) - BITS;
  if (dropped <= 0) {
    return a;
  }
  const kept = a.significand >> BigInt(dropped);
  const isExact = kept << BigInt(dropped) === a.significand;
  return { significand: isExact ? kept : kept + unit, exponent: a.exponent + dropped };
}

function reciprocal({ below, above }: Bounds): Bounds {
  return { below: quotient(above, 0n), above: quotient(below, 1n) };
}

/** 1/a, rounded down, or up where `unit` is 1 and the division leaves a rest. */
function quotient(a: Dyadic, unit: 0n | 1n): Dyadic {
  const shift = bitLength(a.significand) + BITS;
  const one = 1n << BigInt(shift);
  const whole = one / a.significand;
  return { significand: whole * a.significand === one ? whole : whole + unit, exponent: -a.exponent - shift };
}
