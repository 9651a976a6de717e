import { TooLargeError } from "../calculus/differences";
import type { Quantity } from "../measurement/quantity";
import type { Certifiable, Certificate } from "../rigour/certificate";
import { excessInDecimals } from "./excessInDecimals";
import { boundOf, exactLimit, type Limit } from "./limit";
import { compareSides, type Verdict } from "./verdict";

/** What became of a question. */
export interface Check {
  readonly quantity: string;
  readonly value: number | null;
  readonly limit: number;
  /** The limit as it was typed, where it is not a float64. */
  readonly limitText?: string;
  readonly verdict: Verdict;
  readonly proof?: Certificate;
}

/**
 * Whether a quantity is at most a limit, as far as float64 can tell: a limit within its error is undecided, as nothing says that the two are
 * equal.
 */
export function checkLimit(quantity: Quantity | null, limit: Limit): Check {
  if (quantity === null) {
    return { ...described(limit), value: null, verdict: "not-applicable" };
  }
  const { lower, upper } = boundOf(limit).interval;
  const low = compareSides(quantity, lower);
  const isAbove = compareSides(quantity, upper).verdict === "violated";
  const verdict = isAbove ? "violated" : low.verdict === "holds" && !low.attained ? "holds" : "undecided";
  return { ...described(limit), value: quantity.value, verdict };
}

/** The same by proof. */
export function proveLimit(certifiable: Certifiable | null, limit: Limit, value: number | null): Check {
  if (certifiable === null) {
    return { ...described(limit), value, verdict: "not-applicable" };
  }
  const proof = certifiable.compare(boundOf(limit));
  return { ...described(limit), value, verdict: proof.verdict, proof };
}

/** The same from definitions in decimals, for a number that has no certificates and is no supremum. */
export function recomputeLimit(check: Check, { again, isSupremum }: Quantity, limit: Limit): Check {
  if (check.verdict !== "undecided" || again === undefined) {
    return check;
  }
  try {
    const bound = exactLimit(limit);
    const { excess, doubt } = excessInDecimals((arithmetic) => ({ quantity: again(arithmetic), bound }));
    const isTold = excess.abs().greaterThan(doubt) && excess.isFinite();
    // A supremum is at least what it attains somewhere.
    const isUseful = isTold && (excess.isPositive() || isSupremum !== true);
    return isUseful ? { ...check, verdict: excess.isPositive() ? "violated" : "holds" } : check;
  } catch (error) {
    if (error instanceof TooLargeError) {
      return check;
    }
    throw error;
  }
}

function described({ quantity, index, limit, text }: Limit): Pick<Check, "quantity" | "limit" | "limitText"> {
  return {
    quantity: index === null ? quantity : `${quantity}[${index}]`,
    limit,
    ...(text !== undefined && text !== String(limit) && { limitText: text }),
  };
}
