import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { activationNamed } from "../network/activation";
import { createNetwork } from "../network/network";
import type { NetworkCase } from "../network/networkCase";
import type { CaseRanges } from "./caseRanges";
import { drawInteger, fillNormal, pick, type RandomIntegers, weighted } from "./draws";

/**
 * Shifts b: φ(0) small, of order 1, and in the flat part of a sigmoid. Half of the cases have none.
 */
const SHIFTS = [0, 0, 0, 0, 0, 0, 0.5, -0.75, 1.25, -3, 0.01, 2];
/** Row norms from 1e-3 to 1e3. */
const ROW_NORMS = [1e-3, 1e-2, 0.1, 0.3, 1, 1, 3, 10, 100, 1e3];
/** How much smaller the one tiny row is than its neighbours. */
const TINY_ROW = 1e-3;
const OUTPUT_NORMS = [1e-3, 0.1, 0.5, 1, 1, 1, 2, 10];

type RowNorms = "as drawn" | "equal" | "unequal" | "one tiny";
/** Along the signal: all rows along what enters the layer, or nearly, and v along what leaves the last. */
type RowDirections = "independent" | "aligned" | "near the input" | "along the signal";
type Output = "dense" | "sparse" | "equal signs" | "zero";
type Input = "unit" | "root width" | "small" | "large" | "as drawn" | "zero";

/** Each choice as often as its weight says. */
const ROW_NORM_CHOICES = weighted<RowNorms>({ "as drawn": 3, equal: 3, unequal: 3, "one tiny": 2 });
const ROW_DIRECTION_CHOICES = weighted<RowDirections>({
  independent: 5,
  aligned: 2,
  "near the input": 1,
  // Where bounds on signals are attained, at any depth and width: drawn independently, wide rows are nearly orthogonal to what enters.
  "along the signal": 2,
});
const OUTPUT_CHOICES = weighted<Output>({ dense: 10, sparse: 5, "equal signs": 4, zero: 1 });
const INPUT_CHOICES = weighted<Input>({ unit: 8, "root width": 5, small: 2, large: 3, "as drawn": 5, zero: 1 });

/**
 * A random network and input. Every choice is drawn from `random` alone, with exactly rounded operations only: the same
 * stream gives the same case on every machine.
 */
export function drawNetworkCase(random: RandomIntegers, ranges: CaseRanges): NetworkCase {
  const depth = drawInteger(random, ranges.depth);
  const width = drawInteger(random, ranges.width);
  const inputDimension = drawInteger(random, ranges.inputDimension);
  const activation = {
    activation: activationNamed(pick(random, ranges.activations), "activation"),
    shift: pick(random, SHIFTS),
  };
  const directions = pick(random, ROW_DIRECTION_CHOICES);
  const norms = pick(random, ROW_NORM_CHOICES);
  const common = norms === "as drawn" ? 1 : pick(random, ROW_NORMS);
  const input = drawInput(random, inputDimension, width);

  const layers: Float64Array[] = [];
  const along = directions === "along the signal" ? new Signal(random, input) : null;
  for (let l = 0; l < depth; l++) {
    const columns = l === 0 ? inputDimension : width;
    const towards = l === 0 && directions === "near the input" ? input : null;
    const weights =
      along?.drawRows(random, width) ?? drawRows(random, width, columns, directions === "aligned", towards);
    scaleRows(random, weights, columns, norms, common);
    layers.push(weights);
  }
  if (norms === "one tiny") {
    const l = random.nextInt(0, depth - 1);
    const columns = layers[l].length / width;
    const row = random.nextInt(0, width - 1) * columns;
    for (let j = row; j < row + columns; j++) {
      layers[l][j] *= TINY_ROW;
    }
  }
  const output = drawOutput(random, width);
  return { network: createNetwork({ activation, layers, output: along?.outputAlong(output) ?? output }), input };
}

/** How far rows are off the signal, relative to it in each entry: not 0, as no certificate decides what is exactly attained. */
const OFF_THE_SIGNAL = [0.1, 1e-2, 1e-3, 1e-4];

/**
 * What enters the next layer, up to a factor, where all rows lie along it: x, then the signs of the rows before. It is that for every φ where
 * all signs are equal, and for odd φ else: no activation needs to be evaluated, which is not the same on every machine.
 */
class Signal {
  private readonly noise: number;
  private readonly hasSigns: boolean;
  private entering: Float64Array;

  constructor(random: RandomIntegers, input: Float64Array) {
    this.noise = pick(random, OFF_THE_SIGNAL);
    this.hasSigns = random.nextInt(0, 1) === 0;
    this.entering = input.every((entry) => entry === 0) ? new Float64Array(input.length).fill(1) : input;
  }

  /** Rows of about unit norm. */
  drawRows(random: RandomIntegers, rows: number): Float64Array {
    const columns = this.entering.length;
    const norm = euclideanNorm(this.entering);
    const weights = new Float64Array(rows * columns);
    const signs = Float64Array.from({ length: rows }, () => (this.hasSigns && random.nextInt(0, 3) === 0 ? -1 : 1));
    for (let i = 0; i < rows; i++) {
      const row = weights.subarray(i * columns, (i + 1) * columns);
      fillNormal(random, row);
      for (let j = 0; j < columns; j++) {
        row[j] = signs[i] * (this.entering[j] / norm) + this.noise * row[j] + 0;
      }
      keepFromZero(row);
    }
    this.entering = signs;
    return weights;
  }

  /** A vector of the norm of v along what leaves the last layer. */
  outputAlong(output: Float64Array): Float64Array {
    const entry = euclideanNorm(output) / Math.sqrt(output.length);
    return this.entering.map((sign) => sign * entry + 0);
  }
}

/** Rows with about normal entries; all parallel if `aligned`; leaning towards a vector if one is given. */
function drawRows(
  random: RandomIntegers,
  rows: number,
  columns: number,
  aligned: boolean,
  towards: Float64Array | null,
): Float64Array {
  const weights = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    const row = weights.subarray(i * columns, (i + 1) * columns);
    if (aligned && i > 0) {
      const sign = random.nextInt(0, 3) === 0 ? -1 : 1;
      // + 0 turns -0 into 0.
      row.set(weights.subarray(0, columns).map((entry) => sign * entry + 0));
      continue;
    }
    fillNormal(random, row);
    if (towards !== null) {
      const lean = pick(random, [0.5, 1, 4, 100]) * (random.nextInt(0, 1) === 0 ? 1 : -1);
      const unit = euclideanNorm(towards) || 1;
      row.forEach((entry, j) => {
        row[j] = entry + (lean * towards[j]) / unit;
      });
    }
    keepFromZero(row);
  }
  return weights;
}

/** Gives the rows their norms; `common` is one number for the whole network. */
function scaleRows(
  random: RandomIntegers,
  weights: Float64Array,
  columns: number,
  norms: RowNorms,
  common: number,
): void {
  for (let begin = 0; begin < weights.length; begin += columns) {
    const row = weights.subarray(begin, begin + columns);
    const norm = norms === "unequal" ? pick(random, ROW_NORMS) : common;
    const factor = norms === "equal" ? norm / euclideanNorm(row) : norm;
    row.forEach((entry, j) => {
      row[j] = entry * factor;
    });
  }
}

function drawOutput(random: RandomIntegers, width: number): Float64Array {
  const kind = pick(random, OUTPUT_CHOICES);
  const output = new Float64Array(width);
  if (kind === "zero") {
    return output;
  }
  fillNormal(random, output);
  output.forEach((entry, i) => {
    const keep = kind !== "sparse" || random.nextInt(0, 3) === 0;
    output[i] = keep ? (kind === "equal signs" ? 1 : entry) : 0;
  });
  if (output.every((entry) => entry === 0)) {
    output[random.nextInt(0, width - 1)] = 1;
  }
  const factor = pick(random, OUTPUT_NORMS) / euclideanNorm(output);
  return output.map((entry) => entry * factor);
}

function drawInput(random: RandomIntegers, inputDimension: number, width: number): Float64Array {
  const input = new Float64Array(inputDimension);
  fillNormal(random, input);
  const kind = pick(random, INPUT_CHOICES);
  if (kind === "zero") {
    return input.fill(0);
  }
  keepFromZero(input);
  const rootWidth = Math.sqrt(width);
  const norm = {
    unit: 1,
    "root width": rootWidth,
    small: 0.01,
    large: 10 * rootWidth,
    "as drawn": euclideanNorm(input),
  }[kind];
  const factor = norm / euclideanNorm(input);
  return input.map((entry) => entry * factor);
}

/** Coarse draws may all be 0, which has no direction. */
function keepFromZero(vector: Float64Array): void {
  if (vector.every((entry) => entry === 0)) {
    vector[0] = 1;
  }
}
