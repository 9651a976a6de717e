import { float64 } from "../arithmetic/float64";
import { allOnes } from "../bounds/coefficients";
import { Evaluation } from "../measurement/evaluation";
import type { NetworkCase } from "../network/networkCase";
import type { Registry } from "../theorems/registryOf";
import type { Theorem } from "../theorems/theorem";
import { stated, type WeakenedStatement } from "./weakenedStatement";

/** What a weakening took from a bound, on one case. */
interface MissingTerm {
  /**
   * (quantity - weakened bound)/min(bound - weakened bound, weakened bound). Above 0, the weakened statement is false. A search that climbs
   * on the ratio ends where the term vanishes beside others and a true bound is attained; on this one it stays where the term is used.
   */
  readonly excess: number;
  /** Of the bound, what is missing: (bound - weakened bound)/bound. */
  readonly part: number;
}

/** A term that is less of the bound than this is not missed where a ratio is reported. */
export const LEAST_PART = 0.01;
/** Less than this is rounding. */
const NEGLIGIBLE = 1e-9;

/**
 * What a statement misses on a case, at the place where its excess is largest; null where it misses nothing.
 *
 * @returns null for a statement without a part, which takes nothing from the bound
 */
export function missingTermOf(
  statement: WeakenedStatement,
  registry: Registry,
): ((networkCase: NetworkCase) => MissingTerm | null) | null {
  if (statement.without !== undefined) {
    return null;
  }
  const theorem = registry.theorem(statement.theorem);
  const weakened = stated(statement, registry);
  return (networkCase) => {
    const evaluation = new Evaluation(networkCase);
    const quantities = theorem.measure(evaluation);
    const bounds = boundsOf(theorem, evaluation);
    return boundsOf(weakened, evaluation)
      .map((bound, i) => {
        const taken = bounds[i] - bound;
        const { value, error } = quantities[i];
        return {
          excess: (value - error - bound) / (bound > 0 ? Math.min(taken, bound) : taken),
          part: taken / bounds[i],
        };
      })
      .filter(({ part }) => part > NEGLIGIBLE)
      .reduce<MissingTerm | null>((most, term) => (most === null || term.excess > most.excess ? term : most), null);
  };
}

function boundsOf(theorem: Theorem, evaluation: Evaluation): readonly number[] {
  return theorem.bound(float64, evaluation, allOnes(float64, theorem.coefficients));
}
