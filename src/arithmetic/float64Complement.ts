import { scaledComplementCentre } from "./elementary/complementaryErrorFunction";

const CENTRES_PER_UNIT = 16;
/** Below it the kernel's expansions; beyond it the continued fraction, of which so many steps are right to 2^-58. */
const LARGEST_EXPANDED = 28;
const STEPS = 8;

const centres: Float64Array[] = [];

/** The kernel's expansion at j/16, rounded to float64. */
function coefficientsAt(j: number): Float64Array {
  if (centres[j] === undefined) {
    const { leading, tail } = scaledComplementCentre(j);
    centres[j] = Float64Array.of(...leading.map(({ high }) => high), ...tail);
  }
  return centres[j];
}

/**
 * w(x) = e^(x²) erfc x for x >= 0 in float64, to a few units of roundoff: neither over- nor underflows.
 *
 * @example scaledComplement(30) // 0.018795888861416754
 */
export function scaledComplement(x: number): number {
  if (!(x < LARGEST_EXPANDED)) {
    let tail = x;
    for (let k = STEPS; k > 0; k--) {
      tail = x + k / 2 / tail;
    }
    return 1 / (Math.sqrt(Math.PI) * tail);
  }
  const j = Math.round(x * CENTRES_PER_UNIT);
  const coefficients = coefficientsAt(j);
  const t = x - j / CENTRES_PER_UNIT;
  let sum = coefficients[coefficients.length - 1];
  for (let k = coefficients.length - 2; k >= 0; k--) {
    sum = sum * t + coefficients[k];
  }
  return sum;
}

/**
 * e^(-x²/2) in float64, to a few units of roundoff where Math.exp(-x * x / 2) is off by x² of them: the square of the first 24 bits of x is
 * exact, and the rest of x² is small.
 *
 * @example gaussian(2) // 0.1353352832366127
 */
export function gaussian(x: number): number {
  const first = Math.fround(x);
  // Beyond, where fround may overflow, it is 0.
  return Math.abs(x) < 40 ? Math.exp(-(first * first) / 2) * Math.exp(-((x - first) * (x + first)) / 2) : 0;
}

/** erfc x in float64. Its exponent -x² is exact: a few units of roundoff at any x. */
export function float64Complement(x: number): number {
  const first = Math.fround(x);
  const decay =
    Math.abs(x) < 28 ? Math.exp(-(first * first)) * Math.exp(-(x - first) * (x + first)) : Number.isNaN(x) ? x : 0;
  const ofMagnitude = decay * scaledComplement(Math.abs(x));
  return x < 0 ? 2 - ofMagnitude : ofMagnitude;
}
