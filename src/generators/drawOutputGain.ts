import { euclideanNorm } from "../arithmetic/euclideanNorm";
import type { Network } from "../network/network";
import { OUTPUT_NORMS } from "./drawEnds";
import { isOneIn, pick, type RandomIntegers } from "./draws";
import { directionOf } from "./signal";

const OUTPUT_BIASES = [0.01, 0.5, 1, 3, 100];

/** The output of a network: v, or W_v and its gain; c. */
type DrawnOutput = Pick<Network, "output" | "outputGain" | "outputBias">;

/**
 * Makes an output of a vector: that is v, or W_v if the output is weight-normalised.
 *
 * @param alongSignal v lies along what enters it, and is to add up with c: neither is then against the vector
 */
export function drawOutputGain(random: RandomIntegers, vector: Float64Array, alongSignal: boolean): DrawnOutput {
  const size = isOneIn(random, 3) ? pick(random, OUTPUT_BIASES) : 0;
  const outputBias = size * (!alongSignal && isOneIn(random, 2) ? -1 : 1) + 0;
  if (!isOneIn(random, 3)) {
    return { output: vector, outputGain: null, outputBias };
  }
  const output = directionOf(vector);
  const sign = isOneIn(random, 3) ? -1 : 1;
  // t_v = 1, as PyTorch starts; or any.
  const norm = isOneIn(random, 3) ? euclideanNorm(output) : pick(random, [...OUTPUT_NORMS, 0]);
  return {
    output: alongSignal ? output.map((entry) => sign * entry + 0) : output,
    outputGain: sign * norm + 0,
    outputBias,
  };
}
