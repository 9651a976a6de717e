import { InputError } from "../network/inputError";
import { type NetworkCase, parameterCount } from "../network/network";
import type { SpectralNorm } from "../spectrum/spectralNorm";
import { theorems } from "../theorems";
import { smoothActivation } from "../theorems/assumptions";
import { Evaluation } from "../theorems/evaluation";
import type { Quantity } from "../theorems/quantity";
import { checkTheorem, type TheoremResult } from "./checkTheorem";
import { compare, type Verdict, worse } from "./verdict";

/** All that `measure` reports of one network and input. */
export interface Measurement {
  readonly network: {
    readonly depth: number;
    readonly width: number;
    readonly inputDimension: number;
    readonly parameters: number;
    readonly activation: { readonly name: string; readonly shift: number };
  };
  readonly quantities: Quantities;
  /** How the Hessian norm was found; null for an activation that is not smooth. */
  readonly evidence: { readonly hessianSpectralNorm: SpectralNorm | null };
  readonly theorems: readonly (TheoremResult & { readonly id: string })[];
  readonly checks: readonly Check[];
  readonly verdict: Verdict;
}

/** ‖x‖ comes first among the activation norms. */
export interface Quantities {
  readonly value: number;
  readonly minWeightNorm: number;
  readonly activationNorms: readonly number[];
  readonly layerGradientNorms: readonly number[];
  readonly outputGradientNorm: number;
  readonly parameterGradientNorm: number;
  readonly inputGradientNorm: number;
  readonly hessianSpectralNorm: number | null;
}

/** A question: is this quantity at most that value? */
export interface Limit {
  /** A name of {@link quantityNames}. */
  readonly quantity: QuantityName;
  /** For a quantity that is a list: which of its entries. */
  readonly index: number | null;
  readonly limit: number;
}

export interface Check {
  readonly quantity: string;
  readonly value: number | null;
  readonly limit: number;
  readonly verdict: Verdict;
}

type Measured = Readonly<Record<QuantityName, Quantity | readonly Quantity[] | null>>;
export type QuantityName = keyof Quantities;

export const quantityNames: readonly QuantityName[] = [
  "value",
  "minWeightNorm",
  "activationNorms",
  "layerGradientNorms",
  "outputGradientNorm",
  "parameterGradientNorm",
  "inputGradientNorm",
  "hessianSpectralNorm",
];

/**
 * Every quantity, every theorem with its ratio and verdict, and the limits asked for, on one network.
 *
 * @throws InputError for a limit on a list without an index in it
 * @example measureNetwork({ network, input }).quantities.hessianSpectralNorm
 */
export function measureNetwork(networkCase: NetworkCase, limits: readonly Limit[] = []): Measurement {
  const { network } = networkCase;
  const evaluation = new Evaluation(networkCase, true);
  const isSmooth = smoothActivation.holds(networkCase);
  const measured: Measured = {
    value: evaluation.value,
    minWeightNorm: evaluation.minWeightNorm,
    activationNorms: evaluation.activationNorms,
    layerGradientNorms: evaluation.layerGradientNorms,
    outputGradientNorm: evaluation.outputGradientNorm,
    parameterGradientNorm: evaluation.parameterGradientNorm,
    inputGradientNorm: evaluation.inputGradientNorm,
    hessianSpectralNorm: isSmooth ? evaluation.hessianSpectralNorm : null,
  };
  const results = theorems.map((theorem) => ({ id: theorem.id, ...checkTheorem(theorem, evaluation) }));
  const checks = limits.map((limit) => checkLimit(measured, limit));
  const { activation, shift } = network.activation;
  return {
    network: {
      depth: network.depth,
      width: network.width,
      inputDimension: network.inputDimension,
      parameters: parameterCount(network),
      activation: { name: activation.name, shift },
    },
    quantities: valuesOf(measured),
    evidence: { hessianSpectralNorm: isSmooth ? evaluation.hessianNorm : null },
    theorems: results,
    checks,
    verdict: [...results, ...checks].reduce<Verdict>((worst, { verdict }) => worse(worst, verdict), "not-applicable"),
  };
}

function checkLimit(measured: Measured, { quantity: name, index, limit }: Limit): Check {
  const entry = measured[name];
  const quantity = index === null ? entry : Array.isArray(entry) ? (entry[index] as Quantity | undefined) : undefined;
  const label = index === null ? name : `${name}[${index}]`;
  if (quantity === undefined || (Array.isArray(entry) && index === null)) {
    const expected = Array.isArray(entry) ? `${name}[0] … ${name}[${entry.length - 1}]` : `${name}, without an index`;
    throw new InputError("--below", label, expected);
  }
  if (quantity === null) {
    return { quantity: label, value: null, limit, verdict: "not-applicable" };
  }
  const single = quantity as Quantity;
  return { quantity: label, value: single.value, limit, verdict: compare(single, limit) };
}

function valuesOf(measured: Measured): Quantities {
  const plain = Object.entries(measured).map(([name, entry]) => [
    name,
    Array.isArray(entry)
      ? entry.map(({ value }: Quantity) => value)
      : entry === null
        ? null
        : (entry as Quantity).value,
  ]);
  return Object.fromEntries(plain) as Quantities;
}
