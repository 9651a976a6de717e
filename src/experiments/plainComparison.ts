import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { float64 } from "../arithmetic/float64";
import { gradientBound } from "../bounds/gradientBound";
import { plainParameterGradient } from "../calculus/plainGradient";
import { plainHessian } from "../calculus/plainHessianOperator";
import { propagatePlain } from "../calculus/plainPropagation";
import { Evaluation } from "../measurement/evaluation";
import { fanIn } from "../network/network";
import type { NetworkCase } from "../network/networkCase";
import { matrixSpectralNorm } from "../spectrum/matrixSpectralNorm";
import { spectralNorm } from "../spectrum/spectralNorm";

/**
 * The same weights with and without normalisation, at one input. Hessian norms are null where φ has no second derivative,
 * and where the search for them did not converge.
 */
export interface PlainComparison {
  readonly plain: {
    /** ‖∇_x f_plain‖, and its bound ‖v‖ Π s‖W^l‖₂. */
    readonly inputGradientNorm: number;
    readonly lipschitzBound: number;
    /** ‖∇_θ f_plain‖. */
    readonly parameterGradientNorm: number;
    /** ‖Hess f_plain‖₂. */
    readonly hessianSpectralNorm: number | null;
  };
  readonly weightNorm: {
    /** ‖∇_x f‖, and its bound ‖v‖. */
    readonly inputGradientNorm: number;
    readonly lipschitzBound: number;
    /** ‖∇_θ f‖, and its bound ϱ. */
    readonly parameterGradientNorm: number;
    readonly parameterGradientBound: number;
    /** ‖Hess f‖₂, and its bound c_H. */
    readonly hessianSpectralNorm: number | null;
    readonly hessianBound: number | null;
  };
}

/**
 * Measures both networks that the weights of a case make (Remark 4.1).
 *
 * @example compareWithPlain({ network, input }).plain.inputGradientNorm
 */
export function compareWithPlain(networkCase: NetworkCase): PlainComparison {
  const evaluation = new Evaluation(networkCase);
  const { scales } = evaluation;
  const isSmooth = scales.smoothness !== null;
  return {
    plain: measurePlain(networkCase, isSmooth, scales.outputNorm),
    weightNorm: {
      inputGradientNorm: evaluation.inputGradientNorm.value,
      lipschitzBound: scales.outputNorm,
      parameterGradientNorm: evaluation.parameterGradientNorm.value,
      parameterGradientBound: gradientBound(float64, scales),
      hessianSpectralNorm: isSmooth ? ifConverged(evaluation.hessianNorm) : null,
      hessianBound: isSmooth ? evaluation.layerwiseHessianBound : null,
    },
  };
}

function measurePlain(networkCase: NetworkCase, isSmooth: boolean, outputNorm: number): PlainComparison["plain"] {
  const { network } = networkCase;
  const plain = propagatePlain(networkCase);
  const stretches = network.layers.map(
    (weights, l) => plain.scale * matrixSpectralNorm(weights, network.width, fanIn(network, l)).value,
  );
  return {
    inputGradientNorm: euclideanNorm(plain.inputGradient),
    lipschitzBound: stretches.reduce((product, stretch) => product * stretch, outputNorm),
    parameterGradientNorm: euclideanNorm(plainParameterGradient(plain)),
    hessianSpectralNorm: isSmooth ? ifConverged(spectralNorm(plainHessian(plain))) : null,
  };
}

function ifConverged({ value, converged }: { value: number; converged: boolean }): number | null {
  return converged ? value : null;
}
