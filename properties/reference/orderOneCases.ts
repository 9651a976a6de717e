import fc from "fast-check";
import { pseudoRandom } from "../../src/arithmetic/pseudoRandom";
import { activationNamed } from "../../src/network/activation";
import { createNetwork } from "../../src/network/network";
import type { NetworkCase } from "../../src/network/networkCase";

/** Thrice differentiable, so that differences converge. */
const NAMES = ["identity", "tanh", "sin", "arctan", "erf", "softplus", "sigmoid", "pseudohuber"];

/** Numbers of order 1, none of them near 0 but by choice. */
function generalCase(widths: readonly number[], inputDimension: number, name: string, seed: number): NetworkCase {
  const uniform = pseudoRandom(seed);
  const entry = (): number => (0.3 + 1.2 * uniform()) * (uniform() < 0.5 ? -1 : 1);
  const vector = (length: number, zeros = 0): Float64Array =>
    Float64Array.from({ length }, () => (uniform() < zeros ? 0 : entry()));
  const chance = (share: number): boolean => uniform() < share;
  const layers = widths.map((width, l) => vector(width * (l === 0 ? inputDimension : widths[l - 1])));
  const network = createNetwork({
    activation: { activation: activationNamed(name, "name"), shift: 0 },
    layers,
    gains: widths.map((width) => (chance(0.2) ? null : vector(width, 0.1))),
    biases: widths.map((width) => (chance(0.2) ? null : vector(width, 0.2))),
    output: vector(widths[widths.length - 1]),
    outputGain: chance(0.5) ? null : entry(),
    outputBias: chance(0.5) ? 0 : entry(),
  });
  return { network, input: vector(inputDimension) };
}

/** Small smooth networks with gains, biases and widths of their own, differentiated by rows alone or by all. */
export const orderOneCases = fc
  .record({
    widths: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }),
    inputDimension: fc.integer({ min: 1, max: 4 }),
    name: fc.constantFrom(...NAMES),
    seed: fc.nat(),
    parameters: fc.constantFrom("directions" as const, "all" as const),
  })
  .map(({ widths, inputDimension, name, seed, parameters }) => ({
    ...generalCase(widths, inputDimension, name, seed),
    parameters,
  }));
