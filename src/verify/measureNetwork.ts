import { InputError } from "../network/inputError";
import { type NetworkCase, parameterCount } from "../network/network";
import type { Certificate } from "../rigour/certificate";
import type { SpectralNorm } from "../spectrum/spectralNorm";
import { theorems } from "../theorems";
import { dataSet, smoothActivation } from "../theorems/assumptions";
import { Evaluation } from "../theorems/evaluation";
import { lossEvaluationOf } from "../theorems/lossEvaluation";
import type { Quantity } from "../theorems/quantity";
import { certifyNetwork, type NetworkProofs } from "./certifyNetwork";
import { checkJudged } from "./checkJudged";
import { checkTheorem, type TheoremResult } from "./checkTheorem";
import type { JudgedVerdict } from "./judge";
import type { Rigour } from "./rigour";
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
  /** How the Hessian norms were found; null for an activation that is not smooth. */
  readonly evidence: {
    readonly hessianSpectralNorm: SpectralNorm | null;
    /** For a network with data. */
    readonly lossHessianSpectralNorm?: SpectralNorm | null;
  };
  readonly theorems: readonly TheoremRow[];
  readonly checks: readonly Check[];
  readonly verdict: Verdict;
  /** If verdicts are proofs: what is certain of each quantity, and the theorems that have no certificates. */
  readonly rigour?: "certified";
  readonly enclosures?: NetworkProofs["enclosures"];
  readonly notCovered?: readonly string[];
}

/** A theorem on this network. What float64 takes for a violation is judged in decimals, on networks small enough for that. */
export interface TheoremRow extends TheoremResult {
  readonly id: string;
  readonly judgement?: JudgedVerdict;
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
  /** The last three for a network with data. */
  readonly loss?: number;
  readonly lossGradientNorm?: number;
  readonly lossHessianSpectralNorm?: number | null;
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
  readonly proof?: Certificate;
}

type Measured = Readonly<Partial<Record<QuantityName, Quantity | readonly Quantity[] | null>>>;
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
  "loss",
  "lossGradientNorm",
  "lossHessianSpectralNorm",
];

/** Parameters times records up to which a class of networks is searched, and a violation judged: about a second. */
const LARGEST_SEARCH = 20_000;

/**
 * Every quantity, every theorem with its ratio and verdict, and the limits asked for, on one network.
 *
 * Theorems that speak of data are left out where there is none, and those of generalisation for large networks: they speak of
 * the whole class, and search it.
 *
 * @param rigour `certified`: verdicts are proofs, of the theorems that have certificates; the others are left out
 * @throws InputError for a limit on a list without an index in it, or on a quantity without certificates if there must be one
 * @example measureNetwork({ network, input }).quantities.hessianSpectralNorm
 */
export function measureNetwork(
  networkCase: NetworkCase,
  limits: readonly Limit[] = [],
  rigour: Rigour = "float64",
): Measurement {
  const { network, data } = networkCase;
  const evaluation = new Evaluation(networkCase, true);
  const ofLoss = data === undefined ? null : lossEvaluationOf(network, data.batch);
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
    ...(ofLoss && {
      loss: ofLoss.loss,
      lossGradientNorm: ofLoss.gradientNorm,
      lossHessianSpectralNorm: isSmooth ? ofLoss.hessianSpectralNorm : null,
    }),
  };
  const isSmall = parameterCount(network) * (data?.batch.inputs.length ?? 1) <= LARGEST_SEARCH;
  const speaking = theorems.filter(
    ({ group, assumptions }) =>
      (data !== undefined || !assumptions.includes(dataSet)) && (group !== "generalisation" || isSmall),
  );
  const proofs = rigour === "certified" ? certifyNetwork(evaluation, limits) : null;
  const results = (proofs === null ? speaking : []).map((theorem): TheoremRow => {
    if (!isSmall) {
      return { id: theorem.id, ...checkTheorem(theorem, evaluation) };
    }
    const { result, verdict, judgement } = checkJudged(theorem, evaluation);
    return { id: theorem.id, ...result, verdict, ...(judgement && { judgement: judgement.verdict }) };
  });
  const measuredChecks = limits.map((limit) => checkLimit(measured, limit));
  const checks = proofs?.checks.map((check, i) => ({ ...check, value: measuredChecks[i].value })) ?? measuredChecks;
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
    evidence: {
      hessianSpectralNorm: isSmooth ? evaluation.hessianNorm : null,
      ...(ofLoss && { lossHessianSpectralNorm: isSmooth ? ofLoss.hessianNorm : null }),
    },
    ...(proofs && { rigour: "certified" as const, enclosures: proofs.enclosures, notCovered: proofs.notCovered }),
    theorems: proofs?.theorems ?? results,
    checks,
    verdict: [...(proofs?.theorems ?? results), ...checks].reduce<Verdict>(
      (worst, { verdict }) => worse(worst, verdict),
      "not-applicable",
    ),
  };
}

function checkLimit(measured: Measured, { quantity: name, index, limit }: Limit): Check {
  const entry = measured[name];
  if (entry === undefined) {
    throw new InputError("--below", name, "a quantity of the network alone, as the file has no data");
  }
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
  return Object.fromEntries(plain) as unknown as Quantities;
}
