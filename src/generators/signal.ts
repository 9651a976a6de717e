import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { keepFromZero } from "./drawRows";
import { fillNormal, isOneIn, pick, type RandomIntegers } from "./draws";

/** How far rows are off the signal, relative to it in each entry: not 0, as no certificate decides what is exactly attained. */
export const OFF_THE_SIGNAL = [0.1, 1e-2, 1e-3, 1e-4];

/**
 * What enters the next layer of a paper's network, up to a factor, where all rows lie along it: x, then the signs of the rows before. It is
 * that for every φ where all signs are equal, and for odd φ else: no activation needs to be evaluated, which is not the same on every machine.
 */
export class Signal {
  private readonly noise: number;
  private readonly hasSigns: boolean;
  private entering: Float64Array;

  constructor(random: RandomIntegers, input: Float64Array) {
    this.noise = pick(random, OFF_THE_SIGNAL);
    this.hasSigns = isOneIn(random, 2);
    this.entering = directionOf(input);
  }

  /** Rows of about unit norm. */
  drawRows(random: RandomIntegers, rows: number): Float64Array {
    const signs = Float64Array.from({ length: rows }, () => (this.hasSigns && isOneIn(random, 4) ? -1 : 1));
    const weights = rowsAlong(random, this.entering, signs, this.noise);
    this.entering = signs;
    return weights;
  }

  /** A vector of the norm of v along what leaves the last layer. */
  outputAlong(output: Float64Array): Float64Array {
    const entry = euclideanNorm(output) / Math.sqrt(output.length);
    return this.entering.map((sign) => sign * entry + 0);
  }
}

/** The vector, or one of equal entries in place of zero: what rows can lie along. */
export function directionOf(vector: Float64Array): Float64Array {
  return vector.every((entry) => entry === 0) ? new Float64Array(vector.length).fill(1) : vector;
}

/** Rows of about unit norm along what enters, one for each sign, and off it by noise of that size in each entry. */
export function rowsAlong(
  random: RandomIntegers,
  entering: Float64Array,
  signs: Float64Array,
  noise: number,
): Float64Array {
  const columns = entering.length;
  const norm = euclideanNorm(entering);
  const weights = new Float64Array(signs.length * columns);
  for (let i = 0; i < signs.length; i++) {
    const row = weights.subarray(i * columns, (i + 1) * columns);
    fillNormal(random, row);
    for (let j = 0; j < columns; j++) {
      row[j] = signs[i] * (entering[j] / norm) + noise * row[j] + 0;
    }
    keepFromZero(row);
  }
  return weights;
}
