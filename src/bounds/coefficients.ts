import type { Arithmetic } from "../arithmetic/arithmetic";

/** A value for each named coefficient of a bound. */
export type Coefficients<T, K extends string = string> = Readonly<Record<K, T>>;

/** The theorem as it is stated: every coefficient 1. */
export function allOnes<T, K extends string>(arithmetic: Arithmetic<T>, names: readonly K[]): Coefficients<T, K> {
  return Object.fromEntries(names.map((name) => [name, arithmetic.of(1)])) as Record<K, T>;
}
