/** Small networks at the ends of what float64 can do: row norms from 1e-150 to 1e150, signals that cancel, shifts up to 1e6. */
import { pseudoRandom } from "../../src/arithmetic/pseudoRandom";
import { activationNamed, paperActivationNames } from "../../src/network/activation";
import { createNetwork } from "../../src/network/network";
import type { NetworkCase } from "../../src/network/networkCase";

/**
 * The extreme network with this number; always the same one.
 *
 * @example extremeNetwork(0)
 */
export function extremeNetwork(number: number): NetworkCase {
  const uniform = pseudoRandom(0x5eed ^ Math.imul(number + 1, 0x9e3779b1));
  const whole = (from: number, to: number): number => from + Math.floor(uniform() * (to - from + 1));
  const oneOf = <T>(choices: readonly T[]): T => choices[whole(0, choices.length - 1)];
  const signed = (): number => 2 * uniform() - 1;
  /** 10^e with e up to `most` in size. */
  const power = (most: number): number => 10 ** (most * signed());

  const depth = whole(1, 3);
  const width = oneOf([1, 1, 2, 2, 2, 2, 3]);
  const inputDimension = whole(1, 3);
  const reach = oneOf([0, 2, 15, 150]);
  const isMixed = uniform() < 0.3;
  const isSparse = uniform() < 0.3;
  const entry = (scale: number): number =>
    isSparse && uniform() < 0.4 ? 0 : scale * (isMixed ? power(Math.min(reach, 100)) : 1) * signed();
  const row = (n: number): number[] => {
    const scale = power(reach / (isMixed ? 3 : 1));
    const entries = Array.from({ length: n }, () => entry(scale));
    return entries.some((value) => value !== 0) ? entries : entries.map((_, j) => (j === 0 ? scale : 0));
  };
  const input = Array.from({ length: inputDimension }, () => entry(power(oneOf([0, 1, 6, 60]))));
  const layers = Array.from({ length: depth }, (_, l) => {
    const n = l === 0 ? inputDimension : width;
    const rows = Array.from({ length: width }, () => row(n));
    const kind = uniform();
    if (kind < 0.15) {
      // Along the input, or nearly: what a turn of the row can see is rounding.
      rows[0] =
        l === 0 && input.some((value) => value !== 0) ? input.map((value) => value * oneOf([1, 2, -0.5])) : rows[0];
    } else if (kind < 0.35) {
      // Two rows alike: their signals can cancel.
      rows[width - 1] = rows[0].map((value) => value * oneOf([1, 1, 3, 1 + 2 ** -40]));
    }
    return Float64Array.from(rows.flat());
  });
  const size = power(oneOf([0, 3, 30]));
  const output = Array.from({ length: width }, () => entry(size));
  if (uniform() < 0.3) {
    output[width - 1] = -output[0] * oneOf([1, 1 + 2 ** -30, 1 - 2 ** -45]);
  }
  const shift = oneOf([0, 0, signed(), power(6), -power(6), 1e6 * signed()]);
  const activation = { activation: activationNamed(oneOf(paperActivationNames), "activation"), shift };
  const network = createNetwork({ activation, layers, output: Float64Array.from(output) });
  return { network, input: Float64Array.from(input) };
}
