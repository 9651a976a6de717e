import { changedCase } from "../generators/changedCase";
import { ownNumbers, withOwnNumbers } from "../generators/ownNumbers";
import type { NetworkCase } from "../network/networkCase";

/** A vector of zeros becomes one of numbers between 10^-DECADES and 1. */
const DECADES = 6;

/**
 * The case with its numbers moved, each by a random part of its vector's size; or with the numbers of some parts only.
 *
 * @param step the largest such part, in (0, 1]
 * @param random in [0, 1)
 * @returns null if what came out is no case
 */
export function movedCase(networkCase: NetworkCase, step: number, random: () => number): NetworkCase | null {
  const { network, input, data } = networkCase;
  const signed = (): number => 2 * random() - 1;
  const scale = (): number => 1 + step * signed();
  const vector = (values: Float64Array): Float64Array => {
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    // Now and then by orders of magnitude.
    const common = random() < 0.3 ? scale() : random() < 0.1 ? 10 ** (2 * step * signed()) : 1;
    const isKept = random() < 0.4;
    if (largest === 0) {
      const size = 10 ** (-DECADES * random());
      return isKept ? values : values.map(() => size * signed());
    }
    return values.map((value) => common * (isKept ? value : value + step * largest * signed()) + 0);
  };
  const { shift, activation } = network.activation;
  const own = ownNumbers(network);
  const changes = {
    activation: { activation, shift: shift === 0 ? 0 : shift * scale() },
    layers: network.layers.map(vector),
    output: vector(network.output),
    input: vector(input),
    ...(own.length > 0 && withOwnNumbers(network, own.map(vector))),
    ...(data && {
      inputs: data.batch.inputs.map(vector),
      targets: vector(data.batch.targets),
      trial: {
        // Both ends matter: short steps, and those that nearly undo a row.
        radius: 1 / (1 + (1 / data.trial.radius - 1) * scale() ** 4),
        rate: data.trial.rate * scale() ** 4,
        cosine: random() < 0.1 ? 1 : Math.min(1, data.trial.cosine * scale()),
      },
    }),
  };
  const [changed] = changedCase(networkCase, changes);
  return changed ?? null;
}
