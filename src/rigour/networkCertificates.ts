import type { Arithmetic } from "../arithmetic/arithmetic";
import type { CertainArithmetic } from "../arithmetic/certainArithmetic";
import type { DecimalInterval } from "../arithmetic/decimalIntervals";
import { absolute } from "../arithmetic/interval/basic";
import { euclideanNorm } from "../arithmetic/interval/euclideanNorm";
import type { Interval } from "../arithmetic/interval/interval";
import { intervals } from "../arithmetic/interval/intervals";
import { selfTest } from "../arithmetic/rounding/selfTest";
import type { NetworkCase } from "../network/networkCase";
import type { Certifiable } from "./certificate";
import { certifiedNumber, preciseArithmetic } from "./certifiedNumber";
import { type EnclosedPropagation, enclosedPropagation } from "./enclosedPropagation";
import { enclosedGradientNorms, type GradientNorms, normOf, preciseGradientNorms } from "./gradientNorms";
import { HessianCertificate } from "./hessianCertificate";
import { normalisedLayers } from "./normalisedLayers";
import { isSweepable, type PreciseSweep, preciseSweep } from "./preciseSweep";

/**
 * The quantities of one network at one input with proofs: those of measurement/evaluation.ts, under the same names. Each is enclosed on first use
 * and once.
 *
 * @example certificatesOf({ network, input }).hessianSpectralNorm.enclosure().upper
 */
export class NetworkCertificates {
  // What is known by now.
  #hessianSpectralNorm: Certifiable | undefined;
  #propagation: EnclosedPropagation | undefined;
  #gradientNorms: GradientNorms<Interval> | undefined;
  #preciseGradientNorms: GradientNorms<DecimalInterval> | undefined;
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

  /**
   * A number of a theorem's own, enclosed by its definition over arithmetics: the function that `measure` gives to `quantity`.
   *
   * @example ({ defined, networkCase }) => [defined(changeOf(networkCase))]
   */
  readonly defined = (definition: <T>(arithmetic: Arithmetic<T>) => T): Certifiable =>
    certifiedNumber(
      definition(intervals),
      isSweepable(this.networkCase.network) ? () => definition(this.decimal) : null,
    );

  /** f, and |f|. */
  get value(): Certifiable {
    return this.number(this.propagation.value, ({ value }) => value);
  }

  get valueMagnitude(): Certifiable {
    return this.number(absolute(this.propagation.value), ({ value }) => this.decimal.absolute(value));
  }

  /** ω, a normalised output being a row too. */
  get minWeightNorm(): Certifiable {
    const norms = this.propagation.turningLayers.flatMap(({ rowNorms }) => rowNorms);
    const least = norms.reduce((a, b) => intervals.minimum(a, b));
    return this.number(least, () => {
      const layers = normalisedLayers(this.decimal, this.networkCase.network);
      const [first, ...others] = layers.flatMap(({ weights, fanIn: n, gains }) =>
        gains.map((_, i) => this.decimal.euclideanNorm(weights.subarray(i * n, (i + 1) * n))),
      );
      return this.decimal.minimum(first, ...others);
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

  /** ‖∇_{W^l} f‖_F, l = 1..L; of all that is differentiated in layer l. */
  get layerGradientNorms(): readonly Certifiable[] {
    return this.gradientNorms.layers.map((norm, l) => this.number(norm, () => this.preciseGradientNorms.layers[l]));
  }

  /** ‖∇_v f‖, or ‖∇_{W_v} f‖ where the output is normalised. */
  get outputGradientNorm(): Certifiable {
    return this.number(this.gradientNorms.output, () => this.preciseGradientNorms.output);
  }

  /** ‖∇_θ f‖. */
  get parameterGradientNorm(): Certifiable {
    return this.number(this.gradientNorms.parameters, () => this.preciseGradientNorms.parameters);
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

  private get gradientNorms(): GradientNorms<Interval> {
    this.#gradientNorms ??= enclosedGradientNorms(this.propagation);
    return this.#gradientNorms;
  }

  private get preciseGradientNorms(): GradientNorms<DecimalInterval> {
    this.#preciseGradientNorms ??= preciseGradientNorms(this.decimal, this.networkCase, this.sweep);
    return this.#preciseGradientNorms;
  }

  private number(enclosure: Interval, precise: (sweep: PreciseSweep<DecimalInterval>) => DecimalInterval): Certifiable {
    return certifiedNumber(enclosure, isSweepable(this.networkCase.network) ? () => precise(this.sweep) : null);
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
