import { pseudoRandom } from "../arithmetic/pseudoRandom";
import type { Network } from "../network/network";
import type { NetworkCase } from "../network/networkCase";
import { isPaperNetwork } from "../network/paperForm";
import { perCase } from "../network/perCase";
import { ownNumbers } from "./ownNumbers";

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
  const parts = [...network.layers, network.output, input, ...records, ...ofGeneralForm(network)];
  for (const { buffer, byteOffset, byteLength } of parts) {
    const words = new Uint32Array(buffer, byteOffset, byteLength / Uint32Array.BYTES_PER_ELEMENT);
    const stride = Math.ceil(words.length / MOST_WORDS);
    for (let i = 0; i < words.length; i += stride) {
      hash = Math.imul(hash ^ words[i], 0x01000193);
    }
  }
  return hash;
});

/** Of the paper's networks, nothing: their numbers are what they always were. */
function ofGeneralForm(network: Network): Float64Array[] {
  if (isPaperNetwork(network)) {
    return [];
  }
  const { widths, gains, biases, outputGain } = network;
  const isGiven = [...gains, ...biases, outputGain].map((part) => Number(part !== null));
  return [Float64Array.of(...widths, ...isGiven), ...ownNumbers(network)];
}
