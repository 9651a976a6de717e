import { float64 } from "../arithmetic/float64";
import { allOnes, type Coefficients } from "../bounds/coefficients";
import { theorems } from "../theorems/registry";

/** The theorems that training watches at checkpoints: a theorem says so itself. */
export const watchable = theorems.filter(({ inTraining }) => inTraining === "watched");

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
