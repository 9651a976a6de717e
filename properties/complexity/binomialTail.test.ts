/** The binomial tail against exact integers, and the quantile that it gives. */
import fc from "fast-check";
import { binomialTail } from "../../src/arithmetic/binomialTail";
import { QUANTILE_FAILURE, quantileLowerBound } from "../../src/complexity/quantileLowerBound";
import { quickOrFull } from "../depth";

const BITS = 20n;

/** P(Bin(T, a/2^20) >= k) 10^400 in integers, rounded down. */
function exactTail(trials: number, numerator: number, successes: number): bigint {
  const p = BigInt(numerator);
  const q = (1n << BITS) - p;
  let binomial = 1n;
  let sum = 0n;
  for (let j = 0; j <= trials; j++) {
    if (j >= successes) {
      sum += binomial * p ** BigInt(j) * q ** BigInt(trials - j);
    }
    binomial = (binomial * BigInt(trials - j)) / BigInt(j + 1);
  }
  return (sum * 10n ** 400n) >> (BITS * BigInt(trials));
}

/** The number nearest to value/10^400, to 17 digits. */
function quotient(value: bigint): number {
  const digits = value.toString();
  return Number(`${digits.slice(0, 20)}e${Math.max(0, digits.length - 20) - 400}`);
}

function expectTail(trials: number, numerator: number, successes: number, relativeError: number): void {
  const expected = quotient(exactTail(trials, numerator, successes));
  const found = binomialTail(trials, numerator / 2 ** Number(BITS), successes);
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(relativeError * expected + 1e-300);
}

const probabilities = fc.oneof(
  fc.integer({ min: 0, max: 2 ** Number(BITS) }),
  fc.constantFrom(0, 1, 10, 2 ** 19, 2 ** 20 - 1, 2 ** 20),
);

test("as the sum of its terms in integers", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 80 }), probabilities, fc.nat(81), (trials, numerator, successes) => {
      expectTail(trials, numerator, successes, 1e-14);
    }),
    { numRuns: quickOrFull(100, 500) },
  );
});

test("as the sum of its terms for a thousand trials, far tails included", () => {
  for (const successes of [0, 1, 90, 100, 101, 130, 200, 400, 1000]) {
    expectTail(1000, 104858, successes, 3e-14);
  }
});

test("a hundred thousand trials, to 60-digit values", () => {
  // mpmath: sum over j >= k of binomial(100000, j) p^j (1-p)^(100000-j) for the float64 p.
  const known: readonly (readonly [number, number, number])[] = [
    [0.05, 5000, 0.5020259614598023],
    [0.05, 5500, 4.66995013658056e-13],
    [0.5, 50500, 0.0007911799394257978],
    [0.001, 160, 2.013748023602031e-8],
    [0.9, 89000, 1.0],
  ];
  for (const [probability, successes, expected] of known) {
    expect(Math.abs(binomialTail(100_000, probability, successes) / expected - 1)).toBeLessThanOrEqual(3e-14);
  }
});

test("ends, and what is refused", () => {
  expect(binomialTail(5, 0.3, 0)).toBe(1);
  expect(binomialTail(5, 0.3, -1)).toBe(1);
  expect(binomialTail(5, 0.3, 6)).toBe(0);
  expect(binomialTail(5, 0, 1)).toBe(0);
  expect(binomialTail(5, 1, 5)).toBe(1);
  expect(binomialTail(0, 0.5, 0)).toBe(1);
  expect(() => binomialTail(1.5, 0.5, 1)).toThrow(RangeError);
  expect(() => binomialTail(5, 1.5, 1)).toThrow(RangeError);
  expect(() => binomialTail(5, 0.5, Number.NaN)).toThrow(RangeError);
});

test("the quantile is the j-th largest, with the first j that would be a surprise", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -50, max: 50 }), { maxLength: 120 }),
      fc.constantFrom(0.5, 0.1, 0.01, 1e-6),
      fc.constantFrom(QUANTILE_FAILURE, 0.05),
      (drawn, delta, failure) => {
        const values = Float64Array.from(drawn);
        const descending = [...drawn].sort((a, b) => b - a);
        const j = descending.findIndex((_, k) => binomialTail(drawn.length, delta, k + 1) < failure);
        expect(quantileLowerBound(values, delta, failure)).toBe(j < 0 ? null : descending[j]);
        expect([...values]).toEqual(drawn);
      },
    ),
  );
  expect(quantileLowerBound(Float64Array.of(3, 1, 2), 1e-4)).toBe(1);
  expect(quantileLowerBound(Float64Array.of(3, 1, 2), 0.5)).toBeNull();
  expect(quantileLowerBound(new Float64Array(0), 0)).toBeNull();
});
