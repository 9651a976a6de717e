import type { CaseRanges } from "../generators/caseRanges";
import type { NetworkCase } from "../network/network";
import type { Theorem } from "../theorems/theorem";
import type { Weakening } from "./checkTheorem";
import { irrelevantParts } from "./irrelevantParts";
import { type Judgement, judge } from "./judge";
import { type ShrunkViolation, shrinkViolation } from "./shrinkViolation";

/** A violation as it may be reported: simplified, judged in decimals, and with what of it does not matter. */
export interface SettledViolation extends ShrunkViolation {
  readonly judgement: Judgement;
  /** Places in the network file; see {@link irrelevantParts}. */
  readonly irrelevant: readonly string[];
}

/** Judgements while shrinking: each may take a tenth of a second. */
const MOST_JUDGED = 300;

/**
 * Shrinks a violating case and judges what is left. Where shrinking has drifted to an artefact of rounding though the case itself is
 * a violation, it is shrunk again with the judge at every step.
 *
 * @returns null if the case does not violate the theorem
 * @example settleViolation(layerGradient, violating, defaultRanges, { layer: 0.5 })?.judgement.verdict // "confirmed"
 */
export function settleViolation(
  theorem: Theorem,
  violating: NetworkCase,
  ranges: CaseRanges,
  weakening: Weakening = {},
): SettledViolation | null {
  const shrunk = shrinkViolation(theorem, violating, ranges, weakening);
  if (shrunk === null) {
    return null;
  }
  const judgement = judge(theorem, shrunk.networkCase, weakening);
  if (judgement.verdict !== "numerical artefact" || shrunk.steps === 0) {
    return withParts(shrunk, judgement);
  }
  const original = judge(theorem, violating, weakening);
  if (original.verdict !== "confirmed") {
    return withParts(shrunk, judgement);
  }
  let judged = 0;
  const isConfirmed = (networkCase: NetworkCase): boolean =>
    judged++ < MOST_JUDGED && judge(theorem, networkCase, weakening).verdict === "confirmed";
  const again = shrinkViolation(theorem, violating, ranges, weakening, isConfirmed) ?? shrunk;
  return withParts(again, judge(theorem, again.networkCase, weakening));

  function withParts(violation: ShrunkViolation, verdict: Judgement): SettledViolation {
    const parts = irrelevantParts(theorem, violation.networkCase, weakening);
    return { ...violation, judgement: verdict, irrelevant: parts };
  }
}

/** How much a judgement says for a violation. */
const WEIGHT = { confirmed: 2, "not judged": 1, "numerical artefact": 0 } as const;

/**
 * Settles violating cases one after the other until one is confirmed.
 *
 * @param candidates made when it is their turn
 * @returns the confirmed one, else one that could not be judged, else the first artefact; null if none violates
 */
export function firstConfirmed<K>(
  theorem: Theorem,
  candidates: Iterable<readonly [K, NetworkCase]>,
  ranges: CaseRanges,
  weakening: Weakening = {},
): { readonly from: K; readonly violation: SettledViolation } | null {
  let best: { readonly from: K; readonly violation: SettledViolation } | null = null;
  for (const [from, networkCase] of candidates) {
    const violation = settleViolation(theorem, networkCase, ranges, weakening);
    const weight = (found: SettledViolation): number => WEIGHT[found.judgement.verdict];
    if (violation !== null && (best === null || weight(violation) > weight(best.violation))) {
      best = { from, violation };
    }
    if (best?.violation.judgement.verdict === "confirmed") {
      return best;
    }
  }
  return best;
}
