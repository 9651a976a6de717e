import type { NetworkCase } from "../network/networkCase";
import { rangesOf } from "../records/cells";
import type { Theorem } from "../theorems/theorem";
import type { Steps } from "../verify/steps";
import { movingCoefficients } from "./movingCoefficients";
import { certainRatio, type TightnessEntry, tightnessEntryOf } from "./tightnessEntry";

/**
 * Simplifies the case of an entry, in its cell, for as long as its ratio stays and its bound moves with the coefficients that it moved
 * with: fewer records and inputs, then shorter numbers. In steps of one evaluation each.
 *
 * @param least what the ratio must stay at, at least
 * @param most candidates to evaluate
 */
export function* shorterEntry(
  theorem: Theorem,
  entry: TightnessEntry,
  { least, most }: { readonly least: number; readonly most: number },
): Steps<TightnessEntry, TightnessEntry> {
  const arbitrary = theorem.cases(rangesOf(entry));
  const moving = movingCoefficients(theorem, entry.networkCase);
  const stillMoves = (networkCase: NetworkCase): boolean => {
    const left = movingCoefficients(theorem, networkCase);
    return moving.every((name) => left.includes(name));
  };
  let shortest = entry;
  let candidates = 0;
  for (let shrinking = true; shrinking; ) {
    shrinking = false;
    for (const { value } of arbitrary.shrink(shortest.networkCase, undefined)) {
      if ((yield shortest) === "stop") {
        return shortest;
      }
      const shorter = tightnessEntryOf(theorem, value);
      if (shorter !== null && (shorter.ratio === null || certainRatio(shorter) >= least) && stillMoves(value)) {
        shortest = shorter;
        shrinking = candidates < most;
        break;
      }
      if (++candidates >= most) {
        break;
      }
    }
  }
  return shortest;
}
