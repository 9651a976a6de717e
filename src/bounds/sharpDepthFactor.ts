import type { Arithmetic } from "../arithmetic/arithmetic";

/**
 * c_L = min(2^(L/2), (3·2^L)^(1/4), √(2 (L+1) ln 2)): what depth costs a Rademacher complexity (`rademacher-sharp`). 1.414, 1.861, 2.213, 2.632,
 * 2.884 for L = 1..5, against √(2 L ln 2) + 1 = 2.177, 2.665, 3.039, 3.355, 3.633.
 *
 * E G(F_L) <= 2^L E G(F_0) for every G that is convex in √s; the three come from G = s², s⁴ and cosh.
 *
 * @example sharpDepthFactor(float64, 1) // √2
 */
export function sharpDepthFactor<T>(arithmetic: Arithmetic<T>, depth: number): T {
  const { of, multiply, minimum, squareRoot, logarithm } = arithmetic;
  let doubled = of(1);
  for (let l = 0; l < depth; l++) {
    doubled = multiply(of(2), doubled);
  }
  const bySquares = squareRoot(doubled);
  const byFourth = squareRoot(squareRoot(multiply(of(3), doubled)));
  const byCosh = squareRoot(multiply(of(2 * (depth + 1)), logarithm(of(2))));
  return minimum(minimum(bySquares, byFourth), byCosh);
}
