import { TheoremFault } from "../theorems/theoremFault";
import type { TheoremResult } from "./checkTheorem";

/**
 * What a theorem says of a case; of one that is not made as theorems are, only what is wrong with it, so that the others are heard.
 *
 * @example unlessFaulty(() => checkTheorem(theorem, evaluation)).fault
 */
export function unlessFaulty<R extends TheoremResult>(said: () => R): R | TheoremResult {
  try {
    return said();
  } catch (error) {
    if (!(error instanceof TheoremFault)) {
      throw error;
    }
    return { verdict: "undecided", quantity: null, bound: null, ratio: null, fault: error.message };
  }
}
