/** f and its gradient in x of any network, written out with no regard to speed: independent of the calculus. */
import { biasesOf, floatGains } from "../../src/network/gains";
import { fanIn, type Network } from "../../src/network/network";

export function plainForward(network: Network, input: Float64Array): { value: number; inputGradient: number[] } {
  const { jet } = network.activation.activation;
  let values = Array.from(input);
  /** ∂α/∂x, row by row. */
  let slopes: number[][] = values.map((_, k) => values.map((_, j) => (j === k ? 1 : 0)));
  for (const [l, weights] of network.layers.entries()) {
    const rows = rowsOf(weights, fanIn(network, l)).map(unit);
    const [gains, biases] = [floatGains(network, l), biasesOf(network, l)];
    const outs = rows.map((row, i) => {
      const at = new Float64Array(3);
      jet(gains[i] * dot(row, values) + biases[i], at);
      return at;
    });
    slopes = rows.map((row, i) =>
      Array.from(
        input,
        (_, j) =>
          outs[i][1] *
          gains[i] *
          dot(
            row,
            slopes.map((slope) => slope[j]),
          ),
      ),
    );
    values = outs.map(([value]) => value);
  }
  const { output, outputGain, outputBias } = network;
  const v = outputGain === null ? Array.from(output) : unit(Array.from(output)).map((entry) => outputGain * entry);
  return {
    value: dot(v, values) + outputBias,
    inputGradient: Array.from(input, (_, j) =>
      dot(
        v,
        slopes.map((slope) => slope[j]),
      ),
    ),
  };
}

function rowsOf(weights: Float64Array, columns: number): number[][] {
  return Array.from({ length: weights.length / columns }, (_, i) =>
    Array.from(weights.subarray(i * columns, (i + 1) * columns)),
  );
}

function unit(row: readonly number[]): number[] {
  const norm = Math.hypot(...row);
  return row.map((entry) => entry / norm);
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, entry, k) => sum + entry * b[k], 0);
}
