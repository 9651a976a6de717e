import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { max } from "../arithmetic/rounding/exactMath";
import { powerOfTwo } from "../arithmetic/rounding/powerOfTwo";
import { InputError, shown } from "../files/inputError";
import type { ShiftedActivation } from "./activation";
import { checkFinite, checkVector } from "./checkVector";

/** Depth L, input dimension d = m_0 and the widths m_1 … m_L. */
export interface Shape {
  readonly depth: number;
  readonly inputDimension: number;
  /** m_1 … m_L, rows of each layer. */
  readonly widths: readonly number[];
}

/**
 * A WeightNorm network: z^l_i = g^l_i <W^l_i/‖W^l_i‖, α^(l-1)> + b^l_i, α^l = φ(z^l), f = <v, α^L> + c.
 *
 * The paper's network is the one without anything of its own: every gain 1/√m (`null`, which is that real number and not its float64), every
 * bias the activation's shift (`null`), one width, the output plain and c = 0. Made by {@link createNetwork} only, so every row is finite and
 * not zero.
 */
export interface Network extends Shape {
  /** The largest of the widths: m itself where there is only one. */
  readonly width: number;
  readonly activation: ShiftedActivation;
  /** W^1 … W^L in row order: `layers[l]` is m_(l+1) rows of m_l numbers. */
  readonly layers: readonly Float64Array[];
  /** g^1 … g^L, or null for 1/√m_l in every row. */
  readonly gains: readonly (Float64Array | null)[];
  /** b^1 … b^L, or null for the activation's shift in every row. */
  readonly biases: readonly (Float64Array | null)[];
  /** v, m_L numbers; where the output is normalised, W_v with v = g_v W_v/‖W_v‖. */
  readonly output: Float64Array;
  /** g_v, or null for a plain output. */
  readonly outputGain: number | null;
  /** c. */
  readonly outputBias: number;
}

/** What a network is made of; what is left out is as in the paper. */
export type NetworkParts = Pick<Network, "activation" | "layers" | "output"> &
  Partial<Pick<Network, "gains" | "biases" | "outputGain" | "outputBias">>;

/** Rows with a smaller norm have entries with fewer than 53 bits, so their directions are not known to working precision. */
const SMALLEST_ROW_NORM = powerOfTwo(-969);

/** A shape with one width m. */
export interface UniformShape {
  readonly depth: number;
  readonly width: number;
  readonly inputDimension: number;
}

/** The same with its widths written out. */
export function uniformShape({ depth, width, inputDimension }: UniformShape): Shape {
  return { depth, inputDimension, widths: new Array<number>(depth).fill(width) };
}

/** The number of numbers in a row of layer l (0-based): d, then the width of the layer below. */
export function fanIn({ widths, inputDimension }: Pick<Shape, "widths" | "inputDimension">, layer: number): number {
  return layer === 0 ? inputDimension : widths[layer - 1];
}

/**
 * P = Σ_l m_l m_(l-1) + m_L: the entries of all W^l and of v, or W_v.
 *
 * @example parameterCount(network) // 3
 */
export function parameterCount(shape: Shape): number {
  return shape.widths.reduce((sum, width, l) => sum + width * fanIn(shape, l), shape.widths[shape.depth - 1]);
}

/**
 * A network from its weights.
 *
 * @param parts W^1, …, W^L, each in row order, kept, not copied; the length of `output` is m_L, and m_(l-1) = |W^l|/m_l
 * @throws InputError for no layers, lengths that do not chain, a zero row, NaN or infinite entries, rows whose norm is not a float64, and
 *   biases beside a shift
 * @example createNetwork({ activation, layers: [Float64Array.of(3, 4)], output: Float64Array.of(1) }).inputDimension // 2
 */
export function createNetwork(parts: NetworkParts): Network {
  const { activation, layers, output } = parts;
  const { gains = layers.map(() => null), biases = layers.map(() => null), outputGain = null, outputBias = 0 } = parts;
  if (layers.length === 0) {
    throw new InputError("layers", "none", "at least one layer");
  }
  if (output.length === 0) {
    throw new InputError("output", "no entries", "one for each row of a layer");
  }
  if (!Number.isFinite(activation.shift)) {
    throw new InputError("activation.shift", shown(activation.shift), "a finite number");
  }
  const shape = shapeOf(layers, output.length);
  for (const [l, weights] of layers.entries()) {
    checkLayer(weights, shape.widths[l], fanIn(shape, l), `layers[${l}]`);
    checkPerRow(gains[l], shape.widths[l], `layers[${l}].gains`);
    checkPerRow(biases[l], shape.widths[l], `layers[${l}].biases`);
  }
  if (activation.shift !== 0 && biases.some((each) => each !== null)) {
    throw new InputError("activation.shift", `${activation.shift} beside biases`, "0, as the biases are shifts");
  }
  checkFinite(output, "output");
  if (outputGain !== null) {
    checkFinite(Float64Array.of(outputGain), "output.gain");
    checkLayer(output, 1, output.length, "output");
  }
  checkFinite(Float64Array.of(outputBias), "output.bias");
  const width = shape.widths.reduce((a, b) => max(a, b));
  return { ...shape, width, activation, layers, gains, biases, output, outputGain, outputBias };
}

/** The widths, from the last one down: W^l has m_l rows of m_(l-1). */
function shapeOf(layers: readonly Float64Array[], outputs: number): Shape {
  const widths: number[] = new Array(layers.length);
  let rows = outputs;
  for (let l = layers.length - 1; l >= 0; l--) {
    widths[l] = rows;
    const columns = layers[l].length / rows;
    if (!Number.isInteger(columns) || columns === 0) {
      throw new InputError(
        `layers[${l}]`,
        `${layers[l].length} numbers`,
        `${rows} rows (as ${l === layers.length - 1 ? "output" : `layers[${l + 1}][0]`} has ${rows} entries) of equal length >= 1`,
      );
    }
    rows = columns;
  }
  return { depth: layers.length, inputDimension: rows, widths };
}

function checkPerRow(values: Float64Array | null, rows: number, place: string): void {
  if (values === null) {
    return;
  }
  if (values.length !== rows) {
    throw new InputError(place, `${values.length} numbers`, `${rows}, one for each row`);
  }
  checkFinite(values, place);
}

/** @throws InputError unless the input has d finite entries, and a norm that float64 has */
export function checkInput(network: Network, input: Float64Array): void {
  checkVector(input, network.inputDimension, "input");
}

function checkLayer(weights: Float64Array, rows: number, columns: number, place: string): void {
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
