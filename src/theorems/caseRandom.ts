import { pseudoRandom } from "../arithmetic/pseudoRandom";
import type { NetworkCase } from "../network/network";

/** Of larger layers the hash takes every k-th word only. */
const MOST_WORDS = 65_535;

/**
 * A stream of numbers in [-1, 1) that depends on the network and input alone.
 *
 * Statements "for random θ′" take their randomness from here, so that a network file by itself repeats a check exactly.
 */
export function caseRandom({ network, input }: NetworkCase): () => number {
  let hash = 0x811c9dc5;
  for (const part of [...network.layers, network.output, input]) {
    const words = new Uint32Array(part.slice().buffer);
    for (let i = 0; i < words.length; i += Math.ceil(words.length / MOST_WORDS)) {
      hash = Math.imul(hash ^ words[i], 0x01000193);
    }
  }
  const uniform = pseudoRandom(hash);
  return () => 2 * uniform() - 1;
}
