import { float64 } from "../arithmetic/float64";
import type { NetworkCase } from "../network/network";
import { allOnes } from "../theorems/coefficients";
import { Evaluation } from "../theorems/evaluation";
import type { Theorem } from "../theorems/theorem";
import { stated, type WeakenedStatement } from "./weakenedStatement";

/** A term of which less than this part of the bound is left says nothing. */
const LEAST_PART = 1e-9;

/**
 * By how much a case exceeds what a weakening left of a bound, in units of what it took away or of what is left, whichever is less:
 *
 *     (quantity - weakened bound)/min(bound - weakened bound, weakened bound)
 *
 * Above 0, the weakened statement is false there. A search that climbs on the ratio instead ends where the term vanishes beside others
 * and a true bound is attained; this one stays where the term counts.
 *
 * @returns null where the weakening hardly changes the bound; for a statement without a part, which takes nothing from the bound, no function
 */
export function excessOf(statement: WeakenedStatement): ((networkCase: NetworkCase) => number | null) | null {
  if (statement.without !== undefined) {
    return null;
  }
  const theorem = stated({ theorem: statement.theorem, weakening: {} });
  const weakened = stated(statement);
  return (networkCase) => {
    const evaluation = new Evaluation(networkCase);
    const quantities = theorem.measure(evaluation);
    const bounds = boundsOf(theorem, evaluation);
    const excesses = boundsOf(weakened, evaluation).map((bound, i) => {
      const taken = bounds[i] - bound;
      const { value, error } = quantities[i];
      return taken > LEAST_PART * bounds[i]
        ? (value - error - bound) / (bound > 0 ? Math.min(taken, bound) : taken)
        : Number.NEGATIVE_INFINITY;
    });
    const largest = excesses.reduce((most, excess) => Math.max(most, excess), Number.NEGATIVE_INFINITY);
    return largest === Number.NEGATIVE_INFINITY ? null : largest;
  };
}

function boundsOf(theorem: Theorem, evaluation: Evaluation): readonly number[] {
  return theorem.bound(float64, evaluation, allOnes(float64, theorem.coefficients));
}
