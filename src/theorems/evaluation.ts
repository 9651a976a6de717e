import type { OrderedArithmetic } from "../arithmetic/arithmetic";
import { float64 } from "../arithmetic/float64";
import { definedActivations, definedNetwork, definedValue } from "../calculus/definition";
import { curvatureOn, type Functional, inputSlopeAlong, slopeAlong } from "../calculus/differences";
import { type GradientNorms, gradientNorms, parameterGradient } from "../calculus/gradient";
import { fullHessian } from "../calculus/hessianOperator";
import { type Propagation, propagate } from "../calculus/propagation";
import { layerOffsets } from "../network/layout";
import { Memoised } from "../network/memoised";
import type { NetworkCase } from "../network/network";
import { hessianSpectralNorm } from "../spectrum/hessianSpectralNorm";
import type { SpectralNorm } from "../spectrum/spectralNorm";
import { topEigenvector } from "../spectrum/topEigenvector";
import { gradientBound } from "./gradientBound";
import { hessianBound } from "./hessianForm";
import type { Again, Quantity } from "./quantity";
import { roundingError, type Sweeps } from "./rounding";
import { type Scales, scalesOf, withLayerWeightNorms } from "./scales";

/**
 * One case with everything measured on it, each on first use and once: thirteen theorems share one Hessian norm.
 *
 * Every quantity carries its numerical error, derived in rounding.ts from what bounds it a priori.
 */
export class Evaluation extends Memoised {
  /**
   * @param networkCase the network and its input
   * @param confirm settle the Hessian norm by a dense factorisation too (for single networks, not for thousands)
   */
  constructor(
    readonly networkCase: NetworkCase,
    private readonly confirm = false,
  ) {
    super();
  }

  get propagation(): Propagation {
    return this.once("propagation", () => propagate(this.networkCase));
  }

  get gradientNorms(): GradientNorms {
    return this.once("gradientNorms", () => gradientNorms(this.propagation));
  }

  get scales(): Scales<number> {
    return this.once("scales", () => scalesOf(float64, this.networkCase));
  }

  /** The scales with each layer's own ω; a row of one number cannot turn, as if its norm were infinite. */
  private get layerwiseScales(): Scales<number> {
    return this.once("layerwiseScales", () => {
      const norms = this.propagation.layers.map(({ fanIn, rowNorms }) =>
        fanIn === 1 ? Number.POSITIVE_INFINITY : rowNorms.reduce((least, norm) => Math.min(least, norm)),
      );
      return withLayerWeightNorms(float64, this.scales, norms);
    });
  }

  /** f. */
  get value(): Quantity {
    const { activationScales, outputNorm, depth } = this.scales;
    return this.quantity(this.propagation.value, 1, outputNorm * activationScales[depth], (arithmetic) =>
      this.predictor(arithmetic)(definedNetwork(arithmetic, this.networkCase.network)),
    );
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
    return this.once("activationNorms", () => {
      const norms = [
        this.scales.inputNorm,
        ...this.propagation.layers.map(({ outgoing }) => float64.euclideanNorm(outgoing)),
      ];
      return norms.map((norm, l) =>
        this.quantity(norm, 1, this.scales.activationScales[l], (arithmetic) => {
          const { network, input } = this.networkCase;
          const weights = definedNetwork(arithmetic, network);
          return arithmetic.hypotenuse(definedActivations(arithmetic, weights, Array.from(input, arithmetic.of))[l]);
        }),
      );
    });
  }

  /** ‖∇_{W^l} f‖_F, l = 1..L. */
  get layerGradientNorms(): readonly Quantity[] {
    const { outputNorm, layerScales } = this.layerwiseScales;
    return Array.from(this.gradientNorms.layers, (norm, l) =>
      this.quantity(norm, 2, outputNorm * layerScales[l], this.slopeInPart(l)),
    );
  }

  /** ‖∇_v f‖. */
  get outputGradientNorm(): Quantity {
    const { activationScales, depth } = this.scales;
    return this.quantity(this.gradientNorms.output, 1, activationScales[depth], this.slopeInPart(depth));
  }

  /** ‖∇_θ f‖. */
  get parameterGradientNorm(): Quantity {
    const scale = gradientBound(float64, this.layerwiseScales);
    return this.quantity(this.gradientNorms.parameters, 2, scale, (arithmetic) =>
      slopeAlong(arithmetic, this.networkCase.network, this.predictor(arithmetic), parameterGradient(this.propagation)),
    );
  }

  /** ‖∇_x f‖. */
  get inputGradientNorm(): Quantity {
    return this.quantity(this.gradientNorms.input, 2, this.scales.outputNorm, (arithmetic) =>
      inputSlopeAlong(arithmetic, this.networkCase, this.propagation.inputGradient),
    );
  }

  /** λ_max(Q) = c_H in float64; only where A2 holds. */
  get layerwiseHessianBound(): number {
    return this.once("layerwiseHessianBound", () => hessianBound(float64, this.scales));
  }

  /** What bounds the Hessian a priori, layer by layer: the scale of its rounding errors. */
  private get hessianErrorScale(): number {
    return this.once("hessianErrorScale", () => hessianBound(float64, this.layerwiseScales));
  }

  /** ‖Hess f‖₂ with the evidence; only where A2 holds. */
  get hessianNorm(): SpectralNorm {
    return this.once("hessianNorm", () => {
      const productError = roundingError(this.networkCase.network, 4, this.hessianErrorScale);
      return hessianSpectralNorm(this.propagation, { productError, confirm: this.confirm });
    });
  }

  /** ‖Hess f‖₂ as a quantity: an eigenvalue lies within the residual, so that is part of its error. */
  get hessianSpectralNorm(): Quantity {
    const { value, residual, converged } = this.hessianNorm;
    const { error } = this.quantity(value, 4, this.hessianErrorScale);
    return { value, error: error + residual, converged, again: this.topCurvature };
  }

  /** |f″| along the eigenvector of the largest eigenvalue found: at most ‖Hess f‖₂, from the definition of f. */
  private readonly topCurvature: Again = (arithmetic) => {
    const { network } = this.networkCase;
    const direction = this.once("topEigenvector", () => topEigenvector(fullHessian(this.propagation)));
    return arithmetic.absolute(curvatureOn(arithmetic, network, this.predictor(arithmetic), direction));
  };

  /** The slope of f along its gradient with respect to W^(l+1), or to v for l = L: the norm of that part, by definition. */
  private slopeInPart(l: number): Again {
    return (arithmetic) => {
      const { network } = this.networkCase;
      const begins = [...layerOffsets(network), Number.POSITIVE_INFINITY];
      const direction = parameterGradient(this.propagation).map((entry, k) =>
        k >= begins[l] && k < begins[l + 1] ? entry : 0,
      );
      return slopeAlong(arithmetic, network, this.predictor(arithmetic), direction);
    };
  }

  /** θ ↦ f(θ; x), by definition. */
  private predictor<T>(arithmetic: OrderedArithmetic<T>): Functional<T> {
    const input = Array.from(this.networkCase.input, arithmetic.of);
    return (network) => definedValue(arithmetic, network, input);
  }

  /** A number that converged by nature, with the rounding error of so many sweeps, and how to compute it again. */
  readonly quantity = (value: number, sweeps: Sweeps, scale: number, again?: Again): Quantity => ({
    value,
    error: roundingError(this.networkCase.network, sweeps, scale),
    converged: true,
    ...(again && { again }),
  });
}
