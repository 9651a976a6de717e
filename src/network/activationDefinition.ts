import type { Arithmetic } from "../arithmetic/arithmetic";

/** φ and its derivatives, written over the arithmetic interface: for bounds and proofs. */
export interface ActivationFormulas {
  /** φ(-z) = -φ(z). */
  readonly odd: boolean;
  /** φ(z). */
  value<T>(arithmetic: Arithmetic<T>, z: T): T;
  /** λ: φ is λ-Lipschitz. 1 where |φ′| <= 1 (assumption A1 of the paper), also where less would do; else the supremum of |φ′|. */
  readonly lipschitz: <T>(arithmetic: Arithmetic<T>) => T;
  /** β with |φ″| <= β almost everywhere (assumption A2), or null where φ is not smooth. */
  readonly smoothness: (<T>(arithmetic: Arithmetic<T>) => T) | null;
  /** φ′(z) and φ″(z), in forms that do not cancel; where φ has a kink, what the jet has there. */
  derivatives<T>(arithmetic: Arithmetic<T>, z: T): { readonly slope: T; readonly curvature: T };
}

/** σ(z) = 1/(1 + e^-z). */
export function logistic<T>({ of, add, divide, negate, exponential }: Arithmetic<T>, z: T): T {
  return divide(of(1), add(of(1), exponential(negate(z))));
}

/** σ′ = e^(-|z|)/(1 + e^(-|z|))²: no cancellation and no overflow for large |z|. */
export function logisticSlope<T>({ of, add, multiply, divide, negate, absolute, exponential }: Arithmetic<T>, z: T): T {
  const decay = exponential(negate(absolute(z)));
  const sum = add(of(1), decay);
  return divide(decay, multiply(sum, sum));
}
