import type { LayerState } from "./propagation";

/**
 * The two passes over the unit rows of a layer that products with its row planes take.
 *
 * Row i has the plane of u_i and b_i = a_i/h_i, a_i = α - t_i u_i. Of a rate α˙ of the incoming activations it sees
 *   x_i = <u_i, α˙>,   y_i = <b_i, α˙> = (<α, α˙> - t_i x_i)/h_i,   and, outside the plane, Π_i α˙ = α˙ - x_i u_i - y_i b_i.
 * The b_i never exist: they are spanned by u_i and α. So y_i loses digits when h_i is small beside ‖α‖; see
 * {@link RowPlanes.isWellConditioned}.
 */
export class RowPlanes {
  /** x_i and y_i after {@link see}, m numbers each. */
  readonly alongRows: Float64Array;
  readonly alongTangents: Float64Array;
  /** What {@link gather} multiplies u_i and b_i with, m numbers each: for its caller to write. */
  readonly ofRows: Float64Array;
  readonly ofTangents: Float64Array;
  private seenActivation = 0;

  constructor(private readonly state: LayerState) {
    const width = state.outgoing.length;
    this.alongRows = new Float64Array(width);
    this.alongTangents = new Float64Array(width);
    this.ofRows = new Float64Array(width);
    this.ofTangents = new Float64Array(width);
  }

  /** Whether every h_i is at least this part of ‖α‖. */
  isWellConditioned(smallest: number): boolean {
    const { incoming, tangentNorms } = this.state;
    const norm = Math.sqrt(dot(incoming, incoming));
    return norm > 0 && tangentNorms.every((height) => height >= smallest * norm);
  }

  /** Sets x and y for a rate α˙. */
  see(rate: Float64Array): void {
    const { fanIn, unitRows, incoming, projections, tangentNorms } = this.state;
    const { alongRows, alongTangents } = this;
    const width = alongRows.length;
    const inFours = width - (width % 4);
    for (let i = 0; i < inFours; i += 4) {
      seeFourRows(unitRows, i * fanIn, rate, alongRows, i);
    }
    for (let i = inFours; i < width; i++) {
      alongRows[i] = dot(unitRows.subarray(i * fanIn, (i + 1) * fanIn), rate);
    }
    this.seenActivation = dot(incoming, rate);
    for (let i = 0; i < width; i++) {
      alongTangents[i] = (this.seenActivation - projections[i] * alongRows[i]) / tangentNorms[i];
    }
  }

  /** below = Σ_i ofRows_i u_i + ofTangents_i b_i + weight α˙. */
  gather(rate: Float64Array, weight: number, below: Float64Array): void {
    const { fanIn, unitRows, incoming, projections, tangentNorms } = this.state;
    const { ofRows, ofTangents } = this;
    const width = ofRows.length;
    let ofActivation = 0;
    for (let i = 0; i < width; i++) {
      const turn = ofTangents[i] / tangentNorms[i];
      ofActivation += turn;
      ofRows[i] -= turn * projections[i];
    }
    for (let j = 0; j < fanIn; j++) {
      below[j] = ofActivation * incoming[j] + weight * rate[j];
    }
    const inFours = width - (width % 4);
    for (let i = 0; i < inFours; i += 4) {
      gatherFourRows(unitRows, i * fanIn, ofRows, i, below);
    }
    for (let i = inFours; i < width; i++) {
      for (let j = 0; j < fanIn; j++) {
        below[j] += ofRows[i] * unitRows[i * fanIn + j];
      }
    }
  }
}

/** Four rows at once read the vector that they share once. */
function seeFourRows(rows: Float64Array, row: number, rate: Float64Array, sums: Float64Array, i: number): void {
  const n = rate.length;
  const [row2, row3, row4] = [row + n, row + 2 * n, row + 3 * n];
  let [sum, sum2, sum3, sum4] = [0, 0, 0, 0];
  for (let j = 0; j < n; j++) {
    const entry = rate[j];
    sum += rows[row + j] * entry;
    sum2 += rows[row2 + j] * entry;
    sum3 += rows[row3 + j] * entry;
    sum4 += rows[row4 + j] * entry;
  }
  sums[i] = sum;
  sums[i + 1] = sum2;
  sums[i + 2] = sum3;
  sums[i + 3] = sum4;
}

function gatherFourRows(rows: Float64Array, row: number, weights: Float64Array, i: number, below: Float64Array): void {
  const n = below.length;
  const [row2, row3, row4] = [row + n, row + 2 * n, row + 3 * n];
  const [weight, weight2, weight3, weight4] = [weights[i], weights[i + 1], weights[i + 2], weights[i + 3]];
  for (let j = 0; j < n; j++) {
    below[j] += weight * rows[row + j] + weight2 * rows[row2 + j] + (weight3 * rows[row3 + j] + weight4 * rows[row4 + j]);
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    sum += a[i] * b[i];
  }
  return sum;
}
