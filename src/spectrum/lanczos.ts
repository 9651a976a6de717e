import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { UNIT_ROUNDOFF } from "../arithmetic/float64";
import { innerProduct } from "../arithmetic/innerProduct";
import type { SymmetricOperator } from "../calculus/symmetricOperator";
import { RitzSearch, type RitzValue } from "./ritzValue";

/** What one Lanczos run found. */
interface LanczosResult {
  /** max |θ| over the Ritz values: a lower bound of the spectral norm, up to rounding. */
  readonly value: number;
  /** ‖H y - θ y‖ of its Ritz vector: an eigenvalue lies within this of ±value. */
  readonly residual: number;
  readonly iterations: number;
  /** The Krylov space became invariant: the values are exact, but only for what the start vector could see. */
  readonly exhausted: boolean;
}

/** When to look at T_k for the first time; small matrices are done by then or soon after. */
const FIRST_CHECK = 8;
/** Between these, squares and products of entries stay within float64's range. */
const SMALLEST_NORM = 2 ** -200;
const LARGEST_NORM = 2 ** 200;
/** A gap between checks is at most this part of the steps so far: convergence speeds up, so forecasts run late. */
const LARGEST_STRIDE = 1 / 3;

/**
 * Extreme eigenvalue, by modulus, of a symmetric operator: the three-term Lanczos recurrence without reorthogonalisation.
 *
 * Rounding makes the Lanczos vectors lose orthogonality once a Ritz value has converged, and copies of it appear
 * ("ghosts"; Paige 1980). They do no harm to the extreme value or to its residual. Memory: three vectors.
 *
 * @param start not zero; overwritten
 * @param tolerance stop when the residual is below this part of the value
 * @param mostIterations give up after this many products
 * @param roundoff relative rounding error of one product: a remainder below it is noise, and the Krylov space exhausted
 */
export function lanczos(
  operator: SymmetricOperator,
  start: Float64Array,
  tolerance: number,
  mostIterations: number,
  roundoff = UNIT_ROUNDOFF,
): LanczosResult {
  const n = operator.dimension;
  const steps = Math.min(mostIterations, Number.MAX_SAFE_INTEGER);
  let diagonal = new Float64Array(Math.min(steps, 256));
  let offDiagonal = new Float64Array(diagonal.length);
  let upper = new RitzSearch(diagonal, offDiagonal, 1);
  let lower = new RitzSearch(diagonal, offDiagonal, -1);

  let current = start;
  let before: Float64Array = new Float64Array(n);
  let product: Float64Array = new Float64Array(n);
  // The Lanczos vectors are q_k = current/norm and q_(k-1) = before/normBefore: to scale them would be another pass.
  let norm = euclideanNorm(current);
  let normBefore = 1;
  let size = 0;
  let nextCheck = Math.min(FIRST_CHECK, n);

  for (let k = 1; ; k++) {
    if (k > diagonal.length) {
      diagonal = grown(diagonal);
      offDiagonal = grown(offDiagonal);
      upper = new RitzSearch(diagonal, offDiagonal, 1);
      lower = new RitzSearch(diagonal, offDiagonal, -1);
      nextCheck = Math.max(nextCheck, k);
    }
    if (!(norm > SMALLEST_NORM && norm < LARGEST_NORM)) {
      scaleToUnit(current, norm);
      norm = 1;
    }
    operator.apply(current, product);
    const alpha = innerProduct(current, product) / norm / norm;
    const betaBefore = k === 1 ? 0 : offDiagonal[k - 2];
    const beta = combine(product, 1 / norm, current, -alpha / norm, before, -betaBefore / normBefore);
    diagonal[k - 1] = alpha;
    offDiagonal[k - 1] = beta;
    size = Math.max(size, Math.abs(alpha), beta);
    // Nothing is left but the rounding error of one product.
    const exhausted = beta <= 4 * roundoff * size;

    if (exhausted || k >= nextCheck || k >= steps) {
      const { value, residual, settled } = extreme(upper.largest(k), lower.largest(k), tolerance);
      if (settled || exhausted || k >= steps || !Number.isFinite(size)) {
        return { value, residual, iterations: k, exhausted };
      }
      nextCheck = k + strideAfter(k, residual / value, tolerance);
    }
    const recycled = before;
    before = current;
    current = product;
    product = recycled;
    normBefore = norm;
    norm = beta;
  }
}

/**
 * The end of the spectrum with the larger modulus, and whether both ends are known well enough to say so: its own
 * residual is small, and the other end, with its residual, does not reach beyond it.
 */
function extreme(top: RitzValue, bottom: RitzValue, tolerance: number): RitzValue & { settled: boolean } {
  const [first, second] = top.value >= bottom.value ? [top, bottom] : [bottom, top];
  const settled =
    first.residual <= tolerance * first.value &&
    (second.residual <= tolerance * first.value || second.value + second.residual <= first.value);
  return { value: Math.max(0, first.value), residual: first.residual, settled };
}

/** Steps until the residual should have come down to the tolerance, judged by its fall so far. */
function strideAfter(k: number, relativeResidual: number, tolerance: number): number {
  const fallen = -Math.log(Math.min(0.5, relativeResidual));
  const needed = Math.log(relativeResidual / tolerance);
  const forecast = Number.isFinite(fallen) ? (k * needed) / fallen / 2 : 1;
  return Math.max(1, Math.min(Math.ceil(LARGEST_STRIDE * k), Math.floor(forecast)));
}

/** product = a product + b current + c before, entry by entry; returns its norm. */
function combine(
  product: Float64Array,
  a: number,
  current: Float64Array,
  b: number,
  before: Float64Array,
  c: number,
): number {
  let sum = 0;
  let sum2 = 0;
  const last = product.length - 1;
  for (let i = 0; i < last; i += 2) {
    const entry = a * product[i] + b * current[i] + c * before[i];
    const entry2 = a * product[i + 1] + b * current[i + 1] + c * before[i + 1];
    product[i] = entry;
    product[i + 1] = entry2;
    sum += entry * entry;
    sum2 += entry2 * entry2;
  }
  if (product.length % 2 === 1) {
    product[last] = a * product[last] + b * current[last] + c * before[last];
    sum += product[last] * product[last];
  }
  sum += sum2;
  return sum > SMALLEST_NORM ** 2 && sum < LARGEST_NORM ** 2 ? Math.sqrt(sum) : euclideanNorm(product);
}

/** Divides a vector by its norm, of which the inverse may overflow. */
function scaleToUnit(vector: Float64Array, norm: number): void {
  const first = norm < SMALLEST_NORM ? 2 ** 600 : 1;
  scaleBy(vector, first);
  scaleBy(vector, 1 / (first * norm));
}

function scaleBy(vector: Float64Array, factor: number): void {
  for (let i = 0; i < vector.length; i++) {
    vector[i] *= factor;
  }
}

function grown(values: Float64Array) {
  const longer = new Float64Array(2 * values.length);
  longer.set(values);
  return longer;
}
