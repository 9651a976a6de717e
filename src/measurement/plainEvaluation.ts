import type { OrderedArithmetic } from "../arithmetic/arithmetic";
import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { definedActivations, definedNetwork, definedValue } from "../calculus/definition";
import { curvatureOn, type Functional, inputSlopeAlong, slopeAlong } from "../calculus/differences";
import { plainParameterGradient } from "../calculus/plainGradient";
import { plainHessian } from "../calculus/plainHessianOperator";
import { type PlainPropagation, propagatePlain } from "../calculus/plainPropagation";
import { layerOffsets } from "../network/layout";
import { type SpectralNorm, spectralNorm } from "../spectrum/spectralNorm";
import { topEigenvector } from "../spectrum/topEigenvector";
import { Evaluation } from "./evaluation";
import type { Again, Quantity } from "./quantity";
import { roundingError } from "./rounding";

/**
 * The quantities of the same weights without normalisation, z = W α/√m, in place of the network's own: for theorems on what
 * normalisation is needed for. Scales, and so bounds, are those of the network with it.
 */
export class PlainEvaluation extends Evaluation {
  // What is known by now.
  #plain: PlainPropagation | undefined;
  #gradient: Float64Array | undefined;
  #hessianNorm: SpectralNorm | undefined;
  #topEigenvector: Float64Array | undefined;

  private get plain(): PlainPropagation {
    this.#plain ??= propagatePlain(this.networkCase);
    return this.#plain;
  }

  private get gradient(): Float64Array {
    this.#gradient ??= plainParameterGradient(this.plain);
    return this.#gradient;
  }

  override get value(): Quantity {
    return this.plainQuantity(this.plain.value, (arithmetic) => {
      return this.plainPredictor(arithmetic)(definedNetwork(arithmetic, this.networkCase.network));
    });
  }

  override get activationNorms(): readonly Quantity[] {
    const { network, input } = this.networkCase;
    const activations = [input, ...this.plain.layers.map(({ outgoing }) => outgoing)];
    return activations.map((entries, l) =>
      this.plainQuantity(euclideanNorm(entries), (arithmetic) => {
        const exact = Array.from(input, arithmetic.of);
        const defined = definedActivations(arithmetic, definedNetwork(arithmetic, network), exact, false);
        return arithmetic.hypotenuse(defined[l]);
      }),
    );
  }

  override get layerGradientNorms(): readonly Quantity[] {
    return this.partNorms.slice(0, -1);
  }

  override get outputGradientNorm(): Quantity {
    return this.partNorms[this.networkCase.network.depth];
  }

  override get parameterGradientNorm(): Quantity {
    return this.plainQuantity(euclideanNorm(this.gradient), this.slopeOf(this.gradient));
  }

  override get inputGradientNorm(): Quantity {
    const { inputGradient } = this.plain;
    return this.plainQuantity(euclideanNorm(inputGradient), (arithmetic) =>
      inputSlopeAlong(arithmetic, this.networkCase, inputGradient, false),
    );
  }

  override get hessianSpectralNorm(): Quantity {
    const operator = plainHessian(this.plain);
    this.#hessianNorm ??= spectralNorm(operator);
    const { value, residual, converged } = this.#hessianNorm;
    const again: Again = (arithmetic) => {
      this.#topEigenvector ??= topEigenvector(operator);
      const direction = this.#topEigenvector;
      const { network } = this.networkCase;
      return arithmetic.absolute(curvatureOn(arithmetic, network, this.plainPredictor(arithmetic), direction));
    };
    const { error } = this.plainQuantity(value, again);
    return { value, error: error + residual, converged, again };
  }

  /** ‖∇_{W^l} f‖_F of every layer, and ‖∇_v f‖. */
  private get partNorms(): readonly Quantity[] {
    const begins = [...layerOffsets(this.networkCase.network), this.gradient.length];
    return begins.slice(1).map((end, l) => {
      const part = this.gradient.map((entry, k) => (k >= begins[l] && k < end ? entry : 0));
      return this.plainQuantity(euclideanNorm(part), this.slopeOf(part));
    });
  }

  private slopeOf(direction: Float64Array): Again {
    return (arithmetic) => slopeAlong(arithmetic, this.networkCase.network, this.plainPredictor(arithmetic), direction);
  }

  private plainPredictor<T>(arithmetic: OrderedArithmetic<T>): Functional<T> {
    const input = Array.from(this.networkCase.input, arithmetic.of);
    return (network) => definedValue(arithmetic, network, input, false);
  }

  /** Relative to the number itself: where terms cancel it is too small, and the judge decides. */
  private plainQuantity(value: number, again: Again): Quantity {
    const error = roundingError(this.networkCase.network, 4, Math.abs(value));
    return { value, error, converged: true, again };
  }
}
