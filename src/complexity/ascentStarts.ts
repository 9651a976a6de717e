import { euclideanNorm } from "../arithmetic/euclideanNorm";
import type { ClassMember, LayerShape } from "./functionClass";

/** A cycle of starts meets every kind with both signs of v; the next one has other inputs and random numbers. */
export const START_CYCLE = 12;

/** What the starts of an ascent look at. */
interface StartHints {
  readonly shapes: readonly LayerShape[];
  /** T, the norm that v gets. */
  readonly outputRadius: number;
  readonly inputs: readonly Float64Array[];
  /** c_r: how much the objective gains where f(θ; x_r) grows. */
  readonly weights: Float64Array;
}

/**
 * Writes the start of that number into `member`.
 *
 * "Constant" rows, and v, are along the gains of the rows below them: constant where these are equal.
 *
 * Even numbers start with v > 0 and look at c, odd ones with v < 0 and look at -c: relu has functions >= 0 and functions
 * <= 0, which serve different records. Two by two, and again from the beginning with other inputs and random numbers:
 * - 0, 1: all first rows along Σ c_r x_r, constant rows above: the supremum for the identity, near it wherever φ is nearly linear;
 * - 2, 3: first rows along one input each, above them rows with the signs of their c_r, then constant ones: a sum of ridge
 *   functions, which activations like |z| need, for which Σ c_r x_r says nothing;
 * - 4, 5: first rows along Σ c_r x_r over c_r > 0, with uneven rows above;
 * - 6, 7: first rows along one input; 8, 9: along one random direction; constant rows above;
 * - 10, 11: random rows, with uneven ones above.
 * Where all rows of a layer start equal, the ascent keeps them so: a single ridge function, quickly at its best.
 *
 * @param random uniform numbers in [0, 1)
 */
export function writeStart(member: ClassMember, index: number, hints: StartHints, random: () => number): void {
  const { shapes, outputRadius, inputs } = hints;
  const sign = index % 2 === 0 ? 1 : -1;
  const pair = index >> 1;
  const kind = pair % 6;
  const round = Math.floor(pair / 6);
  const weights = hints.weights.map((weight) => sign * weight);
  const byGain = inputs.map((_, r) => r).sort((a, b) => gain(hints, b) - gain(hints, a));
  shapes.forEach(({ rows, fanIn }, l) => {
    for (let i = 0; i < rows; i++) {
      const row = member.layers[l].subarray(i * fanIn, (i + 1) * fanIn);
      if (l > 0) {
        const spread = kind === 2 ? 1 : kind === 5 ? 3 : 0;
        const along = shapes[l - 1].relativeGains;
        for (let j = 0; j < fanIn; j++) {
          const own = kind === 1 && l === 1 ? weights[byGain[j % byGain.length]] : 1;
          row[j] = along[j] * (Math.sign(own) + spread * (2 * random() - 1));
        }
      } else if (kind === 0 || kind === 2) {
        sumInto(row, inputs, kind === 0 ? weights : weights.map((weight) => Math.max(0, weight)));
      } else if (kind === 4 && i > 0) {
        row.set(member.layers[0].subarray(0, fanIn));
      } else if (kind >= 4) {
        row.fill(0);
      } else {
        row.set(inputs[byGain[(kind === 1 ? i + round : round) % byGain.length]]);
      }
      normRow(row, random);
    }
  });
  const top = shapes[shapes.length - 1].relativeGains;
  const factor = (sign * outputRadius) / euclideanNorm(top);
  for (let i = 0; i < top.length; i++) {
    member.output[i] = factor * top[i];
  }
}

/** |c_r| ‖x_r‖. */
function gain({ inputs, weights }: StartHints, r: number): number {
  return Math.abs(weights[r]) * euclideanNorm(inputs[r]);
}

/** row = Σ c_r x_r. */
function sumInto(row: Float64Array, inputs: readonly Float64Array[], weights: Float64Array): void {
  row.fill(0);
  inputs.forEach((input, r) => {
    for (let j = 0; j < row.length; j++) {
      row[j] += weights[r] * input[j];
    }
  });
}

/** Norms a row; a zero row becomes a random one. */
function normRow(row: Float64Array, random: () => number): void {
  let norm = euclideanNorm(row);
  while (norm === 0) {
    for (let j = 0; j < row.length; j++) {
      row[j] = 2 * random() - 1;
    }
    norm = euclideanNorm(row);
  }
  for (let j = 0; j < row.length; j++) {
    row[j] /= norm;
  }
}
