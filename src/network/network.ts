import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { powerOfTwo } from "../arithmetic/rounding/powerOfTwo";
import { InputError, shown } from "../files/inputError";
import type { ShiftedActivation } from "./activation";
import { checkFinite, checkVector } from "./checkVector";

/**
 * A WeightNorm network: z^l_i = <W^l_i/‖W^l_i‖, α^(l-1)>/√m, α^l = φ(z^l), f = <v, α^L>.
 *
 * `layers[l]` is W^(l+1) in row order: m rows of d numbers for l = 0, of m numbers after. `output` is v, m numbers.
 * Made by {@link createNetwork} only, so every row is finite and not zero.
 */
export interface Network {
  readonly depth: number;
  readonly width: number;
  readonly inputDimension: number;
  readonly activation: ShiftedActivation;
  readonly layers: readonly Float64Array[];
  readonly output: Float64Array;
}

/** Rows with a smaller norm have entries with fewer than 53 bits, so their directions are not known to working precision. */
const SMALLEST_ROW_NORM = powerOfTwo(-969);

/** The number of numbers in a row of layer l (0-based): d, then m. */
export function fanIn(network: Pick<Network, "width" | "inputDimension">, layer: number): number {
  return layer === 0 ? network.inputDimension : network.width;
}

/** P = m d + (L - 1) m² + m. */
export function parameterCount(network: Pick<Network, "depth" | "width" | "inputDimension">): number {
  const { depth, width, inputDimension } = network;
  return width * inputDimension + (depth - 1) * width * width + width;
}

/**
 * A network from its weights.
 *
 * @param layers W^1 (m x d), W^2, …, W^L (m x m), each in row order; kept, not copied
 * @param output v; its length is the width m
 * @throws InputError for no layers, wrong lengths, a zero row, NaN or infinite entries, and rows whose norm is not a float64
 * @example createNetwork({ activation, layers: [Float64Array.of(3, 4)], output: Float64Array.of(1) }).inputDimension // 2
 */
export function createNetwork(parts: Pick<Network, "activation" | "layers" | "output">): Network {
  const { activation, layers, output } = parts;
  const width = output.length;
  if (layers.length === 0) {
    throw new InputError("layers", "none", "at least one layer");
  }
  if (width === 0) {
    throw new InputError("output", "no entries", "one for each row of a layer");
  }
  if (!Number.isFinite(activation.shift)) {
    throw new InputError("activation.shift", shown(activation.shift), "a finite number");
  }
  const inputDimension = layers[0].length / width;
  if (!Number.isInteger(inputDimension) || inputDimension === 0) {
    throw new InputError(
      "layers[0]",
      `${layers[0].length} numbers`,
      `${width} rows (as output has ${width} entries) of equal length >= 1`,
    );
  }
  const network = { depth: layers.length, width, inputDimension, activation, layers, output };
  for (const [l, weights] of layers.entries()) {
    checkLayer(weights, width, fanIn(network, l), `layers[${l}]`);
  }
  checkFinite(output, "output");
  return network;
}

/** @throws InputError unless the input has d finite entries, and a norm that float64 has */
export function checkInput(network: Network, input: Float64Array): void {
  checkVector(input, network.inputDimension, "input");
}

function checkLayer(weights: Float64Array, rows: number, columns: number, place: string): void {
  if (weights.length !== rows * columns) {
    throw new InputError(place, `${weights.length} numbers`, `${rows} rows of ${columns}`);
  }
  for (let i = 0; i < rows; i++) {
    const norm = euclideanNorm(weights, i * columns, columns);
    if (!(norm >= SMALLEST_ROW_NORM && norm < Number.POSITIVE_INFINITY)) {
      checkFinite(weights.subarray(i * columns, (i + 1) * columns), `${place}[${i}]`);
      const found = norm === 0 ? "a zero row" : `a row whose norm is ${norm > 1 ? "beyond the largest float64" : norm}`;
      throw new InputError(
        `${place}[${i}]`,
        found,
        "a row norm from 2.1e-292 (below, float64 loses digits) to 1.8e308: the weights are divided by it",
      );
    }
  }
}
