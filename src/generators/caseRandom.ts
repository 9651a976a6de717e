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

/** FNV-1a over the 32-bit words of all numbers; then, of general networks, over those of their form, mixed better. */
const hashOf = perCase(({ network, input, data }: NetworkCase): number => {
  const records = data === undefined ? [] : [...data.batch.inputs, data.batch.targets];
  const ofNumbers = folded(0x811c9dc5, [...network.layers, network.output, input, ...records], withWord);
  return folded(ofNumbers, ofGeneralForm(network), mixedWithWord);
});

function withWord(hash: number, word: number): number {
  return Math.imul(hash ^ word, 0x01000193);
}

/** A product carries upward only, and 1, 2 and -1 differ in their upper bits: without the shift most of the hash would not see them. */
function mixedWithWord(hash: number, word: number): number {
  const next = withWord(hash, word);
  return next ^ (next >>> 15);
}

function folded(first: number, parts: readonly Float64Array[], step: (hash: number, word: number) => number): number {
  let hash = first;
  for (const { buffer, byteOffset, byteLength } of parts) {
    const words = new Uint32Array(buffer, byteOffset, byteLength / Uint32Array.BYTES_PER_ELEMENT);
    const stride = Math.ceil(words.length / MOST_WORDS);
    for (let i = 0; i < words.length; i += stride) {
      hash = step(hash, words[i]);
    }
  }
  return hash;
}

/** Of the paper's networks, nothing: their numbers are what they always were. */
function ofGeneralForm(network: Network): Float64Array[] {
  if (isPaperNetwork(network)) {
    return [];
  }
  const { widths, gains, biases, outputGain } = network;
  const isGiven = [...gains, ...biases, outputGain].map((part) => Number(part !== null));
  return [Float64Array.of(...widths, ...isGiven), ...ownNumbers(network)];
}
