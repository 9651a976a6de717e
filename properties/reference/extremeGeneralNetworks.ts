/** Small general networks at the ends of what float64 can do: gains from 1e-150 to 1e150 and 0, biases up to 1e300, row norms 1e-100 to 1e100. */
import { pseudoRandom } from "../../src/arithmetic/pseudoRandom";
import { activationNamed, activationNames } from "../../src/network/activation";
import { createNetwork } from "../../src/network/network";
import type { NetworkCase } from "../../src/network/networkCase";

/**
 * The extreme general network with this number; always the same one. Half of them train all parameters.
 *
 * @example extremeGeneralNetwork(0)
 */
export function extremeGeneralNetwork(number: number): NetworkCase {
  const uniform = pseudoRandom(0x9a12 ^ Math.imul(number + 1, 0x9e3779b1));
  const whole = (from: number, to: number): number => from + Math.floor(uniform() * (to - from + 1));
  const oneOf = <T>(choices: readonly T[]): T => choices[whole(0, choices.length - 1)];
  const signed = (): number => 2 * uniform() - 1;
  /** 10^e with e up to `most` in size. */
  const power = (most: number): number => 10 ** (most * signed());
  const vector = (n: number, scale: () => number): Float64Array =>
    Float64Array.from({ length: n }, () => scale() * signed());
  /** With an entry that is not 0. */
  const row = (n: number, reach: number): number[] => {
    const entries = Array.from(vector(n, () => (uniform() < 0.2 ? 0 : power(reach))));
    return entries.some((entry) => entry !== 0) ? entries : entries.fill(power(reach), 0, 1);
  };

  const depth = whole(1, 3);
  const inputDimension = whole(1, 3);
  const widths = Array.from({ length: depth }, () => whole(1, 3));
  const rowReach = oneOf([0, 2, 100]);
  const gainReach = oneOf([0, 2, 15, 150]);
  const biasReach = oneOf([0, 2, 30, 300]);
  const layers = widths.map((width, l) => {
    const n = l === 0 ? inputDimension : widths[l - 1];
    return Float64Array.from(Array.from({ length: width }, () => row(n, rowReach)).flat());
  });
  const gains = widths.map((width) =>
    oneOf([null, vector(width, () => oneOf([0, 1, power(gainReach)])), vector(width, () => power(gainReach))]),
  );
  const biases = widths.map((width) => oneOf([null, vector(width, () => oneOf([0, 1, power(biasReach)]))]));
  const network = createNetwork({
    activation: { activation: activationNamed(oneOf(activationNames), "activation"), shift: 0 },
    layers,
    gains,
    biases,
    output: Float64Array.from(row(widths[depth - 1], oneOf([0, 3, 30]))),
    outputGain: oneOf([null, 0, signed(), -power(gainReach), power(gainReach)]),
    outputBias: oneOf([0, signed(), power(biasReach)]),
  });
  const input = vector(inputDimension, () => (uniform() < 0.2 ? 0 : power(oneOf([0, 1, 6, 60]))));
  return { network, input, parameters: oneOf(["directions", "all"]) };
}
