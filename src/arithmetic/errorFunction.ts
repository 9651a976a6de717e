import type { OrderedArithmetic } from "./arithmetic";

/**
 * erf(a) = (2/√π) e^(-a²) Σ_{k>=0} 2^k a^(2k+1) / (1·3·5···(2k+1)).
 *
 * All terms have one sign, so nothing cancels: the relative error stays at a few units of roundoff, plus a² of them from
 * the exponential. The sum ends when a term no longer counts, once the terms fall (2a² < 2k + 3). Where even
 * e^(-a²) > 1 - |erf a| does not count, erf is ±1.
 */
export function errorFunctionSeries<T>(arithmetic: OrderedArithmetic<T>, a: T): T {
  const { add, multiply, divide, of } = arithmetic;
  const decay = arithmetic.exponential(arithmetic.negate(multiply(a, a)));
  if (!arithmetic.isLess(arithmetic.unitRoundoff, decay)) {
    // NaN is neither: it is returned, where the sum below would never end.
    return arithmetic.isLess(a, of(0)) ? of(-1) : arithmetic.isLess(of(0), a) ? of(1) : a;
  }
  const twiceSquare = multiply(of(2), a, a);
  let term = a;
  let sum = a;
  for (let k = 1; ; k++) {
    const factor = divide(twiceSquare, of(2 * k + 1));
    term = multiply(term, factor);
    sum = add(sum, term);
    const counts = arithmetic.isLess(
      multiply(arithmetic.unitRoundoff, arithmetic.absolute(sum)),
      arithmetic.absolute(term),
    );
    if (!counts && arithmetic.isLess(factor, of(0.5))) {
      break;
    }
  }
  const front = divide(of(2), arithmetic.squareRoot(arithmetic.pi));
  return multiply(front, decay, sum);
}
