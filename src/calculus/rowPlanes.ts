import { innerProduct } from "../arithmetic/innerProduct";
import { addRows, rowProducts } from "../arithmetic/rowProducts";
import type { LayerState } from "./propagation";
import { restEigenvalue } from "./reducedLayer";

/** Shifts closer to an eigenvalue solved for than this, relative to the shift, are refused: digits would be lost. */
export const SMALLEST_DISTANCE = 1e-3;

/**
 * How the rows of a layer see a rate α˙ of their input, and what they send back: the two passes over the rows that a
 * product with a condensed Hessian takes.
 *
 * Row i has the plane of u_i and b_i = a_i/h_i, a_i = α - t_i u_i. Of α˙ it sees
 *   x_i = <u_i, α˙>,   y_i = <b_i, α˙> = (<α, α˙> - t_i x_i)/h_i,   and outside of the plane Π_i α˙ = α˙ - x_i u_i - y_i b_i.
 * On that outside the Hessian is the scalar d_i of restEigenvalue, coupled to α˙ by s g_i c_i Π_i, c_i = 1/‖W_i‖. Solved for
 * at a shift, it sends back w_i Π_i α˙, w_i = (s g_i c_i)²/(λ - σ d_i).
 * No b_i is ever stored: α and u_i span it. So y_i loses digits when h_i is small beside ‖α‖.
 */
export class RowPlanes {
  /** x_i and y_i after {@link see}, m numbers each. */
  readonly alongRows: Float64Array;
  readonly alongTangents: Float64Array;
  /** What {@link sendBack} multiplies u_i and b_i with, m numbers each: for its caller to write. */
  readonly ofRows: Float64Array;
  readonly ofTangents: Float64Array;
  private readonly restWeights: Float64Array;
  private readonly restCouplings: Float64Array;
  private rate: Float64Array = new Float64Array(0);

  constructor(
    private readonly state: LayerState,
    private readonly inverseNorms: Float64Array,
  ) {
    const width = state.outgoing.length;
    this.alongRows = new Float64Array(width);
    this.alongTangents = new Float64Array(width);
    this.ofRows = new Float64Array(width);
    this.ofTangents = new Float64Array(width);
    this.restWeights = new Float64Array(width);
    this.restCouplings = state.preSignals.map((preSignal, i) => state.gains[i] * preSignal * inverseNorms[i]);
  }

  /** Whether every h_i is at least this part of ‖α‖. */
  isWellConditioned(smallest: number): boolean {
    const { incoming, tangentNorms } = this.state;
    const norm = Math.sqrt(innerProduct(incoming, incoming));
    return norm > 0 && tangentNorms.every((height) => height >= smallest * norm);
  }

  /** max |d_i|. */
  restBound(): number {
    return this.inverseNorms.reduce(
      (bound, inverseNorm, i) => Math.max(bound, Math.abs(restEigenvalue(this.state, i, inverseNorm))),
      0,
    );
  }

  /** @returns whether λ lies clearly above every σ d_i */
  shiftTo(sign: 1 | -1, lambda: number): boolean {
    // In two dimensions there is no outside.
    if (this.state.fanIn === 2) {
      return true;
    }
    let isAbove = true;
    for (let i = 0; i < this.restWeights.length; i++) {
      const distance = lambda - sign * restEigenvalue(this.state, i, this.inverseNorms[i]);
      this.restWeights[i] = (this.restCouplings[i] / distance) * this.restCouplings[i];
      isAbove &&= distance >= SMALLEST_DISTANCE * lambda;
    }
    return isAbove;
  }

  /** Sets x and y for a rate α˙, which must stay as it is until {@link sendBack}. */
  see(rate: Float64Array): void {
    const { unitRows, incoming, projections, tangentNorms } = this.state;
    const { alongRows, alongTangents } = this;
    this.rate = rate;
    const width = alongRows.length;
    rowProducts(unitRows, 0, width, rate, alongRows);
    const seen = innerProduct(incoming, rate);
    for (let i = 0; i < width; i++) {
      alongTangents[i] = (seen - projections[i] * alongRows[i]) / tangentNorms[i];
    }
  }

  /** below = Σ_i ofRows_i u_i + ofTangents_i b_i + w_i Π_i α˙; overwrites the first two. */
  sendBack(below: Float64Array): void {
    const { fanIn, unitRows, incoming, projections, tangentNorms } = this.state;
    const { ofRows, ofTangents, restWeights, rate } = this;
    const width = ofRows.length;
    let ofActivation = 0;
    let ofRate = 0;
    for (let i = 0; i < width; i++) {
      const turn = (ofTangents[i] - restWeights[i] * this.alongTangents[i]) / tangentNorms[i];
      ofActivation += turn;
      ofRate += restWeights[i];
      ofRows[i] -= restWeights[i] * this.alongRows[i] + turn * projections[i];
    }
    for (let j = 0; j < fanIn; j++) {
      below[j] = ofActivation * incoming[j] + ofRate * rate[j];
    }
    addRows(unitRows, 0, width, ofRows, below);
  }

  /** The squares of what an eigenvector has outside of the planes, after {@link see}. */
  restSquare(): number {
    const squares = innerProduct(this.rate, this.rate);
    let sum = 0;
    for (let i = 0; i < this.restWeights.length; i++) {
      const outside = Math.max(0, squares - this.alongRows[i] ** 2 - this.alongTangents[i] ** 2);
      // w/(s g c) = s g c/(λ - σ d); a row without coupling has nothing outside.
      const part = this.restCouplings[i] === 0 ? 0 : this.restWeights[i] / this.restCouplings[i];
      sum += part * part * outside;
    }
    return sum;
  }
}
