/**
 * The elementary functions of intervals: the values at the ends, and where the function turns in between, at its extrema. As in `basic.ts` a
 * function has no value outside of its domain: log [-1, 1] = [-∞, 0], arcsin [2, 3] is empty.
 */
import { arctangentAt } from "../elementary/arctangent";
import { complementaryErrorFunctionAt } from "../elementary/complementaryErrorFunction";
import { errorFunctionAt } from "../elementary/errorFunction";
import { exponentialAt, exponentialMinusOneAt } from "../elementary/exponential";
import { hyperbolicCosineAt, hyperbolicSineAt, hyperbolicTangentAt } from "../elementary/hyperbolic";
import {
  arccosineAt,
  arcsineAt,
  inverseHyperbolicCosineAt,
  inverseHyperbolicSineAt,
  inverseHyperbolicTangentAt,
} from "../elementary/inverse";
import { logarithmAt, logarithmOnePlusAt } from "../elementary/logarithm";
import { binaryLogarithmAt, decimalLogarithmAt, powerOfTenAt, powerOfTwoAt } from "../elementary/power";
import { even, negate } from "./basic";
import { EMPTY, ENTIRE, type Interval, isEmpty, isPoint } from "./interval";
import { intersection } from "./sets";

type PointFunction = (x: number) => Interval;
type IntervalFunction = (a: Interval) => Interval;

interface Domain extends Interval {
  /** Whether the finite ends do not belong to it. */
  readonly isOpen: boolean;
}

const LINE: Domain = { ...ENTIRE, isOpen: true };
const POSITIVE: Domain = { lower: 0, upper: Number.POSITIVE_INFINITY, isOpen: true };
const ABOVE_MINUS_ONE: Domain = { lower: -1, upper: Number.POSITIVE_INFINITY, isOpen: true };
const FROM_ONE: Domain = { lower: 1, upper: Number.POSITIVE_INFINITY, isOpen: false };
const UP_TO_ONE: Domain = { lower: -1, upper: 1, isOpen: false };

/**
 * A function that increases on its domain.
 *
 * @param at its value at a point of the domain, and its limits at infinite and at open ends
 */
function increasing(at: PointFunction, domain = LINE): IntervalFunction {
  return (a) => {
    const inside = intersection(a, domain);
    const isPointInside = isPoint(inside);
    if (isEmpty(inside) || (isPointInside && domain.isOpen && isEnd(domain, inside.lower))) {
      return EMPTY;
    }
    const first = at(inside.lower);
    return isPointInside ? first : { lower: first.lower, upper: at(inside.upper).upper };
  };
}

function isEnd(domain: Domain, x: number): boolean {
  return x === domain.lower || x === domain.upper;
}

/** e^x. @example exponential(point(0)) // { lower: 1, upper: 1 } */
export const exponential = increasing(exponentialAt);
/** e^x - 1, without cancellation for small x. */
export const exponentialMinusOne = increasing(exponentialMinusOneAt);
/** 2^x. */
export const binaryExponential = increasing(powerOfTwoAt);
/** 10^x. */
export const decimalExponential = increasing(powerOfTenAt);
/** log x for x > 0. @example logarithm(interval(0, 1)) // { lower: -Infinity, upper: 0 } */
export const logarithm = increasing(logarithmAt, POSITIVE);
/** log(1 + x) for x > -1, without cancellation for small x. */
export const logarithmOnePlus = increasing(logarithmOnePlusAt, ABOVE_MINUS_ONE);
/** log₂ x for x > 0. */
export const binaryLogarithm = increasing(binaryLogarithmAt, POSITIVE);
/** log₁₀ x for x > 0. */
export const decimalLogarithm = increasing(decimalLogarithmAt, POSITIVE);
/** sinh x. */
export const hyperbolicSine = increasing(hyperbolicSineAt);
/** tanh x. */
export const hyperbolicTangent = increasing(hyperbolicTangentAt);
/** arcsin x in [-π/2, π/2], for |x| <= 1. */
export const arcsine = increasing(arcsineAt, UP_TO_ONE);
/** arctan x in (-π/2, π/2). */
export const arctangent = increasing(arctangentAt);
/** arsinh x. */
export const inverseHyperbolicSine = increasing(inverseHyperbolicSineAt);
/** arcosh x for x >= 1. */
export const inverseHyperbolicCosine = increasing(inverseHyperbolicCosineAt, FROM_ONE);
/** artanh x for |x| < 1. */
export const inverseHyperbolicTangent = increasing(inverseHyperbolicTangentAt, { ...UP_TO_ONE, isOpen: true });
/** erf x = (2/√π) ∫_0^x e^(-t²) dt. */
export const errorFunction = increasing(errorFunctionAt);

const complementOfNegative = increasing((x) => complementaryErrorFunctionAt(-x));

/** erfc x = 1 - erf x. @example complementaryErrorFunction(point(0)) // { lower: 1, upper: 1 } */
export function complementaryErrorFunction(a: Interval): Interval {
  return complementOfNegative(negate(a));
}

const arccosineOfNegative = increasing((x) => arccosineAt(-x), UP_TO_ONE);

/** arccos x in [0, π], for |x| <= 1. */
export function arccosine(a: Interval): Interval {
  return arccosineOfNegative(negate(a));
}

/** cosh x. */
export function hyperbolicCosine(a: Interval): Interval {
  return even(
    a,
    (x) => hyperbolicCosineAt(x).lower,
    (x) => hyperbolicCosineAt(x).upper,
  );
}
