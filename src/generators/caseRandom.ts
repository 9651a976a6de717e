import { pseudoRandom } from "../arithmetic/pseudoRandom";
import type { NetworkCase } from "../network/networkCase";
import { perCase } from "../network/perCase";

/** Of larger layers the hash takes every k-th word only. */
const MOST_WORDS = 65_535;

/**
 * A stream of numbers in [-1, 1) that depends on the case alone.
 *
 * Statements "for random θ′" take their randomness from here, so that a network file by itself repeats a check exactly.
 */
export function caseRandom(networkCase: NetworkCase): () => number {
  const uniform = pseudoRandom(hashOf(networkCase));
  return () => 2 * uniform() - 1;
}

/** FNV-1a over the 32-bit words of all numbers. */
const hashOf = perCase(({ network, input, data }: NetworkCase): number => {
  let hash = 0x811c9dc5;
  const records = data === undefined ? [] : [...data.batch.inputs, data.batch.targets];
  for (const { buffer, byteOffset, byteLength } of [...network.layers, network.output, input, ...records]) {
    const words = new Uint32Array(buffer, byteOffset, byteLength / Uint32Array.BYTES_PER_ELEMENT);
    const stride = Math.ceil(words.length / MOST_WORDS);
    for (let i = 0; i < words.length; i += stride) {
      hash = Math.imul(hash ^ words[i], 0x01000193);
    }
  }
  return hash;
});
