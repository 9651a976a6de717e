import { float64 } from "../arithmetic/float64";
import { allOnes, type Coefficients } from "../bounds/coefficients";
import { theorems } from "../theorems/registry";

/** What training watches: the theorems on one network and its data that are worth their cost at every checkpoint. */
const WATCHED = [
  "row-norm-growth",
  "loss-bound",
  "loss-gradient",
  "gradient-to-loss-ratio",
  "parameter-gradient",
  "restricted-strong-convexity",
  "descent",
  "hessian-layerwise",
  "loss-hessian",
];

/** The watched theorems: their ids and the coefficients that a weakening may change. */
export const watchable = theorems.filter(({ id }) => WATCHED.includes(id));

/** Values other than 1 for some coefficients of some bounds, to see a violation. */
export type Weakenings = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** The coefficients of a bound: 1, but for those weakened. */
export function coefficientsOf<K extends string>(
  id: string,
  names: readonly K[],
  weakenings: Weakenings,
): Coefficients<number, K> {
  return { ...allOnes(float64, names), ...weakenings[id] };
}
