import { float64 } from "../arithmetic/float64";
import { allOnes } from "../bounds/coefficients";
import { Evaluation } from "../measurement/evaluation";
import type { NetworkCase } from "../network/networkCase";
import type { Theorem } from "../theorems/theorem";

/** A change of a coefficient, and what of it must show in a bound, relative to it, to be told from rounding. */
const CHANGE = 0.01;
const SHOWS = 1e-9;

/**
 * The coefficients of a theorem that its bounds move with on a case: those whose terms are neither 0 nor lost in others. A record of
 * cases on which a constant does not count would not notice its change.
 *
 * @example movingCoefficients(lossBound, { network, input: zeros, data }) // without "input"
 */
export function movingCoefficients(theorem: Theorem, networkCase: NetworkCase): readonly string[] {
  const evaluation = new Evaluation(networkCase);
  const ones = allOnes(float64, theorem.coefficients);
  const before = theorem.bound(float64, evaluation, ones);
  return theorem.coefficients.filter((name) => {
    const after = theorem.bound(float64, evaluation, { ...ones, [name]: 1 + CHANGE });
    return after.some((bound, i) => Math.abs(bound - before[i]) > SHOWS * Math.abs(before[i]));
  });
}
