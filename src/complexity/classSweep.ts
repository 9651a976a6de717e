import { addBatchRows, batchRowProducts } from "../arithmetic/batchProducts";
import { inputRows } from "../calculus/batchPropagation";
import type { ShiftedActivation } from "../network/activation";
import type { ClassMember, LayerShape } from "./functionClass";
import { emptyMember } from "./functionClass";

/** What one layer leaves behind on the way forward, for the way back; N records. */
interface LayerTrace {
  /** |g_i| for each record, N x rows: one loop over both is faster. */
  readonly gains: Float64Array;
  /** φ(z), N x rows. */
  readonly outgoing: Float64Array;
  /** |g_i| φ′(z), N x rows. */
  readonly slopes: Float64Array;
  /** |g_i| ∂/∂z, N x rows: weights of the rows below. */
  readonly signals: Float64Array;
  /** The same, rows x N: weights of the records. */
  readonly transposed: Float64Array;
}

/**
 * Values and gradients of members of a class at N fixed inputs, in buffers that are made once.
 *
 * A search evaluates thousands of members at the same few inputs. propagateBatch would norm the rows again and make
 * new arrays each time: ten times the cost of the products at the sizes of the property tests.
 *
 * Rows enter as they are, z_i = |g_i| <u_i, α>, also where they are not of unit norm: so gradients are those of free rows,
 * and g_i/‖g_i‖ maximises the linearised objective over unit rows.
 */
export class ClassSweep {
  readonly records: number;
  /** f(θ; x_r) of the last member that went forward, N numbers. */
  readonly values: Float64Array;
  /** ∂J/∂θ of the last member that went backward. */
  readonly gradient: ClassMember;
  readonly #shapes: readonly LayerShape[];
  readonly #activation: ShiftedActivation;
  readonly #inputs: Float64Array;
  readonly #traces: readonly LayerTrace[];
  readonly #backward: Float64Array;
  readonly #jet = new Float64Array(3);

  /**
   * @param shapes of the members' layers, with their gains
   * @param inputs N >= 1 vectors of d numbers; copied
   */
  constructor(activation: ShiftedActivation, shapes: readonly LayerShape[], inputs: readonly Float64Array[]) {
    this.records = inputs.length;
    this.#shapes = shapes;
    this.#activation = activation;
    this.#inputs = inputRows(inputs, shapes[0].fanIn);
    this.#traces = shapes.map(({ rows, gains }) => ({
      gains: new Float64Array(this.records * rows).map((_, k) => gains[k % rows]),
      outgoing: new Float64Array(this.records * rows),
      slopes: new Float64Array(this.records * rows),
      signals: new Float64Array(this.records * rows),
      transposed: new Float64Array(this.records * rows),
    }));
    this.#backward = new Float64Array(this.records * shapes.reduce((most, { rows }) => Math.max(most, rows), 0));
    this.values = new Float64Array(this.records);
    this.gradient = emptyMember(shapes);
  }

  /** Evaluates a member at all inputs: fills {@link values}. */
  forward({ layers, output }: ClassMember): void {
    const { activation, shift } = this.#activation;
    const jet = this.#jet;
    let incoming = this.#inputs;
    for (let l = 0; l < layers.length; l++) {
      const { rows, fanIn } = this.#shapes[l];
      const { gains, outgoing, slopes } = this.#traces[l];
      batchRowProducts(incoming, this.records, layers[l], rows, fanIn, outgoing);
      for (let k = 0; k < outgoing.length; k++) {
        const gain = gains[k];
        activation.jet(gain * outgoing[k] + shift, jet);
        outgoing[k] = jet[0];
        slopes[k] = gain * jet[1];
      }
      incoming = outgoing;
    }
    batchRowProducts(incoming, this.records, output, 1, output.length, this.values);
  }

  /**
   * Sends the derivatives of an objective back through the member that went forward last: fills {@link gradient}.
   *
   * @param derivatives ∂J/∂f_r, N numbers
   */
  backward({ layers, output }: ClassMember, derivatives: Float64Array): void {
    const { records, gradient } = this;
    const top = layers.length - 1;
    const backward = this.#backward;
    gradient.output.fill(0);
    addBatchRows(derivatives, 1, this.#traces[top].outgoing, records, output.length, gradient.output);
    for (let r = 0; r < records; r++) {
      for (let i = 0; i < output.length; i++) {
        backward[r * output.length + i] = derivatives[r] * output[i];
      }
    }
    for (let l = top; l >= 0; l--) {
      const { rows, fanIn } = this.#shapes[l];
      const { slopes, signals, transposed } = this.#traces[l];
      for (let r = 0; r < records; r++) {
        for (let i = 0; i < rows; i++) {
          const signal = backward[r * rows + i] * slopes[r * rows + i];
          signals[r * rows + i] = signal;
          transposed[i * records + r] = signal;
        }
      }
      const incoming = l === 0 ? this.#inputs : this.#traces[l - 1].outgoing;
      gradient.layers[l].fill(0);
      addBatchRows(transposed, rows, incoming, records, fanIn, gradient.layers[l]);
      if (l > 0) {
        backward.fill(0);
        addBatchRows(signals, records, layers[l], rows, fanIn, backward);
      }
    }
  }
}
