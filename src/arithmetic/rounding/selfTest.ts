import { addDyadic, dyadicOf, multiplyDyadic, signOfDyadic } from "./dyadic";
import { productError, sumError } from "./errorFree";
import { sqrt } from "./exactMath";

/** In an array, so that no compiler computes with them in advance. */
const numbers = Float64Array.of(
  1,
  1.1102230246251565e-16,
  2.220446049250313e-16,
  2.2250738585072014e-308,
  5e-324,
  0.1,
  1.7320508075688772,
  134217729,
);

/**
 * Looks whether this process computes as the proofs assume: sums, products and quotients rounded once, to nearest and to even, subnormal
 * numbers kept (native code can switch them off for a whole thread), √ rounded right. To be called before a certificate is
 * begun; takes some microseconds.
 *
 * @throws Error that names what is not as it must be
 */
export function selfTest(): void {
  const [one, half, unit, smallestNormal, smallest, tenth, root, splitter] = numbers;
  check(one + half === one && one + unit + half === one + 2 * unit, "sums are not rounded to nearest, ties to even");
  // 1 + 2^-53 + 2^-65: rounded to the 64 digits of old processors first it would be a tie, and then 1.
  check(one + half * (one + 0.000244140625) === one + unit, "sums are rounded twice");
  check(smallest > 0 && (smallestNormal / 2) * 2 === smallestNormal, "subnormal results are set to zero");
  check(smallest + smallest === 2 * smallest && smallest / smallest === one, "subnormal arguments are taken for zero");
  check(smallest / 2 === 0 && (smallest * 3) / 2 === 2 * smallest, "subnormal results are not rounded to even");
  check(tenth * 3 === 0.30000000000000004 && one / 3 === 0.3333333333333333, "products or quotients are not rounded");
  // Contracted, a·b - fl(a·b) would not be 0.
  check(tenth * root - tenth * root === 0, "products and sums are contracted");
  check(
    sqrt(3 * one) === root && sqrt(one + unit) === one && sqrt(one - half) === one - half,
    "√ is not rounded right",
  );
  check(sqrt(smallest) === 2.2227587494850775e-162, "√ of subnormal numbers is not rounded right");
  check(hasExactErrors(tenth, root) && hasExactErrors(splitter, one + unit), "rounding errors are not exact");
}

function check(holds: boolean, otherwise: string): void {
  if (!holds) {
    throw new Error(`this process's floating-point arithmetic cannot carry a proof: ${otherwise}`);
  }
}

/** Whether the errors of sum and product are what integers say. */
function hasExactErrors(a: number, b: number): boolean {
  const sum = a + b;
  const product = a * b;
  const exactProduct = multiplyDyadic(dyadicOf(a), dyadicOf(b));
  const exactSum = addDyadic(dyadicOf(a), dyadicOf(b));
  const isError = (exact: typeof exactSum, rounded: number, error: number): boolean =>
    signOfDyadic(addDyadic(exact, addDyadic(dyadicOf(-rounded), dyadicOf(-error)))) === 0;
  return isError(exactSum, sum, sumError(a, b, sum)) && isError(exactProduct, product, productError(a, b, product));
}
