import type { CaseRanges } from "../generators/caseRanges";
import type { Registry } from "../theorems/registryOf";
import type { Theorem } from "../theorems/theorem";
import { type Weakening, weakened } from "../theorems/weakening";
import type { Rigour } from "./rigour";

/** What is verified. Plain data: it travels to the workers. */
export interface VerificationPlan {
  readonly theoremIds: readonly string[];
  readonly ranges: CaseRanges;
  readonly seed: number;
  /** For each theorem id, coefficients other than 1. */
  readonly weakenings: Readonly<Record<string, Weakening>>;
  /** Of the verdicts; float64 if not given. */
  readonly rigour?: Rigour;
  /** A part that all of the theorems are stated without (theorems/premises). */
  readonly without?: string;
}

/**
 * A theorem as a plan states it.
 *
 * @throws RangeError for an id that is not in the registry
 */
export function statedTheorem(
  { weakenings, without }: Pick<VerificationPlan, "weakenings" | "without">,
  id: string,
  registry: Registry,
): Theorem {
  return weakened(registry.theorem(id), weakenings[id] ?? {}, without);
}
