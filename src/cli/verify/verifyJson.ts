import { drawnNetworksOf } from "../../generators/caseRanges";
import { registry } from "../shared/registry";
import type { VerifyOutcome } from "./verifyOutcome";

/** What `wnb verify --json` prints. */
export function verifyJson({ plan, verification, violations, saved, verdicts }: VerifyOutcome): unknown {
  const { ledger, networks, seconds, interrupted } = verification;
  const rows = ledger.map(({ id, cases, worstRatio, worstAt, assumption, nonvacuous, proofs, counts, fault }) => {
    const verdict = verdicts.get(id);
    const { group, reference, nonvacuous: condition } = registry().theorem(id);
    const reported = violations.find(({ theorem }) => theorem === id);
    return {
      id,
      group,
      reference,
      cases,
      worstRatio,
      verdict,
      worstAt,
      ...(condition && { nonvacuous: { condition: condition.name, cases: nonvacuous ?? 0 } }),
      ...(plan.rigour === "certified"
        ? { proved: cases - counts.undecided, undecided: counts.undecided, steps: proofs }
        : {}),
      ...(fault === null ? {} : { fault: fault.message }),
      ...(verdict === "not-applicable" ? { assumption } : {}),
      ...(reported === undefined
        ? {}
        : {
            counterexample: reported.file,
            judgement: reported.violation.judgement,
            ...(reported.violation.isStopped ? { shrinkingStopped: true } : {}),
          }),
    };
  });
  return {
    format: "weightnorm-verify/1",
    seed: plan.seed,
    rigour: plan.rigour ?? "float64",
    ...(plan.without === undefined ? {} : { without: plan.without }),
    drawn: drawnNetworksOf(plan.ranges),
    networks,
    seconds,
    interrupted,
    theorems: rows,
    saved: {
      files: saved.replays.length,
      violated: saved.replays
        .filter(({ verdict }) => verdict === "violated")
        .map(({ path, theorem, result, judgement }) => ({ file: path, theorem, ratio: result.ratio, judgement })),
      refused: saved.refused.map(({ message }) => message),
    },
  };
}
