import type { LayerState } from "./propagation";
import type { TrainedScalars } from "./weightLayer";

/**
 * The first layer in 2m coordinates instead of m d.
 *
 * The input does not move (α˙ = 0), so row i couples to the rest of the network only in the plane of u_i and
 * b_i = a_i/‖a_i‖: coordinates p_i along u_i (first m of the block) and q_i along b_i (next m). On the other d - 2
 * directions the Hessian is the scalar of {@link restEigenvalue}. Put E = p u + q b into WeightLayer's formulas:
 *   z˙ = s q h,   along u: -s g h q,   along b: s [h (g˙ - p g) - g t q]   (times 1/‖W_i‖ on both sides).
 * Gains and biases that are differentiated enter as in weightLayer.ts, with ṫ = h q.
 * For d = 1 no row can turn: its inverse norm is given as 0, and the block is 0, which no spectral norm sees.
 */
export class ReducedLayer {
  readonly outgoingRate: Float64Array;

  constructor(
    private readonly state: LayerState,
    private readonly inverseNorms: Float64Array,
    private readonly scalars: TrainedScalars | null = null,
  ) {
    this.outgoingRate = new Float64Array(state.outgoing.length);
  }

  forward(direction: Float64Array): void {
    const { slopes, tangentNorms, gains } = this.state;
    const width = slopes.length;
    for (let i = 0; i < width; i++) {
      const turn = direction[width + i] * this.inverseNorms[i];
      this.outgoingRate[i] = slopes[i] * gains[i] * turn * tangentNorms[i];
      if (this.scalars !== null) {
        this.outgoingRate[i] += slopes[i] * this.scalarRate(this.scalars, direction, i);
      }
    }
  }

  backward(direction: Float64Array, signalRate: Float64Array, product: Float64Array): void {
    const { slopes, curvatures, signals, preSignals, projections, tangentNorms, gains } = this.state;
    const { scalars } = this;
    const width = slopes.length;
    for (let i = 0; i < width; i++) {
      const factor = this.inverseNorms[i] * gains[i];
      const alongRow = direction[i] * this.inverseNorms[i];
      const turn = direction[width + i] * this.inverseNorms[i];
      const height = tangentNorms[i];
      let preSignalRate = signalRate[i] * slopes[i] + signals[i] * curvatures[i] * gains[i] * turn * height;
      product[i] = -factor * preSignals[i] * height * turn;
      if (scalars !== null) {
        preSignalRate += signals[i] * curvatures[i] * this.scalarRate(scalars, direction, i);
        const { offset, unit } = scalars;
        product[offset + i] = unit * (preSignalRate * projections[i] + preSignals[i] * turn * height);
        product[offset + width + i] = unit * preSignalRate;
      }
      product[width + i] =
        factor * (height * (preSignalRate - alongRow * preSignals[i]) - preSignals[i] * projections[i] * turn);
      if (scalars !== null) {
        const gainRate = scalars.unit * direction[scalars.offset + i];
        product[width + i] += this.inverseNorms[i] * height * gainRate * preSignals[i];
      }
    }
  }

  /** ṡ t + ḃ. */
  private scalarRate({ offset, unit }: TrainedScalars, direction: Float64Array, i: number): number {
    const { projections } = this.state;
    return unit * (direction[offset + i] * projections[i] + direction[offset + projections.length + i]);
  }
}

/** -s g_i t_i/‖W_i‖²: the Hessian on the directions of row i that are orthogonal to u_i and a_i, where there are any. */
export function restEigenvalue(state: LayerState, i: number, inverseNorm: number): number {
  return -state.gains[i] * state.preSignals[i] * state.projections[i] * inverseNorm * inverseNorm;
}
