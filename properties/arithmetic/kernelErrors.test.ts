/**
 * The errors of the double-double functions under the enclosures: within the bounds stated (of which each `…_ERROR` is twice), where the
 * enclosures themselves are far too coarse to tell.
 */
import { ARCTANGENT_ERROR, angleOf } from "../../src/arithmetic/elementary/arctangent";
import { COMPLEMENT_ERROR, complementOf } from "../../src/arithmetic/elementary/complementaryErrorFunction";
import { type DoubleDouble, doubleDouble, scale } from "../../src/arithmetic/elementary/doubleDouble";
import { ERROR_FUNCTION_ERROR, errorFunctionOf } from "../../src/arithmetic/elementary/errorFunction";
import {
  EXPONENTIAL_ERROR,
  EXPONENTIAL_MINUS_ONE_ERROR,
  exponentialMinusOneOf,
  exponentialOf,
  type Scaled,
} from "../../src/arithmetic/elementary/exponential";
import { LOGARITHM_ERROR, logarithmOf, logarithmOnePlusOf } from "../../src/arithmetic/elementary/logarithm";
import { reducedAngle } from "../../src/arithmetic/elementary/reducedAngle";
import { SINE_ERROR, sineOf } from "../../src/arithmetic/elementary/sine";
import { quickOrFull } from "../depth";
import { shortFloat, uniform } from "../reference/floats";
import * as real from "../reference/realNumbers/real";
import * as functions from "../reference/realNumbers/realFunctions";
import { seededRandom } from "../reference/seededRandom";

const random = seededRandom();
const POINTS = quickOrFull(4_000, 20_000);

const exactly = ({ high, low }: DoubleDouble): real.Real => real.add(real.realOf(high), real.realOf(low));
const unscaled = ({ value, exponent }: Scaled): DoubleDouble => scale(value, 2 ** exponent);
const sign = (): number => (random() < 0.5 ? -1 : 1);

/** A number that the functions meet with a low part, as y log x has. */
function withLow(high: number): DoubleDouble {
  return { high, low: high * uniform(-1, 1, random) * 2 ** -54 };
}

/** One in eight next to 1 ± 2^-8, the ends of log x's centre c = 1: only there does its relative error come near the bound. */
const near1 = (): number => 1 + sign() * 2 ** -(random() < 1 / 8 ? uniform(7.9, 8.1, random) : uniform(1, 52, random));

test.each<
  [
    name: string,
    error: number,
    draw: () => DoubleDouble,
    found: (x: DoubleDouble) => DoubleDouble,
    exact: (x: real.Real) => real.Real,
  ]
>([
  [
    "e^x",
    EXPONENTIAL_ERROR,
    () => withLow(random() < 0.5 ? uniform(-600, 600, random) : uniform(-1, 1, random)),
    (x) => unscaled(exponentialOf(x)),
    functions.exponential,
  ],
  [
    "e^x - 1",
    EXPONENTIAL_MINUS_ONE_ERROR,
    () => withLow(random() < 0.5 ? sign() * 2 ** uniform(-54, 0, random) : uniform(-0.02, 0.02, random)),
    (x) => unscaled(exponentialMinusOneOf(x)),
    functions.exponentialMinusOne,
  ],
  [
    "log x",
    LOGARITHM_ERROR,
    () => withLow(random() < 0.5 ? near1() : 2 ** uniform(-400, 400, random)),
    logarithmOf,
    functions.logarithm,
  ],
  [
    "log(1 + x)",
    LOGARITHM_ERROR,
    () => doubleDouble(random() < 0.5 ? sign() * 2 ** -uniform(1, 50, random) : uniform(-0.9, 3, random)),
    logarithmOnePlusOf,
    functions.logarithmOnePlus,
  ],
  [
    "arctan x",
    ARCTANGENT_ERROR,
    () => withLow(random() < 0.5 ? uniform(0, 3, random) : 2 ** uniform(-58, 58, random)),
    (x) => angleOf(x, doubleDouble(1)),
    functions.arctangent,
  ],
  [
    "sin x",
    SINE_ERROR,
    () => doubleDouble(random() < 0.3 ? shortFloat(random) : uniform(-10, 10, random)),
    ({ high }) => sineOf(reducedAngle(high), 0),
    functions.sine,
  ],
  [
    "cos x",
    SINE_ERROR,
    () =>
      doubleDouble(
        random() < 0.3 ? uniform(-1e5, 1e5, random) : Math.round(uniform(-300, 300, random)) * (Math.PI / 2),
      ),
    ({ high }) => sineOf(reducedAngle(high), 1),
    functions.cosine,
  ],
  [
    "erf x",
    ERROR_FUNCTION_ERROR,
    () => doubleDouble(random() < 0.5 ? uniform(0, 6, random) : uniform(0, 0.1, random)),
    ({ high }) => errorFunctionOf(high),
    functions.errorFunction,
  ],
  [
    "erfc x",
    COMPLEMENT_ERROR,
    () => doubleDouble(random() < 0.5 ? uniform(0, 20, random) : uniform(0, 2, random)),
    ({ high }) => unscaled(complementOf(high)),
    functions.complementaryErrorFunction,
  ],
])("%s is right to half of its error bound, and does not waste it", (_, error, draw, found, exact) => {
  let worst = 0;
  for (let i = 0; i < POINTS; i++) {
    const x = draw();
    const value = exact(exactly(x));
    if (value.low === 0n && value.high === 0n) {
      continue;
    }
    worst = Math.max(worst, Math.abs(real.estimate(real.divide(real.subtract(exactly(found(x)), value), value))));
  }
  expect(worst).toBeLessThanOrEqual(error / 2);
  expect(worst).toBeGreaterThan(error / 64);
});
