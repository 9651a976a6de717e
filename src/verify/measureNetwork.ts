import { certificatesOf } from "../measurement/certificates";
import { Evaluation } from "../measurement/evaluation";
import { lossEvaluationOf } from "../measurement/lossEvaluation";
import {
  certifiedQuantities,
  type EachQuantity,
  mapQuantities,
  measuredQuantities,
  type Quantities,
  quantityAt,
} from "../measurement/quantities";
import type { Quantity } from "../measurement/quantity";
import { Memoised } from "../network/memoised";
import { parameterCount } from "../network/network";
import type { NetworkCase } from "../network/networkCase";
import type { NetworkCertificates } from "../rigour/networkCertificates";
import type { SpectralNorm } from "../spectrum/spectralNorm";
import { dataSet, smoothActivation } from "../theorems/assumptions";
import { builtIn } from "../theorems/registry";
import type { Registry } from "../theorems/registryOf";
import { certifyNetwork, type NetworkProofs } from "./certifyNetwork";
import { checkJudged, type TheoremRow } from "./checkJudged";
import { type Check, checkLimit, proveLimit, recomputeLimit } from "./checkLimit";
import { checkTheorem } from "./checkTheorem";
import { BELOW, BELOW_CERTIFIED, digitsOf, type Limit } from "./limit";
import type { Rigour } from "./rigour";
import { canBeEnclosed, settleQuantity } from "./settle";
import { type Verdict, worse } from "./verdict";

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
  const { network, data } = networkCase;
  const evaluation = new Evaluation(networkCase, true);
  const ofLoss = data === undefined ? null : lossEvaluationOf(network, data.batch);
  const proved = new Proofs(networkCase);
  const isSmooth = smoothActivation.holds(networkCase);
  const measured = settledQuantities(measuredQuantities(evaluation, ofLoss), proved);
  const isSmall = parameterCount(network) * (data?.batch.inputs.length ?? 1) <= LARGEST_SEARCH;
  const speaking = registry.theorems.filter(
    ({ group, assumptions }) =>
      (data !== undefined || !assumptions.includes(dataSet)) && (group !== "generalisation" || isSmall),
  );
  const proofs = rigour === "certified" ? certifyNetwork(evaluation, limits, registry) : null;
  const results = (proofs === null ? speaking : []).map((theorem): TheoremRow => {
    if (!isSmall) {
      return { id: theorem.id, ...checkTheorem(theorem, evaluation) };
    }
    const { result, verdict, judgement } = checkJudged(theorem, evaluation, () => proved.inDecimals());
    return { id: theorem.id, ...result, verdict, ...(judgement && { judgement: judgement.verdict }) };
  });
  const checks = limits.map((limit, i) =>
    proofs === null
      ? settledCheck(measured, limit, proved)
      : { ...proofs.checks[i], value: quantityAt(measured, limit, BELOW)?.value ?? null },
  );
  const { activation, shift } = network.activation;
  return {
    network: {
      depth: network.depth,
      width: network.width,
      inputDimension: network.inputDimension,
      parameters: parameterCount(network),
      activation: { name: activation.name, shift },
    },
    quantities: mapQuantities(measured, ({ value }) => value),
    errors: mapQuantities(measured, ({ error }) => error),
    evidence: {
      hessianSpectralNorm: isSmooth ? evidenceOf(measured.hessianSpectralNorm, evaluation) : null,
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

/** The certificates of a network, made when the first is needed: 50 digits, or as many as a limit asks for. */
class Proofs extends Memoised {
  constructor(readonly networkCase: NetworkCase) {
    super();
  }

  inDecimals(digits = 50): NetworkCertificates {
    return this.once(`${digits} digits`, () => certificatesOf(this.networkCase, digits));
  }
}

function settledQuantities(measured: EachQuantity<Quantity>, proofs: Proofs): EachQuantity<Quantity> {
  if (!canBeEnclosed(proofs.networkCase.network)) {
    return measured;
  }
  return mapQuantities(measured, (quantity, name, index) =>
    name.startsWith("loss")
      ? quantity
      : settleQuantity(quantity, () => {
          const certifiable = quantityAt(
            certifiedQuantities(proofs.inDecimals()),
            { quantity: name, index },
            BELOW_CERTIFIED,
          );
          if (certifiable === null) {
            throw new RangeError(`${name} was measured, and has no certificates`);
          }
          return certifiable;
        }),
  );
}

/** What float64 leaves open of a limit, proofs may tell; of a loss, decimals. */
function settledCheck(measured: EachQuantity<Quantity>, limit: Limit, proofs: Proofs): Check {
  const quantity = quantityAt(measured, limit, BELOW);
  const check = checkLimit(quantity, limit);
  if (quantity === null || check.verdict !== "undecided" || !canBeEnclosed(proofs.networkCase.network)) {
    return check;
  }
  if (limit.quantity.startsWith("loss")) {
    return recomputeLimit(check, quantity, limit);
  }
  const certified = certifiedQuantities(proofs.inDecimals(digitsOf(limit)));
  return proveLimit(quantityAt(certified, limit, BELOW_CERTIFIED), limit, check.value);
}

/** How the Hessian norm was found, with what enclosures or decimals made of it. */
function evidenceOf(settled: Quantity | null, { hessianNorm }: Evaluation): SpectralNorm {
  const { value, error, converged } = settled ?? hessianNorm;
  const isEnclosed = value !== hessianNorm.value || error !== hessianNorm.error;
  return { ...hessianNorm, value, error, converged, ...(isEnclosed && { residual: error, method: "enclosure" }) };
}
