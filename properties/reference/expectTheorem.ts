import fc from "fast-check";
import { version } from "../../src/cli/shared/version";
import { describeViolation } from "../../src/cli/shared/violationReport";
import { defaultRanges } from "../../src/generators/caseRanges";
import { Evaluation } from "../../src/measurement/evaluation";
import type { Theorem } from "../../src/theorems/theorem";
import { checkTheorem } from "../../src/verify/checkTheorem";
import { counterexampleToJson } from "../../src/verify/counterexample";
import { COUNTEREXAMPLE_FOLDER, saveCounterexample } from "../../src/verify/counterexampleFolder";
import { settleViolation } from "../../src/verify/settleViolations";

/**
 * Expects a theorem to hold on random cases. A violation is simplified, judged in decimals, and saved if it is one, before it is
 * reported; the report ends with the file and the command that replays it.
 */
export function expectTheorem(
  theorem: Theorem,
  runs: { readonly numRuns?: number } = {},
  folder = COUNTEREXAMPLE_FOLDER,
): void {
  const property = fc.property(theorem.cases(), (networkCase) => {
    const result = checkTheorem(theorem, new Evaluation(networkCase));
    // Differences that float64 does not see are no test of a theorem.
    expect(result).toMatchObject({ verdict: result.unresolved ? "undecided" : "holds" });
  });
  // Simplified below: by a clear margin, and no further than decimals confirm.
  const details = fc.check(property, { ...runs, endOnFailure: true });
  if (!details.failed) {
    return;
  }
  const found = details.counterexample?.[0];
  const violation = found && settleViolation(theorem, found, defaultRanges);
  if (violation == null) {
    // Undecided, say: as any property.
    fc.assert(property, { ...runs, seed: details.seed });
    throw new Error(`${theorem.id} fails with seed ${details.seed}, and then it does not`);
  }
  const origin = { theorem: theorem.id, weakening: {}, version: version(), seed: details.seed, network: null };
  const file =
    violation.judgement.verdict === "numerical artefact"
      ? null
      : saveCounterexample(folder, counterexampleToJson(violation, origin));
  const described = {
    theorem: theorem.id,
    violation,
    origin: `case ${details.numRuns}`,
    worst: null,
    file,
    repeat: `WNB_SEED=${details.seed} npm test -- -t ${theorem.id}`,
    stopped: null,
  };
  throw new Error(describeViolation(described));
}
