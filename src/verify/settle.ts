import { exactFloat64 } from "../arithmetic/decimalText";
import { float64 } from "../arithmetic/float64";
import type { Interval } from "../arithmetic/interval/interval";
import type { Evaluation } from "../measurement/evaluation";
import type { Quantity } from "../measurement/quantity";
import { type Network, parameterCount } from "../network/network";
import type { Certifiable } from "../rigour/certificate";
import type { NetworkCertificates } from "../rigour/networkCertificates";
import type { Consequence, Theorem } from "../theorems/theorem";
import { certifyTheorem } from "./certifyTheorem";
import { openConsequences, type TheoremResult } from "./checkTheorem";
import { excessInDecimals } from "./excessInDecimals";
import { ATTAINED, type Comparison, worse } from "./verdict";

/** What float64 knows to this part of the quantity is known well enough. */
const WELL_KNOWN = 1e-10;

/** Rows of all layers and v, and parameters, up to which enclosures take a second or two. */
const MOST_TURNS = 400;
const MOST_PARAMETERS = 1_000_000;

/** Whether enclosures of a network do not take too long to be turned to unasked. */
export function canBeEnclosed(network: Network): boolean {
  return (network.depth + 1) * network.width <= MOST_TURNS && parameterCount(network) <= MOST_PARAMETERS;
}

/**
 * A theorem that float64 left undecided, or took for attained, settled by its certificates where it has them: enclosures first, then decimals. Where
 * these agree with the bound to as many digits as they have, it is attained.
 *
 * @param certificates of the same case, asked for only where they are needed
 * @example settleTheorem(hessianLayerwise, evaluation, checkTheorem(hessianLayerwise, evaluation), () => certificatesOf(networkCase)).verdict
 */
export function settleTheorem(
  theorem: Theorem,
  evaluation: Evaluation,
  result: TheoremResult,
  certificates: () => NetworkCertificates,
): TheoremResult {
  const isOpen = result.verdict === "undecided" || result.attained;
  if (!isOpen || !canBeEnclosed(evaluation.networkCase.network)) {
    return result;
  }
  const { claim, ...inequality } = result;
  // A claim that is open says that the inequality itself holds.
  const whole: TheoremResult = claim === undefined ? inequality : { ...inequality, verdict: "holds" };
  const proved = theorem.certify === undefined ? whole : settleInequality(theorem, evaluation, whole, certificates);
  return proved.verdict === "holds" ? settleConsequences(theorem, evaluation, proved) : proved;
}

function settleInequality(
  theorem: Theorem,
  evaluation: Evaluation,
  whole: TheoremResult,
  certificates: () => NetworkCertificates,
): TheoremResult {
  if (whole.verdict === "holds" && !whole.attained) {
    return whole;
  }
  const { verdict, proof } = certifyTheorem(theorem, evaluation, certificates());
  if (verdict === "undecided") {
    return proof?.agree ? { ...whole, verdict: "holds", attained: true } : whole;
  }
  const { attained: _, ...rest } = whole;
  return { ...rest, verdict, proof };
}

/** What is undecided of consequences has no certificate, but a definition: in decimals. */
function settleConsequences(theorem: Theorem, evaluation: Evaluation, whole: TheoremResult): TheoremResult {
  let worst = whole;
  for (const consequence of openConsequences(theorem, evaluation)) {
    const verdict = consequenceInDecimals(consequence);
    if (verdict !== "holds" && verdict === worse(worst.verdict, verdict)) {
      const { claim, quantity, bound } = consequence;
      worst = { ...worst, verdict, claim: `${claim}: ${quantity.value} against ${bound}` };
    }
  }
  return worst;
}

function consequenceInDecimals({ quantity, bound, boundAgain }: Consequence): Comparison["verdict"] {
  const { again } = quantity;
  if (again === undefined || quantity.isSupremum) {
    return "undecided";
  }
  const sides = excessInDecimals((arithmetic) => ({
    quantity: again(arithmetic),
    bound: boundAgain?.(arithmetic) ?? exactFloat64(bound),
  }));
  const { excess, doubt } = sides;
  if (excess.greaterThan(doubt)) {
    return "violated";
  }
  const isAttained = excess.abs().plus(doubt).lessThanOrEqualTo(sides.bound.times(ATTAINED));
  return excess.plus(doubt).lessThanOrEqualTo(0) || isAttained ? "holds" : "undecided";
}

/**
 * A quantity as float64 has it, or, where that is not known to ten digits, as enclosures have it, or decimals.
 *
 * @param certifiable the same quantity; nothing where it has no certificates
 */
export function settleQuantity(quantity: Quantity, certifiable: () => Certifiable | null | undefined): Quantity {
  let best = quantity;
  for (const enclose of [(each: Certifiable) => each.enclosure(), (each: Certifiable) => each.nearest()]) {
    if (isWellKnown(best)) {
      return best;
    }
    const same = certifiable();
    const found = same ? ofInterval(enclose(same)) : null;
    if (found !== null && (!best.converged || !(best.error <= found.error))) {
      best = { ...quantity, ...found };
    }
  }
  return best;
}

function isWellKnown({ value, error, converged }: Quantity): boolean {
  return converged && error <= WELL_KNOWN * Math.abs(value);
}

/** The middle of an interval, which converged if it is known well enough, or is nothing but rounding of a number near 0. */
function ofInterval({ lower, upper }: Interval): Pick<Quantity, "value" | "error" | "converged"> | null {
  if (!(lower <= upper && Number.isFinite(upper - lower))) {
    return null;
  }
  // Of numbers around 0, 0 is the one to name.
  const value = lower <= 0 && upper >= 0 ? 0 : lower + (upper - lower) / 2;
  const error = Math.max(upper - value, value - lower) * (1 + 2 * float64.unitRoundoff);
  return { value, error, converged: error <= WELL_KNOWN * Math.abs(value) };
}
