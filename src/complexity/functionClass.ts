import type { ShiftedActivation } from "../network/activation";
import { fanIn, type UniformShape, uniformShape } from "../network/network";

/** The class {f(θ; ·): unit rows, ‖v‖ <= 1 + ρ₁} of one shape and activation, that Section 6 of the paper speaks of. */
export interface FunctionClass {
  readonly depth: number;
  readonly width: number;
  readonly inputDimension: number;
  readonly activation: ShiftedActivation;
  /** T = 1 + ρ₁: the radius of the ball that v is in. */
  readonly outputRadius: number;
}

/** The shape of a member's weights: the rows of each layer and their lengths. */
export interface LayerShape {
  readonly rows: number;
  readonly fanIn: number;
}

/** A member of the class while it is searched for: unit rows in row order, one array for each layer, and v. */
export interface ClassMember {
  readonly layers: readonly Float64Array[];
  readonly output: Float64Array;
}

/**
 * The shapes of the L layers.
 *
 * @param topRows rows of the last layer: m, or 1 where all of them may be taken equal (classSupremum.ts)
 * @example layerShapes({ depth: 2, width: 4, inputDimension: 3 }) // [{ rows: 4, fanIn: 3 }, { rows: 4, fanIn: 4 }]
 */
export function layerShapes(shape: UniformShape, topRows: number = shape.width): LayerShape[] {
  return Array.from({ length: shape.depth }, (_, l) => ({
    rows: l === shape.depth - 1 ? topRows : shape.width,
    fanIn: fanIn(uniformShape(shape), l),
  }));
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
