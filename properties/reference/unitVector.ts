import { euclideanNorm } from "../../src/arithmetic/euclideanNorm";
import { pseudoRandom } from "../../src/arithmetic/pseudoRandom";

/** A unit vector of n numbers; another for each seed. */
export function unitVector(n: number, seed: number): Float64Array {
  const uniform = pseudoRandom(seed);
  const vector = Float64Array.from({ length: n }, () => 2 * uniform() - 1);
  const norm = euclideanNorm(vector);
  return vector.map((entry) => entry / norm);
}
