import type { Arithmetic } from "../arithmetic/arithmetic";
import { perPair } from "../network/perCase";

/** A value for each named coefficient of a bound. */
export type Coefficients<T, K extends string = string> = Readonly<Record<K, T>>;

/**
 * The theorem as it is stated: every coefficient 1.
 *
 * @example allOnes(float64, ["layer"]) // { layer: 1 }
 */
export function allOnes<T, K extends string>(arithmetic: Arithmetic<T>, names: readonly K[]): Coefficients<T, K> {
  // Made from these names and this arithmetic, whose types the memory does not keep.
  return onesOf(arithmetic as Arithmetic<unknown>, names) as Coefficients<T, K>;
}

/** Once for each list of names: every bound of every network asks for them. */
const onesOf = perPair(
  (arithmetic: Arithmetic<unknown>, names: readonly string[]): Coefficients<unknown> =>
    Object.freeze(Object.fromEntries(names.map((name) => [name, arithmetic.of(1)]))),
);
