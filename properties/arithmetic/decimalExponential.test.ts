/** exp and exp - 1 in decimals, against decimal.js with more digits: wherever a lies, and where table and series change places. */
import { Decimal } from "decimal.js";
import fc from "fast-check";
import { decimalExponential } from "../../src/arithmetic/decimalExponential";
import { quickOrFull } from "../depth";

const limits = { minE: -9e15, maxE: 9e15 };

/** Half integers and odd 128ths, and their neighbours, are where the table is left for its next entry. */
const argument = fc.oneof(
  fc.double({ min: -3, max: 3, noNaN: true }),
  fc.double({ min: -1e9, max: 1e9, noNaN: true }),
  fc.integer({ min: -700, max: 700 }).map((k) => k / 128),
  fc.integer({ min: -700, max: 700 }).map((k) => k / 128 + 2 ** -40),
  fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.integer({ min: -320, max: 0 })).map(([a, e]) => a * 10 ** e),
);

test.each([20, 70, 131])("%i digits, but for the last four", (digits) => {
  const Digits = Decimal.clone({ ...limits, precision: digits });
  const More = Decimal.clone({ ...limits, precision: digits + 30 });
  const Longest = Decimal.clone({ ...limits, precision: digits + 100 });
  const { exponential, minusOne } = decimalExponential(Digits);
  fc.assert(
    fc.property(argument, (a) => {
      const expected = new More(a).naturalExponential();
      // exp a - 1 of tiny a from a + a²/2 + a³/6, as the difference would lose all digits.
      const tiny = new More(a).times(new More(a).times(new More(a).dividedBy(3).plus(1)).dividedBy(2).plus(1));
      const expectedLess = Math.abs(a) < 1e-60 ? tiny : new Longest(a).naturalExponential().minus(1);
      for (const [found, wanted] of [
        [exponential(new Digits(a)), expected],
        [minusOne(new Digits(a)), expectedLess],
      ]) {
        expect(
          new More(found)
            .minus(wanted)
            .abs()
            .lessThanOrEqualTo(wanted.abs().times(`1e${4 - digits}`)),
        ).toBe(true);
      }
    }),
    { numRuns: quickOrFull(60, 1000) },
  );
});

test("what is no finite number, and what is beyond the table", () => {
  const { exponential, minusOne } = decimalExponential(Decimal.clone({ ...limits, precision: 30 }));
  const ofBoth = (a: number | string): string[] => [exponential, minusOne].map((f) => f(new Decimal(a)).toString());
  expect(ofBoth(Number.NaN)).toEqual(["NaN", "NaN"]);
  expect(ofBoth(Number.POSITIVE_INFINITY)).toEqual(["Infinity", "Infinity"]);
  expect(ofBoth(Number.NEGATIVE_INFINITY)).toEqual(["0", "-1"]);
  expect(ofBoth(0)).toEqual(["1", "0"]);
  expect(ofBoth("1e-400")).toEqual(["1", "1e-400"]);
  expect(ofBoth("-1e300")).toEqual(["0", "-1"]);
});
