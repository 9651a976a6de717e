import type { OrderedArithmetic } from "../arithmetic/arithmetic";
import { square } from "../arithmetic/arithmetic";
import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { float64, UNIT_ROUNDOFF } from "../arithmetic/float64";
import { scalesOfBatch } from "../bounds/batchScales";
import { gradientBound } from "../bounds/gradientBound";
import { hessianBound } from "../bounds/hessianForm";
import type { Scales } from "../bounds/scales";
import { batchErrors, type RecordErrors } from "../calculus/batchErrors";
import { type BatchPropagation, propagateBatch } from "../calculus/batchPropagation";
import { definedLoss, definedNetwork } from "../calculus/definition";
import { curvatureOn, type Functional, gradientByDifferences, slopeAlong } from "../calculus/differences";
import { lossGradient, lossOf, recordGradientNorms, rowGradientNorms } from "../calculus/loss";
import { lossHessianOperatorOf } from "../calculus/lossHessianOperator";
import type { SymmetricOperator } from "../calculus/symmetricOperator";
import type { Batch } from "../network/batch";
import type { Network } from "../network/network";
import { perPair } from "../network/perCase";
import { type TrainedParameters, trainedLayout } from "../network/trainedParameters";
import { type SpectralNorm, spectralNorm } from "../spectrum/spectralNorm";
import { topEigenvector } from "../spectrum/topEigenvector";
import {
  gradientTerms,
  lossGradientRoundingError,
  lossHessianRoundingError,
  lossRoundingError,
  meanOver,
  relativeGradientError,
  valueErrorsAPriori,
} from "./lossRounding";
import type { Quantity } from "./quantity";

/**
 * One network on one batch with everything measured on it, each on first use and once.
 *
 * Every quantity carries its numerical error, derived in lossRounding.ts.
 *
 * @example new LossEvaluation(network, createBatch(network, inputs, targets)).gradientToLossRatio?.value
 */
export class LossEvaluation {
  // What is known by now.
  #propagation: BatchPropagation | undefined;
  #scales: Scales<number> | undefined;
  #loss: Quantity | undefined;
  #gradient: Float64Array | undefined;
  #gradientSize: number | undefined;
  #gradientNorm: Quantity | undefined;
  #recordGradientNorms: readonly Quantity[] | undefined;
  #hessian: SymmetricOperator | undefined;
  #hessianNorm: SpectralNorm | undefined;
  #topEigenvector: Float64Array | undefined;
  #hessianProductError: number | undefined;
  #varrho: number | undefined;
  #hessianBound: number | null | undefined;
  #recordErrors: readonly RecordErrors[] | undefined;

  constructor(
    readonly network: Network,
    readonly batch: Batch,
    /** What is differentiated; with "all", gains, biases and c too. */
    readonly parameters: TrainedParameters = "directions",
  ) {}

  get propagation(): BatchPropagation {
    this.#propagation ??= propagateBatch(this.network, this.batch);
    return this.#propagation;
  }

  /** At X = max_i ‖x_i‖. */
  get scales(): Scales<number> {
    this.#scales ??= scalesOfBatch(float64, this.network, this.batch.inputs, this.parameters);
    return this.#scales;
  }

  /** L(θ). */
  get loss(): Quantity {
    this.#loss ??= {
      value: lossOf(this.propagation),
      error: lossRoundingError(this.propagation, valueErrorsAPriori(this.network, this.batch.inputs)),
      converged: true,
      again: (arithmetic) => this.lossAgain(arithmetic),
    };
    return this.#loss;
  }

  /** ∇L in the layout of θ; read only. */
  get gradient(): Float64Array {
    this.#gradient ??= lossGradient(this.propagation, this.parameters);
    return this.#gradient;
  }

  /** ‖∇L‖ without its error, over rows, layers and θ in turn; gains, biases and c are one part of it. */
  get gradientSize(): number {
    this.#gradientSize ??= this.#findGradientSize();
    return this.#gradientSize;
  }

  #findGradientSize(): number {
    const { network, parameters, gradient } = this;
    const layers = rowGradientNorms(network, gradient).map((norms) => euclideanNorm(norms));
    const { weights, scalars } = trainedLayout(network, parameters);
    const output = euclideanNorm(gradient, weights[network.depth], network.output.length);
    const ofScalars = scalars.length === 0 ? [] : [euclideanNorm(gradient, scalars[0])];
    return euclideanNorm([...layers, output, ...ofScalars]);
  }

  /** ‖∇L‖. */
  get gradientNorm(): Quantity {
    this.#gradientNorm ??= this.#findGradientNorm();
    return this.#gradientNorm;
  }

  #findGradientNorm(): Quantity {
    const value = this.gradientSize;
    const error = lossGradientRoundingError(this.propagation, this.recordErrors);
    return { value, error, converged: true, again: (arithmetic) => this.slopeAgain(arithmetic), isSupremum: true };
  }

  /**
   * ‖∇L‖²/L, or null where L = 0 and nothing is stated.
   *
   * The error of f_i is read as one of y_i: the ratio is that of targets moved by δ_i, for which 4 ϱ² bounds it as well. So
   * the error has no δ_i, which near a perfect fit would hide the ratio.
   */
  get gradientToLossRatio(): Quantity | null {
    const { value: loss } = this.loss;
    if (loss === 0) {
      return null;
    }
    const { value: norm } = this.gradientNorm;
    const root = norm / Math.sqrt(loss);
    const { propagation, recordErrors } = this;
    const ofNorm =
      meanOver(propagation, recordErrors, (residual, { gradient }) => 2 * residual * gradient) +
      relativeGradientError(propagation) * gradientTerms(propagation, recordErrors);
    const ofRoot = ofNorm / Math.sqrt(loss);
    return {
      value: root * root,
      error: (2 * root + ofRoot) * ofRoot + (this.batch.inputs.length + 8) * UNIT_ROUNDOFF * root * root,
      converged: true,
      again: (arithmetic) =>
        arithmetic.divide(square(arithmetic, this.slopeAgain(arithmetic)), this.lossAgain(arithmetic)),
    };
  }

  /** ‖∇_θ f(θ; x_i)‖ of every record. */
  get recordGradientNorms(): readonly Quantity[] {
    this.#recordGradientNorms ??= Array.from(recordGradientNorms(this.propagation, this.parameters), (value, r) => ({
      value,
      error: this.recordErrors[r].gradient,
      converged: true,
    }));
    return this.#recordGradientNorms;
  }

  /** D ↦ Hess L · D on all parameters; only where A2 holds. */
  get hessian(): SymmetricOperator {
    this.#hessian ??= lossHessianOperatorOf(this.propagation, this.parameters);
    return this.#hessian;
  }

  /** ‖Hess L‖₂ with the evidence; only where A2 holds. */
  get hessianNorm(): SpectralNorm {
    this.#hessianNorm ??= spectralNorm(this.hessian, { productError: this.hessianProductError });
    return this.#hessianNorm;
  }

  /** ‖Hess L‖₂ as a quantity. */
  get hessianSpectralNorm(): Quantity {
    const { value, error, converged } = this.hessianNorm;
    return {
      value,
      error,
      converged,
      again: (arithmetic) => {
        const along = this.topEigenvector;
        return arithmetic.absolute(curvatureOn(arithmetic, this.network, this.lossFunction(arithmetic), along));
      },
      isSupremum: true,
    };
  }

  private get topEigenvector(): Float64Array {
    this.#topEigenvector ??= topEigenvector(this.hessian);
    return this.#topEigenvector;
  }

  /** θ ↦ L(θ), by definition. */
  lossFunction<T>(arithmetic: OrderedArithmetic<T>): Functional<T> {
    return (network) => definedLoss(arithmetic, network, this.batch);
  }

  /** L(θ), by definition. */
  lossAgain<T>(arithmetic: OrderedArithmetic<T>): T {
    return this.lossFunction(arithmetic)(definedNetwork(arithmetic, this.network));
  }

  /** The slope of L along ∇L as float64 knows it: ‖∇L‖ or a little less. */
  slopeAgain<T>(arithmetic: OrderedArithmetic<T>): T {
    return slopeAlong(arithmetic, this.network, this.lossFunction(arithmetic), this.gradient);
  }

  /** ‖∇L‖ itself, from a difference along every parameter: for bounds that grow with it. */
  gradientNormAgain<T>(arithmetic: OrderedArithmetic<T>): T {
    const records = this.batch.inputs.length;
    return arithmetic.hypotenuse(
      gradientByDifferences(arithmetic, this.network, this.lossFunction(arithmetic), records, this.parameters),
    );
  }

  private get hessianProductError(): number {
    this.#hessianProductError ??= lossHessianRoundingError(this.propagation, this.recordErrors);
    return this.#hessianProductError;
  }

  /** ϱ, which bounds ‖∇_θ f‖ at every record. */
  get varrho(): number {
    this.#varrho ??= gradientBound(float64, this.scales);
    return this.#varrho;
  }

  /** c_H, which bounds ‖Hess f‖₂ at every record; null where the activation is not smooth (A2 fails). */
  get hessianBound(): number | null {
    this.#hessianBound ??= this.scales.smoothness === null ? null : hessianBound(float64, this.scales);
    return this.#hessianBound;
  }

  /** Running error bounds, record by record. */
  get recordErrors(): readonly RecordErrors[] {
    this.#recordErrors ??= batchErrors(this.propagation, this.parameters);
    return this.#recordErrors;
  }
}

/** The evaluation of a network on a batch, the same one as long as both live: several theorems ask for it. */
export function lossEvaluationOf(
  network: Network,
  batch: Batch,
  parameters: TrainedParameters = "directions",
): LossEvaluation {
  return evaluations[parameters](network, batch);
}

const evaluations = {
  directions: perPair((network: Network, batch: Batch) => new LossEvaluation(network, batch)),
  all: perPair((network: Network, batch: Batch) => new LossEvaluation(network, batch, "all")),
};
