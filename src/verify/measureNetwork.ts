import { Evaluation } from "../measurement/evaluation";
import { type LossEvaluation, lossEvaluationOf } from "../measurement/lossEvaluation";
import {
  type EachQuantity,
  mapQuantities,
  measuredQuantities,
  type Quantities,
  quantityAt,
} from "../measurement/quantities";
import type { Quantity } from "../measurement/quantity";
import { parameterCount } from "../network/network";
import type { NetworkCase } from "../network/networkCase";
import type { SpectralNorm } from "../spectrum/spectralNorm";
import { dataSet } from "../theorems/assumptions";
import { builtIn } from "../theorems/registry";
import type { Registry } from "../theorems/registryOf";
import type { Theorem } from "../theorems/theorem";
import { certifyNetwork, type NetworkProofs } from "./certifyNetwork";
import { checkJudged, type TheoremRow } from "./checkJudged";
import type { Check } from "./checkLimit";
import { checkTheorem } from "./checkTheorem";
import { type DescribedNetwork, describedNetwork } from "./describedNetwork";
import { type LayerSymbols, layerSymbols, ownSymbols, type SymbolName } from "./layerSymbols";
import { BELOW, type Limit } from "./limit";
import type { Rigour } from "./rigour";
import { type CertificatesBy, certificatesBy, settledCheck, settledQuantities } from "./settledQuantities";
import { unlessFaulty } from "./unlessFaulty";
import { type Verdict, worse } from "./verdict";

/** All that `measure` reports of one network and input. */
export interface Measurement {
  readonly network: DescribedNetwork;
  readonly symbols: readonly LayerSymbols[];
  /** Those that are not the paper's. */
  readonly ownSymbols: readonly SymbolName[];
  readonly quantities: Quantities;
  /** Each quantity is within this of the exact one, if it converged. */
  readonly errors: Quantities;
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
  registry: Registry = builtIn,
): Measurement {
  const { network, data, parameters } = networkCase;
  const evaluation = new Evaluation(networkCase, true);
  const ofLoss = data === undefined ? null : lossEvaluationOf(network, data.batch, parameters);
  const certificates = certificatesBy(networkCase);
  const measured = settledQuantities(measuredQuantities(evaluation, ofLoss), networkCase, certificates);
  const proofs = rigour === "certified" ? certifyNetwork(evaluation, limits, registry, certificates) : null;
  const theorems = proofs?.theorems ?? theoremRows(evaluation, registry, certificates);
  const checks = limits.map((limit, i) =>
    proofs === null
      ? settledCheck(measured, limit, networkCase, certificates)
      : { ...proofs.checks[i], value: quantityAt(measured, limit, BELOW)?.value ?? null },
  );
  const symbols = layerSymbols(evaluation.scales);
  const verdicts = [...theorems, ...checks].map(({ verdict }) => verdict);
  return {
    network: describedNetwork(networkCase),
    symbols,
    ownSymbols: ownSymbols(network, symbols),
    quantities: mapQuantities(measured, ({ value }) => value),
    errors: mapQuantities(measured, ({ error }) => error),
    evidence: evidenceOf(measured, evaluation, ofLoss),
    ...(proofs && { rigour: "certified" as const, enclosures: proofs.enclosures, notCovered: proofs.notCovered }),
    theorems,
    checks,
    verdict: verdicts.reduce<Verdict>(worse, "not-applicable"),
  };
}

/** The theorems that speak of the case, each with its verdict; those of generalisation for small ones only. */
function theoremRows(evaluation: Evaluation, { theorems }: Registry, certificates: CertificatesBy): TheoremRow[] {
  const { networkCase } = evaluation;
  const { network, data } = networkCase;
  const isSmall = parameterCount(network) * (data?.batch.inputs.length ?? 1) <= LARGEST_SEARCH;
  const speaking = theorems.filter(
    ({ group, assumptions }) =>
      (data !== undefined || !assumptions.includes(dataSet)) && (group !== "generalisation" || isSmall),
  );
  return speaking.map((theorem) => ({
    id: theorem.id,
    ...unlessFaulty(() => judgedResult(theorem, evaluation, certificates, isSmall)),
  }));
}

function judgedResult(
  theorem: Theorem,
  evaluation: Evaluation,
  certificates: CertificatesBy,
  isJudged: boolean,
): Omit<TheoremRow, "id"> {
  if (!isJudged) {
    return checkTheorem(theorem, evaluation);
  }
  const { result, verdict, judgement } = checkJudged(theorem, evaluation, () => certificates());
  return { ...result, verdict, ...(judgement && { judgement: judgement.verdict }) };
}

/** How the Hessian norms were found. */
function evidenceOf(
  { hessianSpectralNorm }: EachQuantity<Quantity>,
  evaluation: Evaluation,
  ofLoss: LossEvaluation | null,
): Measurement["evidence"] {
  return {
    hessianSpectralNorm: hessianSpectralNorm && evidenceOfHessian(hessianSpectralNorm, evaluation),
    ...(ofLoss && { lossHessianSpectralNorm: hessianSpectralNorm && ofLoss.hessianNorm }),
  };
}

/** What a search said, with what enclosures or decimals made of it. */
function evidenceOfHessian({ value, error, converged }: Quantity, { hessianNorm }: Evaluation): SpectralNorm {
  const isEnclosed = value !== hessianNorm.value || error !== hessianNorm.error;
  return { ...hessianNorm, value, error, converged, ...(isEnclosed && { residual: error, method: "enclosure" }) };
}
