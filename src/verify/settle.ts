import { float64 } from "../arithmetic/float64";
import type { Interval } from "../arithmetic/interval/interval";
import { type Network, parameterCount } from "../network/network";
import type { Certifiable } from "../rigour/certificate";
import type { NetworkCertificates } from "../rigour/networkCertificates";
import type { Evaluation } from "../theorems/evaluation";
import type { Quantity } from "../theorems/quantity";
import type { Theorem } from "../theorems/theorem";
import { certifyTheorem } from "./certifyTheorem";
import type { TheoremResult } from "./checkTheorem";

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
 * A theorem that float64 left undecided, settled by its certificates where it has them: enclosures first, then decimals. Where these agree
 * with the bound to as many digits as they have, it is attained.
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
  // What is undecided of a consequence has no certificate.
  const isOpen = result.verdict === "undecided" && result.claim === undefined && theorem.certify !== undefined;
  if (!isOpen || !canBeEnclosed(evaluation.networkCase.network)) {
    return result;
  }
  const { verdict, proof } = certifyTheorem(theorem, evaluation, certificates());
  if (verdict === "undecided" && proof?.agree) {
    return { ...result, verdict: "holds", attained: true };
  }
  return verdict === "undecided" ? result : { ...result, verdict, proof };
}

/**
 * A quantity as float64 has it, or, where that is not known to ten digits, as enclosures have it, or decimals.
 *
 * @param certifiable the same quantity
 */
export function settleQuantity(quantity: Quantity, certifiable: () => Certifiable): Quantity {
  let best = quantity;
  for (const enclose of [(each: Certifiable) => each.enclosure(), (each: Certifiable) => each.nearest()]) {
    if (isWellKnown(best)) {
      return best;
    }
    const found = ofInterval(enclose(certifiable()));
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
