/**
 * Real numbers between two rationals with 200 binary digits: the reference that the interval kernel is held against. Plain and slow, on
 * integers of any length; nothing of it is shared with src/arithmetic.
 */

/** low·2^exponent <= x <= high·2^exponent. */
export interface Real {
  readonly low: bigint;
  readonly high: bigint;
  readonly exponent: number;
}

/** Thrown where there is no value (√-1), or the digits do not suffice to tell what it is: one for all, as a stack trace takes long. */
export const noValue = new Error("no value, or not to these digits");

export const DIGITS = 200;
/** Digits that a sum keeps below the first of its larger term before it is cut to the others. */
const DIGITS_OF_SUM = 4000;
const LARGEST_EXPONENT = 100_000;

const bits = new DataView(new ArrayBuffer(8));

/** Exactly x, finite. */
export function realOf(x: number): Real {
  bits.setFloat64(0, x);
  const high = bits.getUint32(0);
  const biased = (high >>> 20) & 0x7ff;
  const magnitude = BigInt((high & 0xfffff) * 2 ** 32 + bits.getUint32(4) + (biased === 0 ? 0 : 2 ** 52));
  const mantissa = x < 0 ? -magnitude : magnitude;
  return { low: mantissa, high: mantissa, exponent: Math.max(biased, 1) - 1075 };
}

/** Binary digits of the larger end, right to one; -1 for 0. */
function sizeOf({ low, high }: Pick<Real, "low" | "high">): number {
  const first = Math.abs(Number(low));
  const largest = low === high ? first : Math.max(first, Math.abs(Number(high)));
  if (largest === Number.POSITIVE_INFINITY) {
    return Math.max(low.toString(16).length, high.toString(16).length) * 4;
  }
  return largest === 0 ? -1 : Math.floor(Math.log2(largest));
}

/** About log2 |x|, -∞ for 0. */
export function magnitudeOf(a: Real): number {
  return a.low === 0n && a.high === 0n ? Number.NEGATIVE_INFINITY : sizeOf(a) + a.exponent;
}

/** Rounds both ends outwards to 200 digits. */
export function between(low: bigint, high: bigint, exponent: number): Real {
  const dropped = BigInt(Math.max(sizeOf({ low, high }) - DIGITS, 0));
  if (Math.abs(exponent) > LARGEST_EXPONENT) {
    throw noValue;
  }
  return dropped === 0n
    ? { low, high, exponent }
    : { low: low >> dropped, high: -(-high >> dropped), exponent: exponent + Number(dropped) };
}

/** The float64 near the middle, ±∞ or 0 out of range. */
export function estimate(a: Real): number {
  const dropped = Math.max(sizeOf(a) - 60, 0);
  const exponent = a.exponent + dropped;
  const middle = Number((a.low + a.high) >> BigInt(dropped + 1));
  const half = Math.trunc(exponent / 2);
  return middle * 2 ** half * 2 ** (exponent - half);
}

export function isExact(a: Real): boolean {
  return a.low === a.high;
}

/** The sign, where it is sure; 0 for what is exactly 0. */
export function signOf({ low, high }: Real): -1 | 0 | 1 {
  if (low > 0n || high < 0n) {
    return low > 0n ? 1 : -1;
  }
  if (low === 0n && high === 0n) {
    return 0;
  }
  throw noValue;
}

export function negate({ low, high, exponent }: Real): Real {
  return { low: -high, high: -low, exponent };
}

export function absolute(a: Real): Real {
  return signOf(a) < 0 ? negate(a) : a;
}

/** Both with the same exponent, rounded outwards where that of one is far too small to matter. */
function aligned(a: Real, b: Real): readonly [Real, Real] {
  const exponent = Math.max(Math.min(a.exponent, b.exponent), Math.max(magnitudeOf(a), magnitudeOf(b)) - DIGITS_OF_SUM);
  return [withExponent(a, exponent), withExponent(b, exponent)];
}

function withExponent(a: Real, exponent: number): Real {
  const shift = BigInt(Math.abs(a.exponent - exponent));
  return a.exponent >= exponent
    ? { low: a.low << shift, high: a.high << shift, exponent }
    : { low: a.low >> shift, high: -(-a.high >> shift), exponent };
}

export function add(a: Real, b: Real): Real {
  const [x, y] = a.exponent === b.exponent ? [a, b] : aligned(a, b);
  return between(x.low + y.low, x.high + y.high, x.exponent);
}

export function subtract(a: Real, b: Real): Real {
  return add(a, negate(b));
}

export function multiply(a: Real, b: Real): Real {
  const exponent = a.exponent + b.exponent;
  if (isExact(a) && isExact(b)) {
    const product = a.low * b.low;
    return between(product, product, exponent);
  }
  const products = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high];
  const low = products.reduce((least, product) => (product < least ? product : least));
  const high = products.reduce((most, product) => (product > most ? product : most));
  return between(low, high, exponent);
}

export function divide(a: Real, b: Real): Real {
  if (signOf(b) <= 0) {
    if (signOf(b) === 0) {
      throw noValue;
    }
    return divide(negate(a), negate(b));
  }
  const shift = Math.max(DIGITS + 8 + sizeOf(b) - Math.max(sizeOf(a), 0), 0);
  const low = a.low << BigInt(shift);
  const high = a.high << BigInt(shift);
  return between(
    floorQuotient(low, low < 0n ? b.low : b.high),
    -floorQuotient(-high, high < 0n ? b.high : b.low),
    a.exponent - b.exponent - shift,
  );
}

function floorQuotient(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return quotient * b > a ? quotient - 1n : quotient;
}

export function squareRoot(a: Real): Real {
  if (signOf(a) < 0) {
    throw noValue;
  }
  const digits = Math.max(2 * DIGITS + 16 - sizeOf(a), 0);
  const shift = digits + ((digits + a.exponent) % 2 === 0 ? 0 : 1);
  const low = floorRoot(a.low << BigInt(shift));
  const high = floorRoot(a.high << BigInt(shift));
  return between(low, high * high === a.high << BigInt(shift) ? high : high + 1n, (a.exponent - shift) / 2);
}

/** ⌊√a⌋ by Newton's method from the float64 root. */
function floorRoot(a: bigint): bigint {
  if (a === 0n) {
    return 0n;
  }
  const excess = BigInt(Math.max(Math.ceil((sizeOf({ low: a, high: a }) - 100) / 2), 0));
  // Above the root from the first step on.
  let root = BigInt(Math.ceil(Math.sqrt(Number(a >> (2n * excess))))) + 1n;
  root <<= excess;
  for (;;) {
    const next = (root + a / root) >> 1n;
    if (next >= root) {
      return root;
    }
    root = next;
  }
}

export function maximum(a: Real, b: Real): Real {
  const [x, y] = aligned(a, b);
  return between(x.low > y.low ? x.low : y.low, x.high > y.high ? x.high : y.high, x.exponent);
}

export function minimum(a: Real, b: Real): Real {
  return negate(maximum(negate(a), negate(b)));
}

/** The greatest float64 <= the lower end: what the lower end of an enclosure may be at most. */
export function floorOf({ low, exponent }: Real): number {
  return floorToFloat(low, exponent);
}

/** The least float64 >= the upper end. */
export function ceilingOf({ high, exponent }: Real): number {
  return -floorToFloat(-high, exponent);
}

function floorToFloat(mantissa: bigint, exponent: number): number {
  if (mantissa === 0n) {
    return 0;
  }
  // Some digits more than 53 at first, as the size is right to one only; never below 2^-1074.
  const size = sizeOf({ low: mantissa, high: mantissa });
  for (let unit = Math.max(size + exponent - 54, -1074); ; unit++) {
    const dropped = unit - exponent;
    const kept = dropped >= 0 ? mantissa >> BigInt(dropped) : mantissa << BigInt(-dropped);
    if (kept <= 2n ** 53n && kept >= -(2n ** 53n)) {
      const half = Math.trunc(unit / 2);
      const value =
        unit > 1023 ? Number(kept) * Number.POSITIVE_INFINITY : Number(kept) * 2 ** half * 2 ** (unit - half);
      return value === Number.POSITIVE_INFINITY ? Number.MAX_VALUE : value;
    }
  }
}
