import { pseudoRandom } from "../arithmetic/pseudoRandom";

/**
 * All 2^(n-1) sign vectors whose last entry is +1, each with one entry changed from the one before (Gray's order).
 *
 * One of ε and -ε is enough for the suprema over a class that holds -f with every f.
 *
 * @param n 1..30
 * @example allSignVectors(2).map((signs) => [...signs]) // [[1, 1], [-1, 1]]
 */
export function allSignVectors(n: number): Float64Array[] {
  return Array.from({ length: 2 ** (n - 1) }, (_, k) => {
    const code = k ^ (k >> 1);
    return Float64Array.from({ length: n }, (_, i) => ((code >> i) & 1 ? -1 : 1));
  });
}

/** Independent uniform sign vectors of n entries, the same for the same seed. */
export function randomSignVectors(n: number, count: number, seed: number): Float64Array[] {
  const random = pseudoRandom(seed);
  return Array.from({ length: count }, () => Float64Array.from({ length: n }, () => (random() < 0.5 ? -1 : 1)));
}
