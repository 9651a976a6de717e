import type { Mutant } from "./mutant";
import { reasonFor } from "./reasons";

/** How many were what. The score is killed of all that compiled and were not ignored, in percent; timeouts and mutants that no test reaches are not killed. */
export function scoreOf(mutants: readonly Mutant[]) {
  const count = (status: string): number => mutants.filter((mutant) => mutant.status === status).length;
  const [killed, survived, timeouts, unreached] = ["Killed", "Survived", "Timeout", "NoCoverage"].map(count);
  const all = killed + survived + timeouts + unreached;
  return { killed, survived, timeouts, unreached, all, score: (100 * killed) / all };
}

/** Those that no test noticed, or reached. */
export function survivorsOf(mutants: readonly Mutant[]): Mutant[] {
  return mutants.filter(({ status }) => status === "Survived" || status === "NoCoverage");
}

/** The survivors without a reason, and the score. */
export function reportOf(mutants: readonly Mutant[]): string {
  const { killed, survived, timeouts, unreached, all, score } = scoreOf(mutants);
  const left = survivorsOf(mutants).filter((mutant) => reasonFor(mutant) === null);
  return [
    ...left.map(
      ({ file, line, original, replacement, status }) => `${file}:${line} ${status}: ${original}  ->  ${replacement}`,
    ),
    `${killed} killed, ${survived} survived, ${unreached} without a test, ${timeouts} timed out of ${all}: score ${score.toFixed(1)} % (timeouts are no kills)`,
  ].join("\n");
}
