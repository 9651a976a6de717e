import { counterexampleToJson } from "../verify/counterexample";
import { saveCounterexample } from "../verify/counterexampleFolder";
import { replaySaved, type SavedReplays, savedVerdict } from "../verify/replaySaved";
import { runVerification, type Verification } from "../verify/runVerification";
import { type RunViolation, runViolation } from "../verify/runViolation";
import { verdictOf } from "../verify/vacuity";
import { type Verdict, worse } from "../verify/verdict";
import type { VerificationPlan } from "../verify/verifyChunk";
import { exitCodeOf, exitCodes } from "./exitCodes";
import { interruptible } from "./interruptible";
import { progressBar } from "./progressBar";
import { verifyJson } from "./verifyJson";
import { planOf, type VerifyOptions } from "./verifyOptions";
import { describeCounts, describeRun, describeSaved, ledgerTable } from "./verifyReport";
import { version } from "./version";
import { describeViolation, repeatCommand } from "./violationReport";

/** All that one `wnb verify` found. */
export interface VerifyOutcome {
  readonly plan: VerificationPlan;
  readonly verification: Verification;
  readonly violations: readonly ReportedViolation[];
  readonly saved: SavedReplays;
  /** Of each theorem of the plan, by id: over the saved counterexamples and the run, as judged. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
}

/** A violation as it is reported: settled, and saved if it is no artefact. */
export interface ReportedViolation extends RunViolation {
  /** Null if it was not saved: it is an artefact, or the folder could not be written. */
  readonly file: string | null;
}

/** Fewer networks than this for each worker are done before a thread has started. */
const NETWORKS_WORTH_A_WORKER = 100;

/** Runs a verification, the saved counterexamples first, reports it and sets the exit code. */
export async function verify(options: VerifyOptions): Promise<void> {
  const plan = planOf(options);
  const saved = replaySaved(options.out, plan);
  for (const refused of saved.refused) {
    console.error(`wnb: ${refused.message}; the file is left out`);
  }
  const workers = Math.min(options.workers, Math.ceil(options.runs / NETWORKS_WORTH_A_WORKER));
  const progress = progressBar("{value}/{total} networks  {eta_formatted} left");
  const onProgress = (done: number): void => progress.show(done, options.runs);
  const verification = await interruptible((signal) =>
    runVerification(plan, { runs: options.runs, workers, signal, onProgress }).finally(progress.end),
  );
  const violations = verification.ledger.flatMap((entry) => {
    if (process.stderr.isTTY && entry.violations.length > 0) {
      process.stderr.write(`${entry.id} is violated: looking for a smaller network …\n`);
    }
    const found = runViolation(plan, entry);
    return found === null ? [] : [{ ...found, file: save(options.out, plan, found) }];
  });
  const verdicts = new Map(
    verification.ledger.map((entry) => {
      const violation = violations.find(({ theorem }) => theorem === entry.id)?.violation;
      const isArtefact = violation?.judgement.verdict === "numerical artefact";
      return [entry.id, worse(isArtefact ? "undecided" : verdictOf(entry), savedVerdict(saved, entry.id))];
    }),
  );
  const outcome: VerifyOutcome = { plan, verification, violations, saved, verdicts };
  if (options.json) {
    console.log(JSON.stringify(verifyJson(outcome)));
  } else {
    console.log(ledgerTable(outcome));
    const notes = [describeRun(plan, verification), ...describeCounts(verification.ledger), ...describeSaved(outcome)];
    console.log(["", ...notes].join("\n"));
    for (const reported of violations) {
      const { theorem, index } = reported;
      const repeat = repeatCommand(plan, theorem, index, options.out);
      console.log(`\n${describeViolation({ ...reported, origin: `network ${index}`, repeat })}`);
    }
  }
  process.exitCode = exitCodeOfOutcome(outcome);
}

/** A refused file is bad input, but a violation outweighs it. */
function exitCodeOfOutcome({ verification, saved, verdicts }: VerifyOutcome): number {
  const verdict = [...verdicts.values()].reduce<Verdict>(worse, "not-applicable");
  if (verification.interrupted) {
    return exitCodes.interrupted;
  }
  return saved.refused.length > 0 && verdict !== "violated" ? exitCodes.badInput : exitCodeOf(verdict);
}

/** Saved at once, before anything is printed. A folder that cannot be written costs the file, not the report. */
function save(
  folder: string,
  plan: VerificationPlan,
  { theorem, index, violation, worst }: RunViolation,
): string | null {
  if (violation.judgement.verdict === "numerical artefact") {
    return null;
  }
  const weakening = plan.weakenings[theorem] ?? {};
  const { seed, without } = plan;
  const origin = { theorem, weakening, ...(without && { without }), version: version(), seed, network: index };
  try {
    return saveCounterexample(folder, counterexampleToJson(violation, origin, worst));
  } catch (error) {
    console.error(`wnb: --out ${folder}: the counterexample is not saved (${(error as Error).message})`);
    return null;
  }
}
