import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { innerProduct } from "../arithmetic/innerProduct";
import type { ClassSweep } from "./classSweep";
import { assignMember, type ClassMember, emptyMember, type LayerShape } from "./functionClass";

/**
 * J as a function of the values f(θ; x_r), N numbers.
 *
 * @param derivatives receives ∂J/∂f_r
 * @returns J
 */
export type ValueObjective = (values: Float64Array, derivatives: Float64Array) => number;

/** When an ascent ends. */
export interface AscentLimits {
  /** Steps that raise the objective, at most. */
  readonly iterations: number;
  /** Share of |J| that two steps in turn must gain, and that J, linearised, must promise. */
  readonly tolerance: number;
}

/** Halvings of a step after which no ascent is to be hoped for. */
const SHORTEST_STEP = 2 ** -20;
/** A gradient below it has no direction that float64 knows, and its inverse may overflow. */
const SMALLEST_GRADIENT = 2 ** -1000;

/**
 * Projected gradient ascent of J(f(θ; x_1), …, f(θ; x_N)) over the members of a class.
 *
 * With ĝ the gradient of a row or of v, normed, a step τ in (0, 1] takes
 *   u_i to (1 - τ) u_i + τ ĝ_i, normed,   v to (1 - τ) v + τ T ĝ:
 * at τ = 1 every block goes where J, linearised, is largest (one step is enough for the identity), at small τ it follows
 * the gradient. τ is halved until J increases, and doubled after. v stays in its ball, as that is convex.
 */
export class ProjectedAscent {
  readonly #sweep: ClassSweep;
  readonly #shapes: readonly LayerShape[];
  readonly #outputRadius: number;
  readonly #trial: ClassMember;
  readonly #derivatives: Float64Array;

  /** @param outputRadius T, of the ball that the members' v is in */
  constructor(sweep: ClassSweep, shapes: readonly LayerShape[], outputRadius: number) {
    this.#sweep = sweep;
    this.#shapes = shapes;
    this.#outputRadius = outputRadius;
    this.#trial = emptyMember(shapes);
    this.#derivatives = new Float64Array(sweep.records);
  }

  /**
   * Moves a member uphill.
   *
   * @param member the start; becomes the best member found
   * @param values receives its values f(θ; x_r), N numbers
   * @returns J there, and the steps taken
   */
  climb(
    member: ClassMember,
    objective: ValueObjective,
    { iterations, tolerance }: AscentLimits,
    values: Float64Array,
  ): { value: number; iterations: number } {
    const sweep = this.#sweep;
    const trial = this.#trial;
    sweep.forward(member);
    let value = objective(sweep.values, this.#derivatives);
    values.set(sweep.values);
    let step = 1;
    let taken = 0;
    let idle = 0;
    while (taken < iterations && idle < 2) {
      sweep.backward(member, this.#derivatives);
      if (this.#linearGain(member) <= tolerance * Math.abs(value)) {
        break;
      }
      let reached = value;
      for (; step >= SHORTEST_STEP; step /= 2) {
        this.#take(member, step);
        sweep.forward(trial);
        reached = objective(sweep.values, this.#derivatives);
        if (reached > value) {
          break;
        }
      }
      if (!(reached > value)) {
        break;
      }
      assignMember(member, trial);
      values.set(sweep.values);
      idle = reached - value <= tolerance * Math.abs(reached) ? idle + 1 : 0;
      value = reached;
      step = Math.min(1, 2 * step);
      taken++;
    }
    return { value, iterations: taken };
  }

  /** What J, linearised at the member, gains at τ = 1: Σ_i (‖g_i‖ - <g_i, u_i>) + T ‖g_v‖ - <g_v, v> >= 0, the gap of Frank and Wolfe. */
  #linearGain(member: ClassMember): number {
    const { gradient } = this.#sweep;
    let gain =
      this.#outputRadius * euclideanNorm(gradient.output, 0, gradient.output.length) -
      innerProduct(gradient.output, member.output);
    for (let l = 0; l < this.#shapes.length; l++) {
      const { rows, fanIn } = this.#shapes[l];
      for (let i = 0; i < rows; i++) {
        gain += euclideanNorm(gradient.layers[l], i * fanIn, fanIn);
      }
      gain -= innerProduct(gradient.layers[l], member.layers[l]);
    }
    return gain;
  }

  /** The trial member at step τ from `member` along the sweep's gradient. */
  #take(member: ClassMember, step: number): void {
    const { gradient } = this.#sweep;
    for (let l = 0; l < this.#shapes.length; l++) {
      const { rows, fanIn } = this.#shapes[l];
      for (let i = 0; i < rows; i++) {
        turnRow(member.layers[l], gradient.layers[l], i * fanIn, fanIn, step, this.#trial.layers[l]);
      }
    }
    const norm = euclideanNorm(gradient.output, 0, gradient.output.length);
    const hasGradient = norm > SMALLEST_GRADIENT;
    const pull = hasGradient ? (step * this.#outputRadius) / norm : 0;
    const keep = hasGradient ? 1 - step : 1;
    for (let i = 0; i < member.output.length; i++) {
      this.#trial.output[i] = keep * member.output[i] + pull * gradient.output[i];
    }
  }
}

/** One row of a step. A row without a gradient, or one that the step would annihilate, stays. */
function turnRow(
  rows: Float64Array,
  gradient: Float64Array,
  start: number,
  length: number,
  step: number,
  turned: Float64Array,
): void {
  const norm = euclideanNorm(gradient, start, length);
  const end = start + length;
  const pull = norm > SMALLEST_GRADIENT ? step / norm : 0;
  const keep = norm > SMALLEST_GRADIENT ? 1 - step : 1;
  for (let j = start; j < end; j++) {
    turned[j] = keep * rows[j] + pull * gradient[j];
  }
  const size = euclideanNorm(turned, start, length);
  for (let j = start; j < end; j++) {
    turned[j] = size > 0 ? turned[j] / size : rows[j];
  }
}
