import type { Interval } from "../arithmetic/interval/interval";
import type { Evaluation } from "../measurement/evaluation";
import { certifiedQuantities, type EachQuantity, mapQuantities, quantityAt } from "../measurement/quantities";
import type { Registry } from "../theorems/registryOf";
import { certifyTheorem } from "./certifyTheorem";
import type { TheoremRow } from "./checkJudged";
import { type Check, proveLimit } from "./checkLimit";
import { BELOW_CERTIFIED, digitsOf, type Limit } from "./limit";
import type { CertificatesBy } from "./settledQuantities";
import { unlessFaulty } from "./unlessFaulty";

/** What is proved of one network and input. */
export interface NetworkProofs {
  /** Both ends certain; of the Hessian norm as near as it could be proved. */
  readonly enclosures: EachQuantity<Interval>;
  readonly theorems: readonly TheoremRow[];
  /** Their values are those of float64, and not here. */
  readonly checks: readonly Check[];
  /** Theorems that have no certificates. */
  readonly notCovered: readonly string[];
}

/**
 * Every quantity of a network enclosed, every theorem that has certificates proved or refuted, and the limits asked for.
 *
 * @param certificatesBy those of the evaluation's case, with what was proved with them before
 * @throws InputError for a limit on a quantity that has no certificates
 */
export function certifyNetwork(
  evaluation: Evaluation,
  limits: readonly Limit[],
  { theorems }: Registry,
  certificatesBy: CertificatesBy,
): NetworkProofs {
  const certificates = certificatesBy();
  const covered = theorems.filter(({ certify }) => certify !== undefined);
  return {
    enclosures: mapQuantities(certifiedQuantities(certificates), (certifiable) => certifiable.enclosure()),
    theorems: covered.map((theorem) => ({
      id: theorem.id,
      ...unlessFaulty(() => certifyTheorem(theorem, evaluation, certificates)),
    })),
    checks: limits.map((limit) => {
      const withDigits = certifiedQuantities(certificatesBy(digitsOf(limit)));
      const certifiable = quantityAt(withDigits, limit, BELOW_CERTIFIED);
      return proveLimit(certifiable, limit, null);
    }),
    notCovered: theorems.filter((theorem) => !covered.includes(theorem)).map(({ id }) => id),
  };
}
