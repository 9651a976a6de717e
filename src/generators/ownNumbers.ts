import type { Network } from "../network/network";

/** What a general network has besides its weights. */
export type OwnParts = Pick<Network, "gains" | "biases" | "outputGain" | "outputBias">;

/** Its numbers: the gains and biases that are given, layer by layer, then g_v and c. Of a paper's network, none. */
export function ownNumbers({ gains, biases, outputGain, outputBias }: OwnParts): Float64Array[] {
  return [
    ...given(gains),
    ...given(biases),
    ...(outputGain === null ? [] : [Float64Array.of(outputGain)]),
    ...(outputBias === 0 ? [] : [Float64Array.of(outputBias)]),
  ];
}

/** The parts with other numbers in the place of those of {@link ownNumbers}. */
export function withOwnNumbers(parts: OwnParts, numbers: readonly Float64Array[]): OwnParts {
  let next = 0;
  const replaced = (values: Float64Array | null): Float64Array | null => (values === null ? null : numbers[next++]);
  const gains = parts.gains.map(replaced);
  const biases = parts.biases.map(replaced);
  const outputGain = parts.outputGain === null ? null : numbers[next++][0];
  const outputBias = parts.outputBias === 0 ? 0 : numbers[next][0];
  return { gains, biases, outputGain, outputBias };
}

function given(values: readonly (Float64Array | null)[]): Float64Array[] {
  return values.filter((each) => each !== null);
}
