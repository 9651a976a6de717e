import type { CertainArithmetic } from "../arithmetic/certainArithmetic";
import type { DecimalInterval } from "../arithmetic/decimalIntervals";
import { absolute, divide, multiply } from "../arithmetic/interval/basic";
import { euclideanNorm } from "../arithmetic/interval/euclideanNorm";
import { type Interval, point } from "../arithmetic/interval/interval";
import { intervals } from "../arithmetic/interval/intervals";
import { selfTest } from "../arithmetic/rounding/selfTest";
import { fanIn } from "../network/network";
import type { NetworkCase } from "../network/networkCase";
import type { Certifiable } from "./certificate";
import { certifiedNumber, preciseArithmetic } from "./certifiedNumber";
import { type EnclosedMatrix, entryAt } from "./enclosedMatrix";
import { type EnclosedPropagation, enclosedPropagation } from "./enclosedPropagation";
import { HessianCertificate, isSmall } from "./hessianCertificate";
import { type PreciseSweep, preciseSweep } from "./preciseSweep";

/**
 * The quantities of one network at one input with proofs: those of measurement/evaluation.ts, under the same names. Each is enclosed on first use
 * and once.
 *
 * @example new NetworkCertificates({ network, input }, witness).hessianSpectralNorm.compare(bound).verdict
 */
export class NetworkCertificates {
  // What is known by now.
  #hessianSpectralNorm: Certifiable | undefined;
  #propagation: EnclosedPropagation | undefined;
  #layerNorms: readonly Interval[] | undefined;
  #sweep: PreciseSweep<DecimalInterval> | undefined;

  /**
   * @param witness see {@link HessianCertificate}
   * @param decimal the arithmetic of the last attempt: 50 digits, or more where a bound has as many
   * @throws Error if float64 arithmetic is not as IEEE 754 has it on this machine
   */
  constructor(
    readonly networkCase: NetworkCase,
    private readonly witness: () => Float64Array,
    private readonly decimal: CertainArithmetic<DecimalInterval> = preciseArithmetic,
  ) {
    ensureTested();
  }

  /** f, and |f|. */
  get value(): Certifiable {
    return this.number(this.propagation.value, ({ value }) => value);
  }

  get valueMagnitude(): Certifiable {
    return this.number(absolute(this.propagation.value), ({ value }) => this.decimal.absolute(value));
  }

  /** ω, of the rows of layers 1 … L. */
  get minWeightNorm(): Certifiable {
    const least = this.propagation.layers.flatMap(({ rowNorms }) => rowNorms).reduce((a, b) => intervals.minimum(a, b));
    return this.number(least, () => {
      const { network } = this.networkCase;
      const norms = network.layers.flatMap((weights, l) => {
        const n = fanIn(network, l);
        return Array.from({ length: network.widths[l] }, (_, i) =>
          this.decimal.euclideanNorm(weights.subarray(i * n, (i + 1) * n)),
        );
      });
      return this.decimal.minimum(norms[0], ...norms.slice(1));
    });
  }

  /** ‖x‖, ‖α^1‖, …, ‖α^L‖. */
  get activationNorms(): readonly Certifiable[] {
    const { layers, networkCase } = this.propagation;
    const norms = [euclideanNorm(networkCase.input), ...layers.map(({ outgoing }) => normOf(outgoing))];
    return norms.map((norm, l) =>
      this.number(norm, ({ layers: precise }) =>
        l === 0
          ? this.decimal.euclideanNorm(networkCase.input)
          : this.decimal.hypotenuse(precise[l - 1].rows.map(({ outgoing }) => outgoing)),
      ),
    );
  }

  /** ‖∇_{W^l} f‖_F, l = 1..L. */
  get layerGradientNorms(): readonly Certifiable[] {
    return this.layerNorms
      .slice(0, this.networkCase.network.depth)
      .map((norm, l) => this.number(norm, (sweep) => preciseLayerNorms(this.decimal, sweep)[l]));
  }

  /** ‖∇_v f‖, or ‖∇_{W_v} f‖ where the output is normalised. */
  get outputGradientNorm(): Certifiable {
    const { depth } = this.networkCase.network;
    return this.isPlain
      ? this.activationNorms[depth]
      : this.number(this.layerNorms[depth], (sweep) => preciseLayerNorms(this.decimal, sweep)[depth]);
  }

  /** ‖∇_θ f‖. */
  get parameterGradientNorm(): Certifiable {
    const { outgoing } = this.propagation.layers[this.networkCase.network.depth - 1];
    const ofOutput = this.isPlain ? [normOf(outgoing)] : [];
    return this.number(intervals.hypotenuse([...this.layerNorms, ...ofOutput]), (sweep) => {
      const top = this.isPlain ? sweep.layers[sweep.layers.length - 1].rows.map((row) => row.outgoing) : [];
      return this.decimal.hypotenuse([...preciseLayerNorms(this.decimal, sweep), ...top]);
    });
  }

  /** ‖∇_x f‖. */
  get inputGradientNorm(): Certifiable {
    return this.number(normOf(this.propagation.inputGradient), ({ inputGradient }) =>
      this.decimal.hypotenuse(inputGradient),
    );
  }

  /** ‖Hess f‖₂; only where A2 holds. */
  get hessianSpectralNorm(): Certifiable {
    this.#hessianSpectralNorm ??= new HessianCertificate(
      this.networkCase,
      this.witness,
      () => this.propagation,
      this.decimal,
    );
    return this.#hessianSpectralNorm;
  }

  private get propagation(): EnclosedPropagation {
    this.#propagation ??= enclosedPropagation(this.networkCase);
    return this.#propagation;
  }

  private get isPlain(): boolean {
    return this.networkCase.network.outputGain === null;
  }

  /** ‖∇_W f‖_F of each layer whose rows turn: of a normalised output too. */
  private get layerNorms(): readonly Interval[] {
    this.#layerNorms ??= this.#findLayerNorms();
    return this.#layerNorms;
  }

  #findLayerNorms(): readonly Interval[] {
    return this.propagation.turningLayers.map(({ gains, preSignals, tangentNorms, rowNorms, fanIn: n }) =>
      n === 1
        ? point(0)
        : intervals.hypotenuse(
            preSignals.map((g, i) => divide(multiply(multiply(gains[i], g), tangentNorms[i]), rowNorms[i])),
          ),
    );
  }

  private number(enclosure: Interval, precise: (sweep: PreciseSweep<DecimalInterval>) => DecimalInterval): Certifiable {
    return certifiedNumber(enclosure, isSmall(this.networkCase.network) ? () => precise(this.sweep) : null);
  }

  private get sweep(): PreciseSweep<DecimalInterval> {
    this.#sweep ??= preciseSweep(this.decimal, this.networkCase);
    return this.#sweep;
  }
}

let isTested = false;

/** No proof without a look whether this processor computes as proofs assume: once for each thread. */
function ensureTested(): void {
  if (!isTested) {
    selfTest();
    isTested = true;
  }
}

/** √(Σ (s g h/‖W_i‖)²) of each layer, s the gain of the row. */
function preciseLayerNorms(
  { hypotenuse, multiply: times }: CertainArithmetic<DecimalInterval>,
  { layers }: PreciseSweep<DecimalInterval>,
): DecimalInterval[] {
  return layers.map(({ rows }) =>
    hypotenuse(
      rows.map(({ gain, preSignal, tangentNorm, inverseNorm }) => times(gain, preSignal, tangentNorm, inverseNorm)),
    ),
  );
}

function normOf(vector: EnclosedMatrix): Interval {
  return intervals.hypotenuse(Array.from(vector.midpoints, (_, j) => entryAt(vector, j)));
}
