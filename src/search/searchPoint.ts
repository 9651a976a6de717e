import { euclideanNorm } from "../arithmetic/euclideanNorm";
import type { CaseGradient } from "../calculus/derivativeGradient";
import { createNetwork } from "../network/network";
import type { NetworkCase } from "../network/networkCase";
import type { SearchSpace } from "./searchSpace";

/**
 * Where a search is: a direction for each row, for v and for x, whose lengths say nothing, and after them log ω, log ‖x‖, log ‖v‖ and the shift.
 */
export type SearchPoint = Float64Array;

/** Where the parts of a point begin. */
interface PointLayout {
  /** Each row, v and x: where it begins and how long it is; rows first. */
  readonly vectors: readonly { readonly at: number; readonly length: number }[];
  /** log ω, log ‖x‖, log ‖v‖, shift. */
  readonly scales: number;
  readonly dimension: number;
}

export const SCALES = ["rowNorm", "inputNorm", "outputNorm"] as const;
/** All that may be free: in this order after the vectors of a point. */
export const FREE = [...SCALES, "shift"] as const;
export type Free = (typeof FREE)[number];

export function layoutOf({ depth, width, inputDimension }: SearchSpace): PointLayout {
  const lengths = Array.from({ length: depth * width }, (_, i) => (i < width ? inputDimension : width));
  lengths.push(width, inputDimension);
  let at = 0;
  const vectors = lengths.map((length) => {
    const vector = { at, length };
    at += length;
    return vector;
  });
  return { vectors, scales: at, dimension: at + SCALES.length + 1 };
}

/** The network and input at a point. */
export function caseAt(space: SearchSpace, point: SearchPoint): NetworkCase {
  const { depth, width, activation } = space;
  const { vectors, scales } = layoutOf(space);
  const [rowNorm, inputNorm, outputNorm] = SCALES.map((name, k) => within(space[name], Math.exp(point[scales + k])));
  const numbers = point.slice(0, scales);
  for (const [k, { at, length }] of vectors.entries()) {
    const isRow = k < depth * width;
    const norm = isRow ? rowNorm : k === depth * width ? outputNorm : inputNorm;
    scaleTo(numbers.subarray(at, at + length), norm);
  }
  const endOfLayer = (l: number): number => vectors[(l + 1) * width].at;
  const layers = Array.from({ length: depth }, (_, l) => numbers.slice(l === 0 ? 0 : endOfLayer(l - 1), endOfLayer(l)));
  const [output, input] = vectors.slice(-2).map(({ at, length }) => numbers.slice(at, at + length));
  const shift = within(space.shift, point[scales + SCALES.length]);
  return { network: createNetwork({ activation: { activation, shift }, layers, output }), input };
}

/**
 * The gradient by a point of a number whose gradient by weights, input and shift is known, of log ω and the other scales as they enter by these.
 */
export function gradientAt(
  space: SearchSpace,
  point: SearchPoint,
  { network, input }: NetworkCase,
  { parameters, input: byInput, shift }: CaseGradient,
): Float64Array {
  const { vectors, scales, dimension } = layoutOf(space);
  const gradient = new Float64Array(dimension);
  const rows = space.depth * space.width;
  for (const [k, { at, length }] of vectors.entries()) {
    // θ has rows and v as a point has them.
    const [of, values, from] =
      k <= rows ? [parameters, weightsAt(network, k, space), at] : ([byInput, input, 0] as const);
    let along = 0;
    for (let j = 0; j < length; j++) {
      along += of[from + j] * values[j];
    }
    const size = euclideanNorm(point, at, length);
    const norm = euclideanNorm(values);
    for (let j = 0; j < length; j++) {
      gradient[at + j] = (norm / size) * (of[from + j] - (along / norm) * (values[j] / norm));
    }
    gradient[scales + (k < rows ? 0 : k === rows ? 2 : 1)] += along;
  }
  gradient[scales + SCALES.length] = shift;
  return gradient;
}

/** Row k of all rows, or v. */
function weightsAt({ layers, output }: NetworkCase["network"], k: number, { width, depth }: SearchSpace): Float64Array {
  if (k === depth * width) {
    return output;
  }
  const layer = layers[Math.floor(k / width)];
  const n = layer.length / width;
  return layer.subarray((k % width) * n, ((k % width) + 1) * n);
}

/** A direction where all entries are 0: the first axis, rather than none. */
function scaleTo(vector: Float64Array, norm: number): void {
  const size = euclideanNorm(vector);
  if (!(size > 0)) {
    vector.fill(0);
    vector[0] = norm;
    return;
  }
  for (let j = 0; j < vector.length; j++) {
    vector[j] = (vector[j] / size) * norm;
  }
}

export function within({ from, to }: { readonly from: number; readonly to: number }, value: number): number {
  return Math.min(to, Math.max(from, value));
}
