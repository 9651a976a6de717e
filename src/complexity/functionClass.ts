import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { float64 } from "../arithmetic/float64";
import type { ShiftedActivation } from "../network/activation";
import { floatGains } from "../network/gains";
import { fanIn, type Shape, type UniformShape, uniformShape } from "../network/network";

/**
 * The class {f(θ; ·): unit rows, ‖v‖ <= 1 + ρ₁} of one shape, activation and gains, without biases, that Section 6 of the paper speaks of.
 *
 * Without widths and gains it is the paper's: one width m, gains 1/√m.
 */
export interface FunctionClass extends UniformShape {
  /** m_1 … m_L where they differ from m; `width` is then the largest. */
  readonly widths?: readonly number[];
  /** g^1 … g^L, or null for 1/√m_l in every row: fixed, the same for all members. By default null in every layer. */
  readonly gains?: readonly (Float64Array | null)[];
  readonly activation: ShiftedActivation;
  /** T = 1 + ρ₁: the radius of the ball that v is in. */
  readonly outputRadius: number;
}

/** The shape of a member's weights: the rows of each layer and their lengths, and what each row is multiplied by. */
export interface LayerShape {
  readonly rows: number;
  readonly fanIn: number;
  /**
   * |g_i| of each row. The class depends on no sign: the row u with the gain -g is the row -u with g.
   */
  readonly gains: Float64Array;
  /** |g_i|/max |g_i|: what lies along them weighs the rows as is best for the identity. 1 where all gains are equal, 0 among them. */
  readonly relativeGains: Float64Array;
}

/** The widths of the class' layers. */
export function classShape(functionClass: FunctionClass): Shape {
  const { depth, inputDimension, widths } = functionClass;
  return widths === undefined ? uniformShape(functionClass) : { depth, inputDimension, widths };
}

/** g^l of layer l (0-based), with their signs. */
export function classGains(functionClass: FunctionClass, l: number): Float64Array {
  const { widths } = classShape(functionClass);
  return floatGains({ widths, gains: functionClass.gains ?? widths.map(() => null) }, l);
}

/**
 * T Γ, Γ = Π λ ‖g^l‖: what every function of the class is Lipschitz with, where φ(0) = 0 also |f(x)| <= T Γ ‖x‖. T in the paper.
 *
 * @example classLipschitz({ depth: 1, width: 2, inputDimension: 1, gains: [Float64Array.of(3, 4)], activation, outputRadius: 2 }) // 10 for tanh
 */
export function classLipschitz({ depth, gains, activation, outputRadius }: FunctionClass): number {
  const slope = activation.activation.lipschitz(float64);
  let product = outputRadius;
  for (let l = 0; l < depth; l++) {
    const own = gains?.[l] ?? null;
    product *= slope * (own === null ? 1 : euclideanNorm(own));
  }
  return product;
}

/**
 * Whether all gains of the last layer are one number up to their signs, so that one row stands for all of them (supremumSearch.ts).
 */
export function hasOneTopGain(functionClass: FunctionClass): boolean {
  const top = classGains(functionClass, functionClass.depth - 1);
  return top.every((gain) => Math.abs(gain) === Math.abs(top[0]));
}

/** A member of the class while it is searched for: unit rows in row order, one array for each layer, and v. */
export interface ClassMember {
  readonly layers: readonly Float64Array[];
  readonly output: Float64Array;
}

/**
 * The shapes of the L layers.
 *
 * @param topRows rows of the last layer: all of them by default, or 1 where they may be taken equal ({@link hasOneTopGain})
 * @example layerShapes(functionClass).map(({ rows, fanIn }) => [rows, fanIn]) // [[4, 3], [4, 4]] of depth 2, width 4 and d = 3
 */
export function layerShapes(functionClass: FunctionClass, topRows?: number): LayerShape[] {
  const shape = classShape(functionClass);
  return shape.widths.map((width, l) => {
    const rows = l === shape.depth - 1 ? (topRows ?? width) : width;
    const gains = classGains(functionClass, l).subarray(0, rows).map(Math.abs);
    return { rows, fanIn: fanIn(shape, l), gains, relativeGains: relativeTo(gains) };
  });
}

function relativeTo(gains: Float64Array): Float64Array {
  const largest = gains.reduce((most, gain) => Math.max(most, gain), 0);
  return largest > 0 ? gains.map((gain) => gain / largest) : new Float64Array(gains.length).fill(1);
}

/** A member with room for weights of these shapes; all zero, so not yet in the class. */
export function emptyMember(shapes: readonly LayerShape[]): ClassMember {
  return {
    layers: shapes.map(({ rows, fanIn: n }) => new Float64Array(rows * n)),
    output: new Float64Array(shapes[shapes.length - 1].rows),
  };
}

/** A copy that later steps of a search do not change. */
export function copyMember({ layers, output }: ClassMember): ClassMember {
  return { layers: layers.map((rows) => rows.slice()), output: output.slice() };
}

/** Writes the weights of `source` into `target`, which has the same shapes. */
export function assignMember(target: ClassMember, source: ClassMember): void {
  for (let l = 0; l < source.layers.length; l++) {
    target.layers[l].set(source.layers[l]);
  }
  target.output.set(source.output);
}
