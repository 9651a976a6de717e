import type { OrderedArithmetic } from "./arithmetic";
import { errorFunctionSeries } from "./errorFunction";
import { euclideanNorm } from "./euclideanNorm";
import { float64Complement } from "./float64Complement";
import { float64PerronRoot } from "./float64PerronRoot";

/** u = 2^-53: the largest relative error of one float64 operation. Every tolerance of this project is a multiple of it. */
export const UNIT_ROUNDOFF = 2 ** -53;

/** Float64 as an arithmetic: the platform's own operations. */
export const float64: OrderedArithmetic<number> = {
  name: "float64",
  pi: Math.PI,
  unitRoundoff: UNIT_ROUNDOFF,
  of: (value) => value,
  add: (...terms) => {
    let sum = terms[0] ?? 0;
    for (let i = 1; i < terms.length; i++) {
      sum += terms[i];
    }
    return sum;
  },
  subtract: (left, right) => left - right,
  multiply: (...factors) => {
    let product = factors[0] ?? 1;
    for (let i = 1; i < factors.length; i++) {
      product *= factors[i];
    }
    return product;
  },
  divide: (numerator, denominator) => numerator / denominator,
  negate: (a) => -a,
  absolute: Math.abs,
  maximum: Math.max,
  minimum: Math.min,
  squareRoot: Math.sqrt,
  exponential: Math.exp,
  logarithm: Math.log,
  logarithmOnePlus: Math.log1p,
  sign: Math.sign,
  sine: Math.sin,
  cosine: Math.cos,
  arctangent: Math.atan,
  hyperbolicTangent: Math.tanh,
  errorFunction: (a) => errorFunctionSeries(float64, a),
  complementaryErrorFunction: float64Complement,
  euclideanNorm: (values) => euclideanNorm(values),
  hypotenuse: (parts) => euclideanNorm(parts),
  perronRoot: float64PerronRoot,
  isLess: (left, right) => left < right,
};
