/**
 * Standard normal numbers from uniform ones in [0, 1), two for each (Box and Muller).
 *
 * @example normalNumbers(pseudoRandom(1))()
 */
export function normalNumbers(uniform: () => number): () => number {
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}
