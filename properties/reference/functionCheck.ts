import { floatSteps } from "../../scripts/conformance/floatSteps";
import type { FunctionCase, Random } from "./functionCases";
import { ceilingOf, floorOf, type Real, realOf } from "./realNumbers/real";

export interface FunctionReport {
  readonly name: string;
  readonly points: number;
  /** Floats by which an end lies outside of the tightest enclosure, at worst. */
  readonly excess: number;
  /** Enclosures that are not the tightest. */
  readonly notTightest: number;
  /** The largest number of floats from one end to the other. */
  readonly width: number;
  /** What is wrong, with the arguments; null if nothing is. */
  readonly objection: string | null;
}

/** Encloses at so many random points and compares with the reference; ends at the first point where the value is not enclosed. */
export function checkFunction(
  { name, enclose, value, draw, isSometimesRational }: FunctionCase,
  points: number,
  random: Random,
): FunctionReport {
  let excess = 0;
  let notTightest = 0;
  let width = 0;
  for (let i = 0; i < points; i++) {
    const [x, y] = draw(random);
    const found = enclose(x, y);
    const tightest = tightestOf(value(realOf(x), realOf(y)), isSometimesRational);
    const outside = Math.max(floatSteps(found.lower, tightest.lower), floatSteps(tightest.upper, found.upper));
    if (!(found.lower <= tightest.lower && found.upper >= tightest.upper)) {
      const objection = `${name}(${x}, ${y}): [${found.lower}, ${found.upper}] does not contain [${tightest.lower}, ${tightest.upper}]`;
      return { name, points: i, excess, notTightest, width, objection };
    }
    excess = Math.max(excess, outside);
    notTightest += outside > 0 ? 1 : 0;
    width = Math.max(width, floatSteps(found.lower, found.upper));
  }
  return { name, points, excess, notTightest, width, objection: null };
}

/** The floats around a real number; one of them alone where the number is, or is taken for, a float. */
export function tightestOf(
  value: Real,
  isSometimesRational: boolean,
): { readonly lower: number; readonly upper: number } {
  const lower = floorOf(value);
  const upper = ceilingOf(value);
  // The float that both ends of the reference's range may be, if its digits do not tell it from its neighbours.
  const middle = floorOf({ ...value, low: value.high });
  const isFloat = middle >= lower && middle > lower && middle < upper;
  return isSometimesRational && isFloat ? { lower: middle, upper: middle } : { lower, upper };
}
