import { pseudoRandom } from "../arithmetic/pseudoRandom";

/** Numbers of one fixed pseudo-random sequence, grown when a longer vector is asked for. */
let sequence: Float64Array = new Float64Array(0);

/**
 * A start vector for Lanczos: n numbers, independent and roughly normal, the same at every call.
 *
 * Its direction is nearly uniform on the sphere, so it is nearly orthogonal to an eigenvector only by a rare accident; how
 * rare, and what that means for the result, is in docs/spectral-norm.md.
 *
 * @param stream 0, 1, …: independent vectors, for a second opinion
 */
export function startVector(length: number, stream = 0): Float64Array {
  const end = (stream + 1) * length;
  if (sequence.length < end) {
    sequence = pseudoRandomNormals(Math.max(end, 2 * sequence.length));
  }
  return sequence.slice(stream * length, end);
}

/** Sums of four uniform numbers. */
function pseudoRandomNormals(length: number): Float64Array {
  const uniform = pseudoRandom(0x9e3779b9);
  return Float64Array.from({ length }, () => uniform() + uniform() + uniform() + uniform() - 2);
}
