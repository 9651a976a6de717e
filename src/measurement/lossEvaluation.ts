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
import { lossHessianOf } from "../calculus/lossHessianOperator";
import type { SymmetricOperator } from "../calculus/symmetricOperator";
import type { Batch } from "../network/batch";
import { layerOffsets } from "../network/layout";
import { Memoised } from "../network/memoised";
import type { Network } from "../network/network";
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
export class LossEvaluation extends Memoised {
  constructor(
    readonly network: Network,
    readonly batch: Batch,
  ) {
    super();
  }

  get propagation(): BatchPropagation {
    return this.once("propagation", () => propagateBatch(this.network, this.batch));
  }

  /** At X = max_i ‖x_i‖. */
  get scales(): Scales<number> {
    return this.once("scales", () => scalesOfBatch(float64, this.network, this.batch.inputs));
  }

  /** L(θ). */
  get loss(): Quantity {
    return this.once("loss", () => ({
      value: lossOf(this.propagation),
      error: lossRoundingError(this.propagation, valueErrorsAPriori(this.network, this.batch.inputs)),
      converged: true,
      again: (arithmetic) => this.lossAgain(arithmetic),
    }));
  }

  /** ∇L in the layout of θ, P numbers; read only. */
  get gradient(): Float64Array {
    return this.once("gradient", () => lossGradient(this.propagation));
  }

  /** ‖∇L‖ without its error, over rows, layers and θ in turn. */
  get gradientSize(): number {
    return this.once("gradientSize", () => {
      const layers = rowGradientNorms(this.network, this.gradient).map((norms) => euclideanNorm(norms));
      const output = euclideanNorm(this.gradient, layerOffsets(this.network)[this.network.depth]);
      return euclideanNorm([...layers, output]);
    });
  }

  /** ‖∇L‖. */
  get gradientNorm(): Quantity {
    return this.once("gradientNorm", () => {
      const value = this.gradientSize;
      const error = lossGradientRoundingError(this.propagation, this.recordErrors);
      return { value, error, converged: true, again: (arithmetic) => this.slopeAgain(arithmetic), isSupremum: true };
    });
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
    return this.once("recordGradientNorms", () =>
      Array.from(recordGradientNorms(this.propagation), (value, r) => ({
        value,
        error: this.recordErrors[r].gradient,
        converged: true,
      })),
    );
  }

  /** D ↦ Hess L · D on all P parameters; only where A2 holds. */
  get hessian(): SymmetricOperator {
    return this.once("hessian", () => lossHessianOf(this.propagation));
  }

  /** ‖Hess L‖₂ with the evidence; only where A2 holds. */
  get hessianNorm(): SpectralNorm {
    return this.once("hessianNorm", () => spectralNorm(this.hessian, { productError: this.hessianProductError }));
  }

  /** ‖Hess L‖₂ as a quantity. */
  get hessianSpectralNorm(): Quantity {
    const { value, error, converged } = this.hessianNorm;
    return {
      value,
      error,
      converged,
      again: (arithmetic) => {
        const direction = this.once("topEigenvector", () => topEigenvector(this.hessian));
        return arithmetic.absolute(curvatureOn(arithmetic, this.network, this.lossFunction(arithmetic), direction));
      },
      isSupremum: true,
    };
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
      gradientByDifferences(arithmetic, this.network, this.lossFunction(arithmetic), records),
    );
  }

  private get hessianProductError(): number {
    return this.once("hessianProductError", () => lossHessianRoundingError(this.propagation, this.recordErrors));
  }

  /** ϱ, which bounds ‖∇_θ f‖ at every record. */
  get varrho(): number {
    return this.once("varrho", () => gradientBound(float64, this.scales));
  }

  /** c_H, which bounds ‖Hess f‖₂ at every record; null where the activation is not smooth (A2 fails). */
  get hessianBound(): number | null {
    return this.once("hessianBound", () =>
      this.scales.smoothness === null ? null : hessianBound(float64, this.scales),
    );
  }

  private get recordErrors(): readonly RecordErrors[] {
    return this.once("recordErrors", () => batchErrors(this.propagation));
  }
}

/** The evaluation of a network on a batch, the same one as long as both live: several theorems ask for it. */
export function lossEvaluationOf(network: Network, batch: Batch): LossEvaluation {
  const ofNetwork = known.get(network) ?? new WeakMap<Batch, LossEvaluation>();
  known.set(network, ofNetwork);
  const evaluation = ofNetwork.get(batch) ?? new LossEvaluation(network, batch);
  ofNetwork.set(batch, evaluation);
  return evaluation;
}

const known = new WeakMap<Network, WeakMap<Batch, LossEvaluation>>();
