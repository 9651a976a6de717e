import { type Interval, point } from "../arithmetic/interval/interval";
import { InputError } from "../network/inputError";
import type { NetworkCase } from "../network/network";
import type { Certifiable, Certificate } from "../rigour/certificate";
import { preciseArithmetic } from "../rigour/certifiedNumber";
import type { NetworkCertificates } from "../rigour/networkCertificates";
import { theorems } from "../theorems";
import { smoothActivation } from "../theorems/assumptions";
import { certificatesOf } from "../theorems/certificates";
import type { Evaluation } from "../theorems/evaluation";
import { certifyTheorem } from "./certifyTheorem";
import type { Check, Limit, QuantityName, TheoremRow } from "./measureNetwork";

/** What is proved of one network and input. */
export interface NetworkProofs {
  /** Both ends certain; of the Hessian norm as near as it could be proved. */
  readonly enclosures: Readonly<Partial<Record<QuantityName, Interval | readonly Interval[] | null>>>;
  readonly theorems: readonly TheoremRow[];
  /** Their values are those of float64, and not here. */
  readonly checks: readonly Check[];
  /** Theorems that have no certificates. */
  readonly notCovered: readonly string[];
}

type Certified = Partial<Record<QuantityName, Certifiable | readonly Certifiable[] | null>>;

/**
 * Every quantity of a network enclosed, every theorem that has certificates proved or refuted, and the limits asked for.
 *
 * @throws InputError for a limit on a quantity that has no certificates
 */
export function certifyNetwork(evaluation: Evaluation, limits: readonly Limit[]): NetworkProofs {
  const { networkCase } = evaluation;
  const certificates = certificatesOf(networkCase);
  const certified = certifiedQuantities(networkCase, certificates);
  const covered = theorems.filter(({ certify }) => certify !== undefined);
  return {
    enclosures: Object.fromEntries(Object.entries(certified).map(([name, entry]) => [name, enclosureOf(entry)])),
    theorems: covered.map((theorem) => ({ id: theorem.id, ...certifyTheorem(theorem, evaluation, certificates) })),
    checks: limits.map((limit) => checkLimit(certified, limit)),
    notCovered: theorems.filter((theorem) => !covered.includes(theorem)).map(({ id }) => id),
  };
}

function certifiedQuantities(networkCase: NetworkCase, certificates: NetworkCertificates): Certified {
  return {
    value: certificates.value,
    minWeightNorm: certificates.minWeightNorm,
    activationNorms: certificates.activationNorms,
    layerGradientNorms: certificates.layerGradientNorms,
    outputGradientNorm: certificates.outputGradientNorm,
    parameterGradientNorm: certificates.parameterGradientNorm,
    inputGradientNorm: certificates.inputGradientNorm,
    hessianSpectralNorm: smoothActivation.holds(networkCase) ? certificates.hessianSpectralNorm : null,
  };
}

function enclosureOf(entry: Certified[QuantityName]): Interval | readonly Interval[] | null {
  if (entry === null || entry === undefined) {
    return null;
  }
  return isList(entry) ? entry.map((each) => each.enclosure()) : entry.enclosure();
}

function checkLimit(certified: Certified, { quantity: name, index, limit }: Limit): Check {
  const entry = certified[name];
  const label = index === null ? name : `${name}[${index}]`;
  if (entry === null) {
    return { quantity: label, value: null, limit, verdict: "not-applicable" };
  }
  const single =
    entry === undefined || isList(entry) === (index === null) ? undefined : isList(entry) ? entry[index ?? 0] : entry;
  if (single === undefined) {
    throw new InputError(
      "--below",
      label,
      `with --rigour certified, one of ${Object.keys(certified).join(", ")}; of a list, one of its entries`,
    );
  }
  const proof: Certificate = single.compare({ interval: point(limit), precise: () => preciseArithmetic.of(limit) });
  return { quantity: label, value: null, limit, verdict: proof.verdict, proof };
}

function isList<T>(entry: T | readonly T[]): entry is readonly T[] {
  return Array.isArray(entry);
}
