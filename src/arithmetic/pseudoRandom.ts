/**
 * Uniform numbers in [0, 1) from a 32-bit seed: the generator mulberry32, the same on every machine.
 *
 * For start vectors and directions that must be repeatable; random cases come from fast-check.
 */
export function pseudoRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
