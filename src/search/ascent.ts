import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { innerProduct } from "../arithmetic/innerProduct";

/** A value to be raised, and its gradient. */
export interface Rated {
  readonly value: number;
  readonly gradient: () => Float64Array;
}

/** How far an ascent goes. */
interface AscentLimits {
  /** Steps, each with one gradient. */
  readonly steps: number;
  /** Ends where the last {@link PATIENCE} steps together raised the value by less. */
  readonly tolerance: number;
  /** Asked before each step. */
  readonly isOver?: () => boolean;
}

/** Pairs of steps and changes of the gradient that are remembered. */
const MEMORY = 12;
const PATIENCE = 8;
/** Of what the slope promises, a step must raise the value by this part. */
const SUFFICIENT = 1e-4;
const SHORTEST = 1e-12;
/** The first step moves by this part of a unit vector's length. */
const FIRST_MOVE = 0.1;

/**
 * Raises a function by L-BFGS with backtracking, from a point: limited memory, so that a thousand variables cost a thousand.
 *
 * The largest of several smooth functions may be raised so as well: along the gradient of the one that is largest it grows, whatever the others do.
 * A value that is NaN or infinite counts as no rise.
 *
 * @returns the point that it came to
 * @example ascend(start, (point) => ({ value: -point[0] ** 2, gradient: () => Float64Array.of(-2 * point[0]) }), { steps: 100, tolerance: 1e-9 })
 */
export function ascend(
  start: Float64Array,
  rate: (point: Float64Array) => Rated | null,
  { steps, tolerance, isOver = () => false }: AscentLimits,
): { readonly point: Float64Array; readonly value: number; readonly steps: number } | null {
  let point = start;
  const first = rate(point);
  if (first === null || !Number.isFinite(first.value)) {
    return null;
  }
  let { value } = first;
  let gradient = first.gradient();
  const pairs: { readonly step: Float64Array; readonly change: Float64Array; readonly product: number }[] = [];
  const values = [value];
  let done = 0;
  while (done < steps && !isOver()) {
    let direction = quasiNewton(gradient, pairs);
    let slope = innerProduct(direction, gradient);
    if (!(slope > 0)) {
      pairs.length = 0;
      direction = gradient;
      slope = innerProduct(gradient, gradient);
    }
    if (!(slope > 0) || !Number.isFinite(slope)) {
      break;
    }
    let length = pairs.length === 0 ? FIRST_MOVE / euclideanNorm(direction) : 1;
    let next: Rated | null = null;
    let moved = point;
    for (; length > SHORTEST; length *= next === null ? 0.1 : 0.4) {
      const by = length;
      moved = point.map((each, i) => each + by * direction[i]);
      next = rate(moved);
      if (next !== null && next.value >= value + SUFFICIENT * length * slope) {
        break;
      }
    }
    if (next === null || !(length > SHORTEST)) {
      if (pairs.length === 0) {
        break;
      }
      // Once more from here, along the gradient itself.
      pairs.length = 0;
      continue;
    }
    const nextGradient = next.gradient();
    if (!nextGradient.every(Number.isFinite)) {
      break;
    }
    const step = moved.map((each, i) => each - point[i]);
    const change = nextGradient.map((each, i) => gradient[i] - each);
    const product = innerProduct(step, change);
    // Where the function curves upwards, the pair says nothing of a maximum.
    if (product > 1e-10 * euclideanNorm(step) * euclideanNorm(change)) {
      pairs.push({ step, change, product });
      pairs.splice(0, pairs.length - MEMORY);
    }
    point = moved;
    value = next.value;
    gradient = nextGradient;
    values.push(value);
    done++;
    if (done >= PATIENCE && value - values[values.length - 1 - PATIENCE] < tolerance) {
      break;
    }
  }
  return { point, value, steps: done };
}

/** The two loops of L-BFGS. */
function quasiNewton(
  gradient: Float64Array,
  pairs: readonly { readonly step: Float64Array; readonly change: Float64Array; readonly product: number }[],
): Float64Array {
  const direction = gradient.slice();
  const weights: number[] = [];
  for (let k = pairs.length - 1; k >= 0; k--) {
    const { step, change, product } = pairs[k];
    weights[k] = innerProduct(step, direction) / product;
    addTimes(direction, -weights[k], change);
  }
  const last = pairs.at(-1);
  if (last !== undefined) {
    const scale = last.product / innerProduct(last.change, last.change);
    for (let i = 0; i < direction.length; i++) {
      direction[i] *= scale;
    }
  }
  for (const [k, { step, change, product }] of pairs.entries()) {
    addTimes(direction, weights[k] - innerProduct(change, direction) / product, step);
  }
  return direction;
}

function addTimes(to: Float64Array, factor: number, vector: Float64Array): void {
  for (let i = 0; i < to.length; i++) {
    to[i] += factor * vector[i];
  }
}
