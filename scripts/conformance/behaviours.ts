/** Where the kernel's operations are defined and continuous: for decorations. Arguments are not empty. */
import { type Interval, isEntire, isPoint } from "../../src/arithmetic/interval/interval";
import { tangent } from "../../src/arithmetic/interval/periodic";
import { isEqual, isInterior, isSubset } from "../../src/arithmetic/interval/sets";
import { nextDown, nextUp } from "../../src/arithmetic/rounding/nextFloat";
import type { Behaviour } from "./decoratedInterval";

export type BehaviourOf = (a: Interval, b: Interval) => Behaviour;

const inside = (isInside: boolean): Behaviour => (isInside ? "com" : "trv");
const hasZero = (a: Interval): boolean => a.lower <= 0 && a.upper >= 0;

export const everywhere: BehaviourOf = () => "com";
export const nowhere: BehaviourOf = () => "trv";

/** On [lower, upper]. */
export const within =
  (lower: number, upper: number): BehaviourOf =>
  (a) =>
    inside(isSubset(a, { lower, upper }));

/** Between lower and upper. */
export const between =
  (lower: number, upper: number): BehaviourOf =>
  (a) =>
    inside(isInterior(a, { lower, upper }));

export const positive = between(0, Number.POSITIVE_INFINITY);
export const notZero: BehaviourOf = (a) => inside(!hasZero(a));
export const notDividingByZero: BehaviourOf = (_, b) => inside(!hasZero(b));
export const offPoles: BehaviourOf = (a) => inside(!isEntire(tangent(a)));
export const ofPower: BehaviourOf = (a, b) => inside(a.lower > 0 || (a.lower === 0 && b.lower > 0));
export const ofWholePower: BehaviourOf = (a, n) => inside(n.lower >= 0 || !hasZero(a));

/** The angle jumps by 2π below the negative half of the axis, and the origin has none. */
export const ofAngle: BehaviourOf = (a, b) => {
  if (hasZero(a) && hasZero(b)) {
    return "trv";
  }
  return b.lower < 0 && hasZero(a) ? (a.lower < 0 ? "def" : "dac") : "com";
};

/** Step functions jump: continuous where they are constant, on the arguments and beyond both ends. */
export const ofStep =
  (step: (a: Interval) => Interval): BehaviourOf =>
  (a) => {
    const wider = { lower: nextDown(a.lower), upper: nextUp(a.upper) };
    return isPoint(step(a)) ? (isEqual(step(a), step(wider)) ? "com" : "dac") : "def";
  };
