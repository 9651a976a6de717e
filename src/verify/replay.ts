import { InputError } from "../files/inputError";
import { certificatesOf } from "../measurement/certificates";
import { Evaluation } from "../measurement/evaluation";
import type { NetworkCase } from "../network/networkCase";
import type { Registry } from "../theorems/registryOf";
import type { Theorem } from "../theorems/theorem";
import { weakened } from "../theorems/weakening";
import { certifyTheorem } from "./certifyTheorem";
import { checkTheorem, type TheoremResult } from "./checkTheorem";
import type { Counterexample } from "./counterexample";
import { type Judgement, judge } from "./judge";
import type { Rigour } from "./rigour";
import { settleTheorem } from "./settle";
import type { Verdict } from "./verdict";

/** A counterexample evaluated again. */
export interface Replay {
  /** A violation that decimals do not confirm is undecided. */
  readonly verdict: Verdict;
  readonly result: TheoremResult;
  /** Both sides in decimals; null where an assumption fails. */
  readonly judgement: Judgement | null;
  /** Whether it is what it was when saved, by its decimals if there are any; null if nothing was saved. */
  readonly reproduced: boolean | null;
}

/**
 * Evaluates a counterexample again, in float64 and in decimals, as the file states its theorem.
 *
 * @param rigour `certified`: the verdict is that of a proof
 * @throws InputError where a proof is asked for and the theorem, as it is stated, has no certificates
 *
 * @example replay(readCounterexample(path, builtIn), builtIn).verdict // "violated"
 */
export function replay(
  { theorem: id, networkCase, weakening, without, saved }: Counterexample,
  registry: Registry,
  rigour: Rigour = "float64",
): Replay {
  const theorem = weakened(registry.theorem(id), weakening, without);
  const result = resultOf(theorem, networkCase, rigour);
  const judgement = result.verdict === "not-applicable" ? null : judge(theorem, networkCase);
  const isArtefact = !result.proof && result.verdict === "violated" && judgement?.verdict === "numerical artefact";
  const verdict = isArtefact ? "undecided" : result.verdict;
  const { decimal } = saved;
  const isSame =
    decimal === null
      ? verdict === (saved.verdict === "numerical artefact" ? "undecided" : "violated")
      : decimal.quantity === judgement?.quantity && decimal.bound === judgement.bound;
  return { verdict, result, judgement, reproduced: saved.verdict === null && decimal === null ? null : isSame };
}

function resultOf(theorem: Theorem, networkCase: NetworkCase, rigour: Rigour): TheoremResult {
  const evaluation = new Evaluation(networkCase);
  if (rigour === "float64") {
    return settleTheorem(theorem, evaluation, checkTheorem(theorem, evaluation), () => certificatesOf(networkCase));
  }
  if (theorem.certify === undefined) {
    throw new InputError("--rigour certified", theorem.id, "a counterexample to a theorem that has certificates");
  }
  return certifyTheorem(theorem, evaluation, certificatesOf(networkCase));
}
