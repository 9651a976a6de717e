import { float64 } from "../../src/arithmetic/float64";
import type { NetworkCase } from "../../src/network/networkCase";

/** What a network does, from the definition alone, beside what norms allow. */
export interface Forward {
  /** f. */
  readonly value: number;
  /** ‖α^L‖. */
  readonly activationNorm: number;
  /** A_L: ‖x‖, then ‖g‖ times what was before, plus ‖φ(b)‖. */
  readonly largestActivationNorm: number;
}

/** One sweep forward: no code of the calculus in it. */
export function generalForward({ network, input }: NetworkCase): Forward {
  const { activation, widths, outputGain, outputBias } = network;
  const phi = (z: number): number => activation.activation.value(float64, z);
  const normOf = (vector: readonly number[]): number => Math.hypot(...vector);
  let alpha = Array.from(input);
  let largest = normOf(alpha);
  for (const [l, weights] of network.layers.entries()) {
    const n = alpha.length;
    const gains = network.gains[l] ?? new Array<number>(widths[l]).fill(1 / Math.sqrt(widths[l]));
    const biases = network.biases[l] ?? new Array<number>(widths[l]).fill(activation.shift);
    const before = alpha;
    alpha = Array.from({ length: widths[l] }, (_, i) => {
      const row = Array.from(weights.subarray(i * n, (i + 1) * n));
      const inner = row.reduce((sum, entry, j) => sum + (entry / normOf(row)) * before[j], 0);
      return phi(gains[i] * inner + biases[i]);
    });
    largest = normOf(Array.from(gains)) * largest + normOf(Array.from(biases, phi));
  }
  const output = Array.from(network.output);
  const inner = output.reduce((sum, entry, i) => sum + entry * alpha[i], 0);
  const value = (outputGain === null ? inner : (outputGain * inner) / normOf(output)) + outputBias;
  return { value, activationNorm: normOf(alpha), largestActivationNorm: largest };
}
