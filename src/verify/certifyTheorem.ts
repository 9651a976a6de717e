import type { DecimalInterval } from "../arithmetic/decimalIntervals";
import { float64 } from "../arithmetic/float64";
import { intervals } from "../arithmetic/interval/intervals";
import { allOnes } from "../bounds/coefficients";
import { scalesOf } from "../bounds/scales";
import { enclosedScales } from "../measurement/certificates";
import type { Evaluation } from "../measurement/evaluation";
import { type Certificate, PROOF_STEPS } from "../rigour/certificate";
import { preciseArithmetic } from "../rigour/certifiedNumber";
import type { NetworkCertificates } from "../rigour/networkCertificates";
import type { Theorem } from "../theorems/theorem";
import { checkTheorem, type TheoremResult } from "./checkTheorem";

/** A theorem on one case, with a proof of the verdict or without a verdict. */
export interface CertifiedResult extends TheoremResult {
  /** Of the place that decides; null where an assumption fails. */
  readonly proof: Certificate | null;
}

/**
 * Checks one theorem on one case, and proves the verdict. The numbers are those of float64, the verdict is that of the proof: quantity <= bound at
 * every place of the theorem. What it states besides (consequences) is not part of it.
 *
 * @param certificates of the same case
 * @throws RangeError for a theorem without certificates
 * @example certifyTheorem(hessianLayerwise, new Evaluation(networkCase), certificatesOf(networkCase)).proof?.step
 */
export function certifyTheorem(
  theorem: Theorem,
  evaluation: Evaluation,
  certificates: NetworkCertificates,
): CertifiedResult {
  const { certify } = theorem;
  if (certify === undefined) {
    throw new RangeError(`${theorem.id} has no certificates`);
  }
  const { claim: _, ...result } = checkTheorem(theorem, evaluation);
  if (result.verdict === "not-applicable") {
    return { ...result, proof: null };
  }
  const { networkCase } = evaluation;
  const bounds = theorem.bound(
    intervals,
    { networkCase, scales: enclosedScales(networkCase) },
    allOnes(intervals, theorem.coefficients),
  );
  let precise: readonly DecimalInterval[] | undefined;
  const preciseAt = (i: number): DecimalInterval => {
    precise ??= preciseBounds(theorem, evaluation);
    return precise[i];
  };
  const proofs = certify(certificates, allOnes(float64, theorem.coefficients)).map((quantity, i) =>
    quantity.compare({ interval: bounds[i], precise: () => preciseAt(i) }),
  );
  const proof = proofs.reduce(weaker);
  return { ...result, verdict: proof.verdict, proof };
}

function preciseBounds(theorem: Theorem, { networkCase }: Evaluation): readonly DecimalInterval[] {
  const scales = scalesOf(preciseArithmetic, networkCase);
  return theorem.bound(preciseArithmetic, { networkCase, scales }, allOnes(preciseArithmetic, theorem.coefficients));
}

const VERDICTS: readonly Certificate["verdict"][] = ["holds", "undecided", "violated"];

/** The one that decides about both: the worse verdict, and of two alike the one that was harder to prove. */
function weaker(a: Certificate, b: Certificate): Certificate {
  const [worseOfA, worseOfB] = [a, b].map(({ verdict }) => VERDICTS.indexOf(verdict));
  const harder = ({ step }: Certificate): number => (step === null ? PROOF_STEPS.length : PROOF_STEPS.indexOf(step));
  return worseOfA !== worseOfB ? (worseOfA > worseOfB ? a : b) : harder(b) > harder(a) ? b : a;
}
