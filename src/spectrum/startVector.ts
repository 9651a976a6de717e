import { pseudoRandom } from "../arithmetic/pseudoRandom";

const SEED = 0x9e3779b9;

/** Numbers of one fixed pseudo-random sequence, grown when a longer vector is asked for. */
let sequence: Float64Array = new Float64Array(0);

/**
 * A start vector for Lanczos: n independent numbers from [-1, 1], the same at every call.
 *
 * Such a vector is nearly orthogonal to an eigenvector only by a rare accident; how rare, and what that means for the
 * result, is in docs/spectral-norm.md.
 *
 * @param stream 0, 1, …: independent vectors, for a second opinion
 */
export function startVector(length: number, stream = 0): Float64Array {
  const end = (stream + 1) * length;
  if (sequence.length < end) {
    const uniform = pseudoRandom(SEED);
    sequence = new Float64Array(Math.max(end, 2 * sequence.length));
    for (let i = 0; i < sequence.length; i++) {
      sequence[i] = 2 * uniform() - 1;
    }
  }
  return sequence.slice(stream * length, end);
}
