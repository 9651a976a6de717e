import type { CaseRanges } from "../generators/caseRanges";
import { parameterCount } from "../network/network";
import type { NetworkCase } from "../network/networkCase";
import type { Theorem } from "../theorems/theorem";
import { irrelevantParts } from "./irrelevantParts";
import { JUDGED_DIGITS, type Judgement, judge, SHORT_LADDER } from "./judge";
import { type ShrunkViolation, shrinkSteps } from "./shrinkViolation";
import { finish, mapSteps, type Steps } from "./steps";

/** A violation as it may be reported: simplified, judged in decimals, and with what of it does not matter. */
export interface SettledViolation extends ShrunkViolation {
  readonly judgement: Judgement;
  /** Places in the network file; see {@link irrelevantParts}. */
  readonly irrelevant: readonly string[];
}

/** A violation before it is settled: what is known where a run ends early. */
export function unsettled(violation: ShrunkViolation): SettledViolation {
  return { ...violation, judgement: notJudged("the run ended before decimals were through with it"), irrelevant: [] };
}

/** No judgement, and why there is none. */
export function notJudged(reason: string): Judgement {
  const none = { quantity: null, bound: null, ratio: null, digitsLost: null, beyondError: false };
  return { verdict: "not judged", digits: JUDGED_DIGITS, ...none, reason };
}

/** Judgements while shrinking a second time, each of some hundredths of a second on a network of this size. */
const MOST_JUDGED = 40;
const SMALL_ENOUGH = 40;

/**
 * Shrinks a violating case and judges what is left. Where that is an artefact of rounding, shrinking may have drifted to it: once more
 * then, and with the judge at every step among small networks.
 *
 * @returns null if the case does not violate the theorem
 * @example settleViolation(weakened(layerGradient, { layer: 0.5 }), violating, defaultRanges)?.judgement.verdict // "confirmed"
 */
export function settleViolation(theorem: Theorem, violating: NetworkCase, ranges: CaseRanges): SettledViolation | null {
  return finish(settleSteps(theorem, violating, ranges));
}

/** The same in steps. Told to stop, it still judges what it has come to. */
export function* settleSteps(
  theorem: Theorem,
  violating: NetworkCase,
  ranges: CaseRanges,
): Steps<ShrunkViolation, SettledViolation | null> {
  const judged = (shrunk: ShrunkViolation | null) =>
    shrunk && { ...shrunk, judgement: judge(theorem, shrunk.networkCase) };
  const first = judged(yield* shrinkSteps(theorem, violating, ranges));
  if (first === null) {
    return null;
  }
  const isArtefact = first.judgement.verdict === "numerical artefact" && first.steps > 0;
  const second =
    isArtefact && !first.isStopped ? judged(yield* shrinkSteps(theorem, violating, ranges, confirming())) : null;
  const settled = second?.judgement.verdict === "confirmed" ? second : first;
  const irrelevant = yield* mapSteps(irrelevantParts(theorem, settled.networkCase), () => settled);
  return { ...settled, irrelevant };

  function confirming(): (networkCase: NetworkCase) => boolean {
    let judgements = 0;
    return (networkCase) =>
      sizeOf(networkCase) > SMALL_ENOUGH ||
      (judgements++ < MOST_JUDGED && judge(theorem, networkCase, SHORT_LADDER).verdict === "confirmed");
  }
}

/** Parameters times records. */
function sizeOf({ network, data }: NetworkCase): number {
  return parameterCount(network) * (data?.batch.inputs.length ?? 1);
}

/** How much a judgement says for a violation. */
const WEIGHT = { confirmed: 2, "not judged": 1, "numerical artefact": 0 } as const;

/** A violation with its origin: which of several candidates it was. */
interface FromOneOf<K, V> {
  readonly from: K;
  readonly violation: V;
}

/**
 * Settles violating cases one after the other until one is confirmed, in steps.
 *
 * @param candidates made when it is their turn
 * @returns the confirmed one, else one that could not be judged, else the first artefact; null if none violates
 */
export function* firstConfirmed<K>(
  theorem: Theorem,
  candidates: Iterable<readonly [K, NetworkCase]>,
  ranges: CaseRanges,
): Steps<FromOneOf<K, ShrunkViolation>, FromOneOf<K, SettledViolation> | null> {
  let best: FromOneOf<K, SettledViolation> | null = null;
  for (const [from, networkCase] of candidates) {
    const settling = settleSteps(theorem, networkCase, ranges);
    const violation = yield* mapSteps(settling, (shrunk) => best ?? { from, violation: shrunk });
    const weight = (found: SettledViolation): number => WEIGHT[found.judgement.verdict];
    if (violation !== null && (best === null || weight(violation) > weight(best.violation))) {
      best = { from, violation };
    }
    if (best?.violation.judgement.verdict === "confirmed" || violation?.isStopped) {
      return best;
    }
  }
  return best;
}
