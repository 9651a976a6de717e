import type { Decimal } from "decimal.js";
import type { OrderedArithmetic } from "../arithmetic/arithmetic";
import { decimals } from "../arithmetic/decimal";
import { UNIT_ROUNDOFF } from "../arithmetic/float64";
import { allOnes } from "../bounds/coefficients";
import { scalesOf } from "../bounds/scales";
import { TooLargeError } from "../calculus/differences";
import { Evaluation } from "../measurement/evaluation";
import type { NetworkCase } from "../network/networkCase";
import type { Theorem } from "../theorems/theorem";
import { brokenConsequence, worstPlace } from "./checkTheorem";

/** Significant digits that a judgement is given with: more only where these do not show an excess. */
export const JUDGED_DIGITS = 50;

/**
 * What became of a violation that float64 found:
 * - `confirmed`: in decimals too, the quantity is above the bound, by more than what two precisions differ;
 * - `numerical artefact`: it is not. Rounding made it up, or the float64 code is wrong;
 * - `not judged`: it could not be told, and `reason` says why.
 */
export type JudgedVerdict = (typeof JUDGED_VERDICTS)[number];

export const JUDGED_VERDICTS = ["confirmed", "numerical artefact", "not judged"] as const;

/** A violation judged. Decimals are strings, as JSON has no numbers of 50 digits. */
export interface Judgement {
  readonly verdict: JudgedVerdict;
  readonly digits: number;
  readonly quantity: string | null;
  readonly bound: string | null;
  readonly ratio: string | null;
  /** How many of the 16 decimal digits of float64 were wrong, in the quantity or the bound, whichever lost more. */
  readonly digitsLost: number | null;
  /** The float64 quantity is off by more than it said it might be: a defect of the code rather than of rounding. */
  readonly beyondError: boolean;
  readonly reason?: string;
}

/**
 * Digits carried: derivatives are differences, good for half of them. Two rungs that agree to 50 digits end the climb; kinks of an
 * activation on the way (relu, parabolic) make differences good for a quarter, and take a rung more.
 */
const LADDER = [120, 240, 480];
/** For many judgements: a violation that is clear in 25 digits. */
export const SHORT_LADDER = [60, 120];

/**
 * Computes quantity and bound of a violated theorem again in decimals: the quantity from the definition of f, by differences along a
 * witness direction (quantity.ts), the bound from the theorem's formula, with what it takes from measurements recomputed likewise.
 *
 * A witness attains no more than the supremum that a theorem speaks of, so a confirmed violation is one. The place judged is
 * the worst one, or a consequence of the theorem where that is what fails.
 *
 * @param networkCase a case that meets the theorem's assumptions
 * @param ladder digits carried, at least two numbers
 * @example judge(weakened(theorem, { rotation: 0.5 }), violation.networkCase).verdict // "confirmed"
 */
export function judge(theorem: Theorem, networkCase: NetworkCase, ladder: readonly number[] = LADDER): Judgement {
  const evaluation = new Evaluation(networkCase);
  const claim = claimOf(theorem, evaluation);
  if (claim === null) {
    return notJudged("the theorem has no route of its own to this quantity");
  }
  try {
    return settled(claim, ladder);
  } catch (error) {
    if (error instanceof TooLargeError) {
      return notJudged(error.message);
    }
    throw error;
  }
}

/** quantity <= bound, as float64 sees both and as they are in decimals. */
interface Claim {
  readonly quantity: number;
  readonly error: number;
  readonly bound: number;
  sides(arithmetic: OrderedArithmetic<Decimal>): Sides;
}

interface Sides {
  readonly quantity: Decimal;
  readonly bound: Decimal;
}

function claimOf(theorem: Theorem, evaluation: Evaluation): Claim | null {
  const { networkCase } = evaluation;
  const { index, quantity, bound, verdict } = worstPlace(theorem, evaluation);
  const consequence = verdict === "violated" ? null : brokenConsequence(theorem, evaluation);
  const { value, error, again } = consequence?.quantity ?? quantity;
  if (again === undefined) {
    return null;
  }
  return {
    quantity: value,
    error,
    bound: consequence?.bound ?? bound,
    sides(arithmetic) {
      if (consequence !== null) {
        const exact = consequence.boundAgain?.(arithmetic) ?? arithmetic.of(consequence.bound);
        return { quantity: again(arithmetic), bound: exact };
      }
      const scales = scalesOf(arithmetic, networkCase);
      const ones = allOnes(arithmetic, theorem.coefficients);
      const bounds = theorem.bound(arithmetic, { networkCase, scales, exact: arithmetic }, ones);
      return { quantity: again(arithmetic), bound: bounds[index] };
    },
  };
}

/** Climbs until two rungs agree, or there is none left. */
function settled(claim: Claim, ladder: readonly number[]): Judgement {
  let before: Sides | null = null;
  let error: Sides | null = null;
  let sides: Sides | null = null;
  for (const carried of ladder) {
    sides = claim.sides(decimals(carried));
    if (!sides.quantity.isFinite() || !sides.bound.isFinite()) {
      return notJudged("a number beyond all decimals");
    }
    if (before !== null) {
      error = {
        quantity: sides.quantity.minus(before.quantity).abs(),
        bound: sides.bound.minus(before.bound).abs(),
      };
      const size = sides.quantity.abs().plus(sides.bound.abs());
      if (error.quantity.plus(error.bound).lessThanOrEqualTo(size.times(`1e-${JUDGED_DIGITS}`))) {
        break;
      }
    }
    before = sides;
  }
  if (sides === null || error === null) {
    return notJudged("no digits");
  }
  return described(claim, sides, error);
}

function described(claim: Claim, { quantity, bound }: Sides, error: Sides): Judgement {
  const isAbove = quantity.minus(bound).greaterThan(error.quantity.plus(error.bound));
  const digits = isAbove ? digitsThatTell(quantity, bound) : JUDGED_DIGITS;
  const lost = Math.max(digitsLost(claim.quantity, quantity), digitsLost(claim.bound, bound));
  return {
    verdict: isAbove ? "confirmed" : "numerical artefact",
    digits,
    quantity: quantity.toSignificantDigits(digits).toString(),
    bound: bound.toSignificantDigits(digits).toString(),
    ratio: bound.isZero() ? null : quantity.dividedBy(bound).toSignificantDigits(digits).toString(),
    digitsLost: lost,
    // Twice: a witness attains a little less.
    beyondError: quantity
      .minus(claim.quantity)
      .abs()
      .greaterThan(2 * claim.error),
  };
}

/** As many digits as show which of two different numbers is larger, but no fewer than a judgement is given with. */
function digitsThatTell(quantity: Decimal, bound: Decimal): number {
  let digits = JUDGED_DIGITS;
  while (quantity.toSignificantDigits(digits).equals(bound.toSignificantDigits(digits))) {
    digits += 1;
  }
  return digits;
}

/** log10 of the relative error in units of float64's roundoff, to a tenth; 0 to 16. */
function digitsLost(found: number, exact: Decimal): number {
  if (!Number.isFinite(found)) {
    return ALL_DIGITS;
  }
  const difference = exact.minus(found).abs();
  if (difference.isZero()) {
    return 0;
  }
  const relative = difference.dividedBy(exact.isZero() ? difference : exact.abs()).toNumber();
  const lost = Math.log10(relative / UNIT_ROUNDOFF);
  return Math.round(10 * Math.min(ALL_DIGITS, Math.max(0, lost))) / 10;
}

/** -log10 of the unit roundoff. */
const ALL_DIGITS = Math.round(-10 * Math.log10(UNIT_ROUNDOFF)) / 10;

function notJudged(reason: string): Judgement {
  const none = { quantity: null, bound: null, ratio: null, digitsLost: null, beyondError: false };
  return { verdict: "not judged", digits: JUDGED_DIGITS, ...none, reason };
}
