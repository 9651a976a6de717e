import type { OrderedArithmetic } from "../arithmetic/arithmetic";
import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { float64, UNIT_ROUNDOFF } from "../arithmetic/float64";
import { hessianBound } from "../bounds/hessianForm";
import { type Scales, scalesOf } from "../bounds/scales";
import { definedActivations, definedNetwork, definedValue } from "../calculus/definition";
import {
  activationNormGradient,
  type CaseGradient,
  type Direction,
  derivativeGradient,
  scaled,
} from "../calculus/derivativeGradient";
import { curvatureOn, type Functional, inputSlopeAlong, slopeAlong } from "../calculus/differences";
import { type GradientNorms, gradientNorms, parameterGradient } from "../calculus/gradient";
import { gradientErrors } from "../calculus/gradientErrors";
import { hessianErrors } from "../calculus/hessianErrors";
import { fullHessian } from "../calculus/hessianOperator";
import { type Propagation, propagate } from "../calculus/propagation";
import { type SweepErrors, sweepErrors } from "../calculus/sweepErrors";
import { layerOffsets } from "../network/layout";
import { parameterCount } from "../network/network";
import type { NetworkCase } from "../network/networkCase";
import { type TrainedParameters, trainedLayout } from "../network/trainedParameters";
import { hessianSpectralNorm } from "../spectrum/hessianSpectralNorm";
import type { SpectralNorm } from "../spectrum/spectralNorm";
import { topEigenvector } from "../spectrum/topEigenvector";
import type { Again, Quantity } from "./quantity";
import { roundingError, roundingUnits, type Sweeps } from "./rounding";

/**
 * One case with everything measured on it, each on first use and once: thirteen theorems share one Hessian norm.
 *
 * Every quantity carries its numerical error, a running bound that follows the numbers of this network (calculus/sweepErrors.ts).
 *
 * @example new Evaluation({ network, input }).hessianSpectralNorm.value
 */
export class Evaluation {
  // What is known by now.
  #propagation: Propagation | undefined;
  #gradientNorms: GradientNorms | undefined;
  #scales: Scales<number> | undefined;
  #sweepErrors: SweepErrors | undefined;
  #gradientErrors: GradientNorms | undefined;
  #activationNorms: readonly Quantity[] | undefined;
  #layerwiseHessianBound: number | undefined;
  #hessianProductError: number | undefined;
  #hessianNorm: SpectralNorm | undefined;
  #topEigenvector: Float64Array | undefined;

  /**
   * @param networkCase the network and its input
   * @param confirm settle the Hessian norm by a dense factorisation too (for single networks, not for thousands)
   */
  constructor(
    readonly networkCase: NetworkCase,
    private readonly confirm = false,
  ) {}

  private get parameters(): TrainedParameters {
    return this.networkCase.parameters ?? "directions";
  }

  get propagation(): Propagation {
    this.#propagation ??= propagate(this.networkCase);
    return this.#propagation;
  }

  get gradientNorms(): GradientNorms {
    this.#gradientNorms ??= gradientNorms(this.propagation, this.parameters);
    return this.#gradientNorms;
  }

  get scales(): Scales<number> {
    this.#scales ??= scalesOf(float64, this.networkCase);
    return this.#scales;
  }

  /** Running error bounds of {@link propagation}. */
  private get sweepErrors(): SweepErrors {
    this.#sweepErrors ??= sweepErrors(this.networkCase.network, this.propagation);
    return this.#sweepErrors;
  }

  /** Those of {@link gradientNorms}. */
  private get gradientErrors(): GradientNorms {
    this.#gradientErrors ??= gradientErrors(this.propagation, this.gradientNorms, this.sweepErrors, this.parameters);
    return this.#gradientErrors;
  }

  /** f. */
  get value(): Quantity {
    const quantity = plain(this.propagation.value, this.sweepErrors.value, (arithmetic) =>
      this.predictor(arithmetic)(definedNetwork(arithmetic, this.networkCase.network)),
    );
    return this.withGradient(quantity, () => derivativeGradient(this.propagation, 0, {}).gradient);
  }

  /** ω. */
  get minWeightNorm(): Quantity {
    return this.quantity(
      this.scales.minWeightNorm,
      1,
      this.scales.minWeightNorm,
      (arithmetic) => scalesOf(arithmetic, this.networkCase).minWeightNorm,
    );
  }

  /** ‖x‖, ‖α^1‖, …, ‖α^L‖. */
  get activationNorms(): readonly Quantity[] {
    this.#activationNorms ??= this.#findActivationNorms();
    return this.#activationNorms;
  }

  #findActivationNorms(): readonly Quantity[] {
    const { network, input } = this.networkCase;
    const vectors = [input, ...this.propagation.layers.map(({ outgoing }) => outgoing)];
    const errors = [0, ...this.sweepErrors.layers.map(({ outgoing }) => euclideanNorm(outgoing))];
    return vectors.map((vector, l) => {
      const norm = euclideanNorm(vector);
      const quantity = plain(norm, (1 + normError(vector)) * errors[l] + normError(vector) * norm, (arithmetic) => {
        const weights = definedNetwork(arithmetic, network);
        return arithmetic.hypotenuse(definedActivations(arithmetic, weights, Array.from(input, arithmetic.of))[l]);
      });
      return this.withGradient(quantity, () => activationNormGradient(this.propagation, l));
    });
  }

  /** ‖∇_{W^l} f‖_F, l = 1..L. */
  get layerGradientNorms(): readonly Quantity[] {
    return Array.from(this.gradientNorms.layers, (norm, l) =>
      this.withGradient(attained(norm, this.gradientErrors.layers[l], this.slopeInPart(l)), () =>
        this.slopeGradient({ parameters: this.gradientInPart(l) }),
      ),
    );
  }

  /** ‖∇_v f‖. */
  get outputGradientNorm(): Quantity {
    const { depth } = this.networkCase.network;
    return this.withGradient(
      attained(this.gradientNorms.output, this.gradientErrors.output, this.slopeInPart(depth)),
      () => this.slopeGradient({ parameters: this.gradientInPart(depth) }),
    );
  }

  /** ‖∇_θ f‖. */
  get parameterGradientNorm(): Quantity {
    const quantity = attained(this.gradientNorms.parameters, this.gradientErrors.parameters, (arithmetic) =>
      slopeAlong(
        arithmetic,
        this.networkCase.network,
        this.predictor(arithmetic),
        parameterGradient(this.propagation, this.parameters),
      ),
    );
    return this.withGradient(quantity, () => this.slopeGradient({ parameters: parameterGradient(this.propagation) }));
  }

  /** ‖∇_x f‖. */
  get inputGradientNorm(): Quantity {
    const quantity = attained(this.gradientNorms.input, this.gradientErrors.input, (arithmetic) =>
      inputSlopeAlong(arithmetic, this.networkCase, this.propagation.inputGradient),
    );
    return this.withGradient(quantity, () => this.slopeGradient({ input: this.propagation.inputGradient }));
  }

  /** λ_max(Q) = c_H in float64; only where A2 holds. */
  get layerwiseHessianBound(): number {
    this.#layerwiseHessianBound ??= hessianBound(float64, this.scales);
    return this.#layerwiseHessianBound;
  }

  /** How far a product of a unit vector with the Hessian may be off. */
  private get hessianProductError(): number {
    this.#hessianProductError ??= this.#findHessianProductError();
    return this.#hessianProductError;
  }

  #findHessianProductError(): number {
    const units = roundingUnits(this.networkCase.network, 4);
    return hessianErrors(this.propagation, this.sweepErrors, units, this.parameters).product;
  }

  /** ‖Hess f‖₂ with the evidence; only where A2 holds. */
  get hessianNorm(): SpectralNorm {
    this.#hessianNorm ??= hessianSpectralNorm(
      this.propagation,
      { productError: this.hessianProductError, confirm: this.confirm },
      this.parameters,
    );
    return this.#hessianNorm;
  }

  /** ‖Hess f‖₂ as a quantity. */
  get hessianSpectralNorm(): Quantity {
    const { value, error, converged } = this.hessianNorm;
    const quantity: Quantity = { value, error, converged, again: this.topCurvature, isSupremum: true };
    return this.withGradient(quantity, () => {
      // Where eigenvalues cross, that of the one found: the largest grows along it at least as fast.
      const { value: curvature, gradient } = derivativeGradient(this.propagation, 2, {
        parameters: this.topEigenvector,
      });
      return curvature < 0 ? scaled(gradient, -1) : gradient;
    });
  }

  /** |f″| along the eigenvector of the largest eigenvalue found: at most ‖Hess f‖₂, from the definition of f. */
  private readonly topCurvature: Again = (arithmetic) => {
    const { network } = this.networkCase;
    return arithmetic.absolute(curvatureOn(arithmetic, network, this.predictor(arithmetic), this.topEigenvector));
  };

  private get topEigenvector(): Float64Array {
    this.#topEigenvector ??= topEigenvector(fullHessian(this.propagation, this.parameters));
    return this.#topEigenvector;
  }

  /** For the paper's parameters, by which gradients are written out. */
  private withGradient(quantity: Quantity, gradient: () => CaseGradient): Quantity {
    const isWrittenOut = this.parameters === "directions" && this.networkCase.network.outputGain === null;
    return isWrittenOut ? { ...quantity, gradient } : quantity;
  }

  /** The gradient of the slope along a direction of norm 1. */
  private slopeGradient({ parameters, input }: Direction): CaseGradient {
    const unit = (vector: Float64Array | undefined) => vector && scaledToUnit(vector);
    const direction = { ...(parameters && { parameters: unit(parameters) }), ...(input && { input: unit(input) }) };
    return derivativeGradient(this.propagation, 1, direction as Direction).gradient;
  }

  /** ∇f by W^(l+1), or by v for l = L; 0 elsewhere. */
  private gradientInPart(l: number): Float64Array {
    const { network } = this.networkCase;
    const begins = [...layerOffsets(network), parameterCount(network)];
    return parameterGradient(this.propagation).map((entry, k) => (k >= begins[l] && k < begins[l + 1] ? entry : 0));
  }

  /** The slope of f along its gradient with respect to W^(l+1), or to v for l = L: the norm of that part, by definition. */
  private slopeInPart(l: number): Again {
    return (arithmetic) => {
      const { network } = this.networkCase;
      const { weights, scalars, dimension } = trainedLayout(network, this.parameters);
      const begins = [...weights, parameterCount(network)];
      const ofScalars = [...scalars, dimension];
      const isIn = (k: number, from: readonly number[]): boolean => k >= from[l] && k < from[l + 1];
      // c stands last, and belongs to no layer.
      const direction = parameterGradient(this.propagation, this.parameters).map((entry, k) =>
        isIn(k, begins) || (isIn(k, ofScalars) && k < dimension - 1) ? entry : 0,
      );
      return slopeAlong(arithmetic, network, this.predictor(arithmetic), direction);
    };
  }

  /** θ ↦ f(θ; x), by definition. */
  private predictor<T>(arithmetic: OrderedArithmetic<T>): Functional<T> {
    const input = Array.from(this.networkCase.input, arithmetic.of);
    return (network) => definedValue(arithmetic, network, input);
  }

  /** A number that converged by nature, with the rounding error of this many sweeps relative to a scale, and how to compute it again. */
  readonly quantity = (value: number, sweeps: Sweeps, scale: number, again?: Again): Quantity => ({
    value,
    error: roundingError(this.networkCase.network, sweeps, scale),
    converged: true,
    ...(again && { again }),
  });
}

function scaledToUnit(vector: Float64Array): Float64Array {
  const norm = euclideanNorm(vector);
  return norm === 0 ? vector : vector.map((entry) => entry / norm);
}

/** A number that converged by nature. */
function plain(value: number, error: number, again: Again): Quantity {
  return { value, error, converged: true, again };
}

/** The same, of a norm that is computed again as a slope along one direction. */
function attained(value: number, error: number, again: Again): Quantity {
  return { ...plain(value, error, again), isSupremum: true };
}

/** The relative error of the norm of a vector. */
function normError({ length }: Float64Array): number {
  return (length / 2 + 4) * UNIT_ROUNDOFF;
}
