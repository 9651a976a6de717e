/** The rule of verdicts: what is within the error is undecided, but for attained bounds. */
import { compareSides, ratioOf } from "../../src/verify/verdict";

const quantity = (value: number, error: number, converged = true) => ({ value, error, converged });
const holds = { verdict: "holds", attained: false };
const attained = { verdict: "holds", attained: true };
const undecided = { verdict: "undecided", attained: false };
const violated = { verdict: "violated", attained: false };

test.each([
  ["far below", quantity(1, 0.1), 2, 0, holds],
  ["as far below as the error", quantity(1, 1), 2, 0, holds],
  ["below, and within the error", quantity(1, 1.5), 2, 0, undecided],
  ["above, and within the error", quantity(3, 1.5), 2, 0, undecided],
  ["above by the error", quantity(3, 1), 2, 0, undecided],
  ["above by more", quantity(3, 0.9), 2, 0, violated],
  ["equal, to nine digits", quantity(1, 1e-9), 1, 0, attained],
  ["equal, to fewer", quantity(1, 1.1e-9), 1, 0, undecided],
  ["equal, and the bound is rounded", quantity(1, 0.5e-9), 1, 0.5e-9, attained],
  ["equal, and the bound is rough", quantity(1, 0), 1, 1e-8, undecided],
  ["above by a hair, which a small error tells", quantity(1 + 2 ** -40, 2 ** -42), 1, 0, violated],
  ["above by a hair, which the bound's error hides", quantity(1 + 2 ** -40, 2 ** -42), 1, 2 ** -40, attained],
  ["zero and zero, exactly", quantity(0, 0), 0, 0, holds],
  ["zero and zero, with an error", quantity(0, 1e-300), 0, 0, undecided],
  ["not converged", quantity(1, 0, false), 2, 0, undecided],
  ["not a number", quantity(Number.NaN, 0), 2, 0, undecided],
  ["an error that is none", quantity(1, Number.NaN), 2, 0, undecided],
  ["a bound that is none", quantity(1, 0), Number.NaN, 0, undecided],
  ["a bound too large for a float64", quantity(1e300, Number.POSITIVE_INFINITY), Number.POSITIVE_INFINITY, 0, holds],
  ["an infinite error", quantity(0, Number.POSITIVE_INFINITY), 2, 0, undecided],
  ["negative bounds are attained by nothing", quantity(-1, 1e-12), -1, 0, undecided],
])("%s", (_, measured, bound, boundError, expected) => {
  expect(compareSides(measured, bound, boundError)).toEqual(expected);
});

test("a ratio of which not two digits are known is none", () => {
  expect(ratioOf(quantity(1, 0.01), 2, 0.01)).toBe(0.5);
  expect(ratioOf(quantity(1, 0.01), 2, 0.011)).toBeNull();
});
