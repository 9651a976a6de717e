import { normalNumbers } from "../arithmetic/normalNumbers";
import { pseudoRandom } from "../arithmetic/pseudoRandom";
import { layoutOf, SCALES, type SearchPoint } from "./searchPoint";
import type { SearchSpace } from "./searchSpace";

/** How far a structured start is from its structure: exactly on it, symmetry would keep an ascent there. */
const NOISE = 0.3;

/** The kinds of starts, in turn. */
const KINDS = ["random", "aligned", "random", "one-hot"] as const;

/**
 * A start of a search: rows in random directions, all along one, or along single inputs; free scales anywhere between their ends.
 *
 * @param index of the start: the same one for the same seed
 */
export function startPoint(space: SearchSpace, seed: number, index: number): SearchPoint {
  const random = pseudoRandom(seed ^ Math.imul(index + 1, 0x9e3779b1));
  const normal = normalNumbers(random);
  const { vectors, scales, dimension } = layoutOf(space);
  const point = new Float64Array(dimension);
  const kind = KINDS[index % KINDS.length];
  const rows = space.depth * space.width;
  const common = new Map<number, Float64Array>();
  const commonOf = (length: number): Float64Array => {
    const vector = common.get(length) ?? Float64Array.from({ length }, normal);
    common.set(length, vector);
    return vector;
  };
  for (const [k, { at, length }] of vectors.entries()) {
    const noise = kind === "random" ? 1 : NOISE;
    for (let j = 0; j < length; j++) {
      point[at + j] = noise * normal();
    }
    if (kind === "aligned") {
      const vector = commonOf(length);
      const sign = random() < 0.5 ? -1 : 1;
      for (let j = 0; j < length; j++) {
        point[at + j] += sign * vector[j];
      }
    } else if (kind === "one-hot" && k < rows) {
      point[at + (k % length)] += random() < 0.5 ? -1 : 1;
    }
  }
  for (const [k, name] of SCALES.entries()) {
    const { from, to } = space[name];
    point[scales + k] = Math.log(from) + random() * (Math.log(to) - Math.log(from));
  }
  const { from, to } = space.shift;
  point[scales + SCALES.length] = from + random() * (to - from);
  return point;
}

/**
 * A point of a smaller space in a larger one. Each neuron stands several times, and what reads it divides its weights: where the widths divide,
 * that is the same function, with the same Hessian norm but for the scales. New layers are copies of the last one, a little turned.
 */
export function enlarged(small: SearchSpace, point: SearchPoint, space: SearchSpace, seed: number): SearchPoint {
  const random = pseudoRandom(seed);
  const [before, after] = [layoutOf(small), layoutOf(space)];
  const larger = new Float64Array(after.dimension);
  const [rowsBefore, rows] = [small.depth * small.width, space.depth * space.width];
  for (const [k, { at, length }] of after.vectors.entries()) {
    const layer = Math.floor(k / space.width);
    const source =
      k < rows
        ? before.vectors[Math.min(layer, small.depth - 1) * small.width + ((k % space.width) % small.width)]
        : before.vectors[rowsBefore + (k - rows)];
    for (let j = 0; j < length; j++) {
      larger[at + j] = point[source.at + (j % source.length)] + (random() - 0.5) * TURN;
    }
  }
  larger.set(point.subarray(before.scales), after.scales);
  return larger;
}

const TURN = 1e-3;
