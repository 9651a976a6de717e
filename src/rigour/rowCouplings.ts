import { multiply } from "../arithmetic/interval/basic";
import { type Interval, point } from "../arithmetic/interval/interval";
import type { EnclosedLayer } from "./enclosedPropagation";

/** What the rows of a layer contribute to the Hessian, m intervals each; s = s_i is the gain of the row, c = unit/‖W_i‖, g = δ φ′. */
export interface RowCouplings {
  /** s g c: a turn of the row meets a rate of its input. */
  readonly pulls: readonly Interval[];
  /** s g t c²: minus the Hessian on turns that see neither the input nor anything else. */
  readonly rests: readonly Interval[];
  /** s g h c²: a turn meets a change of the row's length. */
  readonly lengths: readonly Interval[];
  /** s h c: what a turn along b_i does to z_i. */
  readonly turns: readonly Interval[];
  /** δ φ″(z_i). */
  readonly bends: readonly Interval[];
}

/**
 * @param blind rows whose h_i is taken for 0: they do not see their input
 */
export function rowCouplings(layer: EnclosedLayer, blind: readonly boolean[]): RowCouplings {
  const { gains, inverseNorms, projections, tangentNorms, curvatures, signals, preSignals } = layer;
  const heights = tangentNorms.map((height, i) => (blind[i] ? point(0) : height));
  const pulls = preSignals.map((g, i) => multiply(multiply(gains[i], g), inverseNorms[i]));
  return {
    pulls,
    rests: pulls.map((pull, i) => multiply(multiply(pull, inverseNorms[i]), projections[i])),
    lengths: pulls.map((pull, i) => multiply(multiply(pull, inverseNorms[i]), heights[i])),
    turns: heights.map((height, i) => multiply(multiply(gains[i], height), inverseNorms[i])),
    bends: signals.map((signal, i) => multiply(signal, curvatures[i])),
  };
}
