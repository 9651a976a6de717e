import { InputError } from "../files/inputError";
import { isSmooth } from "../network/activation";
import type { Certifiable } from "../rigour/certificate";
import type { NetworkCertificates } from "../rigour/networkCertificates";
import type { Evaluation } from "./evaluation";
import type { LossEvaluation } from "./lossEvaluation";
import type { Quantity } from "./quantity";

/** One T for each quantity; ‖x‖ comes first among the activation norms. The last three for a network with data. */
export interface EachQuantity<T> {
  readonly value: T;
  readonly minWeightNorm: T;
  readonly activationNorms: readonly T[];
  readonly layerGradientNorms: readonly T[];
  readonly outputGradientNorm: T;
  readonly parameterGradientNorm: T;
  readonly inputGradientNorm: T;
  /** Null for an activation that is not smooth, as that of the loss. */
  readonly hessianSpectralNorm: T | null;
  readonly loss?: T;
  readonly lossGradientNorm?: T;
  readonly lossHessianSpectralNorm?: T | null;
}

export type QuantityName = keyof EachQuantity<unknown>;
export type Quantities = EachQuantity<number>;

export const quantityNames: readonly QuantityName[] = [
  "value",
  "minWeightNorm",
  "activationNorms",
  "layerGradientNorms",
  "outputGradientNorm",
  "parameterGradientNorm",
  "inputGradientNorm",
  "hessianSpectralNorm",
  "loss",
  "lossGradientNorm",
  "lossHessianSpectralNorm",
];

/** Every quantity of a network, as float64 has it. */
export function measuredQuantities(evaluation: Evaluation, ofLoss: LossEvaluation | null): EachQuantity<Quantity> {
  const smooth = isSmooth(evaluation.networkCase.network.activation);
  return {
    ...pointwise<Quantity>(evaluation, smooth),
    ...(ofLoss && {
      loss: ofLoss.loss,
      lossGradientNorm: ofLoss.gradientNorm,
      lossHessianSpectralNorm: smooth ? ofLoss.hessianSpectralNorm : null,
    }),
  };
}

/** Those that have certificates. */
export function certifiedQuantities(certificates: NetworkCertificates): EachQuantity<Certifiable> {
  return pointwise<Certifiable>(certificates, isSmooth(certificates.networkCase.network.activation));
}

function pointwise<T>(source: EachQuantity<T>, smooth: boolean): EachQuantity<T> {
  return {
    value: source.value,
    minWeightNorm: source.minWeightNorm,
    activationNorms: source.activationNorms,
    layerGradientNorms: source.layerGradientNorms,
    outputGradientNorm: source.outputGradientNorm,
    parameterGradientNorm: source.parameterGradientNorm,
    inputGradientNorm: source.inputGradientNorm,
    hessianSpectralNorm: smooth ? source.hessianSpectralNorm : null,
  };
}

/** Another number for each quantity, in the order of {@link quantityNames}. */
export function mapQuantities<T, R>(
  quantities: EachQuantity<T>,
  change: (quantity: T, name: QuantityName, index: number | null) => R,
): EachQuantity<R> {
  const { loss, lossGradientNorm, lossHessianSpectralNorm: lossHessian, hessianSpectralNorm: hessian } = quantities;
  return {
    value: change(quantities.value, "value", null),
    minWeightNorm: change(quantities.minWeightNorm, "minWeightNorm", null),
    activationNorms: quantities.activationNorms.map((each, l) => change(each, "activationNorms", l)),
    layerGradientNorms: quantities.layerGradientNorms.map((each, l) => change(each, "layerGradientNorms", l)),
    outputGradientNorm: change(quantities.outputGradientNorm, "outputGradientNorm", null),
    parameterGradientNorm: change(quantities.parameterGradientNorm, "parameterGradientNorm", null),
    inputGradientNorm: change(quantities.inputGradientNorm, "inputGradientNorm", null),
    hessianSpectralNorm: hessian === null ? null : change(hessian, "hessianSpectralNorm", null),
    ...(loss !== undefined && { loss: change(loss, "loss", null) }),
    ...(lossGradientNorm !== undefined && { lossGradientNorm: change(lossGradientNorm, "lossGradientNorm", null) }),
    ...(lossHessian !== undefined && {
      lossHessianSpectralNorm: lossHessian === null ? null : change(lossHessian, "lossHessianSpectralNorm", null),
    }),
  };
}

/**
 * The quantity that a question is about: null where the activation is not smooth.
 *
 * @param index of an entry, for a quantity that is a list
 * @param asked where the name was read, and what it must be where it is not there: for errors
 * @throws InputError for a quantity that is not there, a list without an index, an index beyond it or of what is no list
 */
export function quantityAt<T>(
  quantities: EachQuantity<T>,
  { quantity: name, index }: { readonly quantity: QuantityName; readonly index: number | null },
  asked: { readonly place: string; readonly expected: string },
): T | null {
  const entry: T | readonly T[] | null | undefined = quantities[name];
  if (entry === undefined) {
    throw new InputError(asked.place, name, asked.expected);
  }
  const isList = name === "activationNorms" || name === "layerGradientNorms";
  if (!isList && index === null) {
    return entry as T | null;
  }
  const list = isList ? quantities[name] : [];
  const found = index === null ? undefined : list[index];
  if (found === undefined) {
    const expected = isList ? `${name}[0] … ${name}[${list.length - 1}]` : `${name}, without an index`;
    throw new InputError(asked.place, index === null ? name : `${name}[${index}]`, expected);
  }
  return found;
}
