import { pseudoRandom } from "../arithmetic/pseudoRandom";
import { writeStart } from "./ascentStarts";
import { ClassSweep } from "./classSweep";
import {
  type ClassMember,
  classShape,
  copyMember,
  emptyMember,
  type FunctionClass,
  hasOneTopGain,
  type LayerShape,
  layerShapes,
} from "./functionClass";
import { type AscentLimits, ProjectedAscent, type ValueObjective } from "./projectedAscent";

/** A member, and what it attains. */
export interface AttainedSum {
  /** Σ_r c_r f(x_r) >= 0. */
  readonly value: number;
  /** With one row in the last layer where its gains are alike, see {@link SupremumSearch}. */
  readonly member: ClassMember;
  /** f(x_r), N numbers. */
  readonly values: Float64Array;
  /** Steps uphill, of all ascents together. */
  readonly iterations: number;
}

/**
 * Looks for sup Σ_r c_r f(x_r) over a class, for one c after another at the same inputs.
 *
 * For given layers below, ‖Σ_r c_r φ(g_i <u_i, α_r>)‖² is a sum over the rows of the last layer, so it is largest where every row is the
 * best one for its gain; by u_i → -u_i only |g_i| counts. Where all |g_i| are equal, as in the paper, these rows may hence be taken equal,
 * and so may the entries of v: with one row and v = ±T √m the functions are the same and a layer is saved. Where they are not, the best
 * rows differ with |g_i|, as φ is no homogeneous function, and all rows and all of v are searched for.
 */
export class SupremumSearch {
  readonly #shapes: readonly LayerShape[];
  readonly #outputRadius: number;
  readonly #inputs: readonly Float64Array[];
  readonly #sweep: ClassSweep;
  readonly #ascent: ProjectedAscent;

  /** @param inputs N >= 1 vectors of d numbers */
  constructor(functionClass: FunctionClass, inputs: readonly Float64Array[]) {
    const { widths, depth } = classShape(functionClass);
    const isOneRow = hasOneTopGain(functionClass);
    this.#shapes = layerShapes(functionClass, isOneRow ? 1 : widths[depth - 1]);
    this.#outputRadius = functionClass.outputRadius * Math.sqrt(isOneRow ? widths[depth - 1] : 1);
    this.#inputs = inputs;
    this.#sweep = new ClassSweep(functionClass.activation, this.#shapes, inputs);
    this.#ascent = new ProjectedAscent(this.#sweep, this.#shapes, this.#outputRadius);
  }

  /** Climbs from the start of that number (ascentStarts.ts). The same number and seed give the same start. */
  fromStart(weights: Float64Array, index: number, seed: number, limits: AscentLimits): AttainedSum {
    const member = emptyMember(this.#shapes);
    const hints = { shapes: this.#shapes, outputRadius: this.#outputRadius, inputs: this.#inputs, weights };
    writeStart(member, index, hints, pseudoRandom(seed ^ Math.imul(index + 1, 0x9e3779b1)));
    return this.#climb(weights, member, limits);
  }

  /** Climbs from a member that was found for other c. */
  fromMember(weights: Float64Array, member: ClassMember, limits: AscentLimits): AttainedSum {
    return this.#climb(weights, copyMember(member), limits);
  }

  #climb(weights: Float64Array, member: ClassMember, limits: AscentLimits): AttainedSum {
    this.#sweep.forward(member);
    // Of v and -v, one makes the sum positive.
    if (innerSum(weights, this.#sweep.values) < 0) {
      negate(member.output);
    }
    const values = new Float64Array(weights.length);
    const { value, iterations } = this.#ascent.climb(member, weightedSum(weights), limits, values);
    return { value, member, values, iterations };
  }
}

function negate(entries: Float64Array): void {
  for (let i = 0; i < entries.length; i++) {
    entries[i] = -entries[i];
  }
}

/** Σ_r c_r f_r, in record order. */
export function innerSum(weights: Float64Array, values: Float64Array): number {
  let sum = 0;
  for (let r = 0; r < weights.length; r++) {
    sum += weights[r] * values[r];
  }
  return sum;
}

/** J = Σ_r c_r f_r. */
function weightedSum(weights: Float64Array): ValueObjective {
  return (values, derivatives) => {
    derivatives.set(weights);
    return innerSum(weights, values);
  };
}
