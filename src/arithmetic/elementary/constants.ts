import { divide, doubleDouble } from "./doubleDouble";
import { doubleDoubleOf, fixedLogarithm, fixedPi } from "./fixedPoint";

/** Constants in double-double, with relative errors of at most 2^-104, the reciprocals of 20u² < 2^-101. */
const ln2 = fixedLogarithm(2n, 1n);

export const LN2 = doubleDoubleOf(ln2);
/** log 10 = 3 log 2 + log(5/4). */
export const LN10 = doubleDoubleOf(3n * ln2 + fixedLogarithm(5n, 4n));
export const PI = doubleDoubleOf(fixedPi());
export const HALF_PI = doubleDoubleOf(fixedPi() / 2n);
export const ONE_OVER_LN2 = divide(doubleDouble(1), LN2);
export const ONE_OVER_LN10 = divide(doubleDouble(1), LN10);
