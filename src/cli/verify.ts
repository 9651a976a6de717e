import { WriteError } from "../files/writeError";
import { InputError } from "../network/inputError";
import { readRecord } from "../tightness/recordFile";
import { counterexampleToJson } from "../verify/counterexample";
import { saveCounterexample } from "../verify/counterexampleFolder";
import type { LedgerEntry } from "../verify/ledger";
import { replaySaved, type SavedReplays, savedVerdict } from "../verify/replaySaved";
import { runVerification, type Verification } from "../verify/runVerification";
import { type RunViolation, runViolation } from "../verify/runViolation";
import { verdictOf } from "../verify/vacuity";
import { type Verdict, worse } from "../verify/verdict";
import type { VerificationPlan } from "../verify/verifyChunk";
import { knownViolation } from "../weakenings/knownViolations";
import type { WeakeningEntry } from "../weakenings/weakeningEntry";
import { weakeningRecord } from "../weakenings/weakeningFile";
import { exitCodeOf, exitCodes } from "./exitCodes";
import { interruptible } from "./interruptible";
import { progressBar } from "./progressBar";
import { verifyJson } from "./verifyJson";
import { reportOnGithub } from "./verifyOnGithub";
import { planOf, type VerifyOptions } from "./verifyOptions";
import { describeCounts, describeProofs, describeRun, describeSaved, ledgerTable } from "./verifyReport";
import { version } from "./version";
import { describeViolation, repeatCommand } from "./violationReport";
import { WEAKENINGS_FILE } from "./weakeningsCommand";

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
  const known = knownEntries();
  const violations = verification.ledger.flatMap((entry) => {
    if (process.stderr.isTTY && entry.violations.length > 0) {
      process.stderr.write(`${entry.id} is violated: looking for a smaller network …\n`);
    }
    const found = foundViolation(plan, entry, known);
    return found === null ? [] : [{ ...found, file: save(options.out, plan, found) }];
  });
  const verdicts = new Map(
    verification.ledger.map((entry) => {
      const violation = violations.find(({ theorem }) => theorem === entry.id)?.violation;
      const found = violation === undefined ? verdictOf(entry) : verdictOfViolation(violation);
      return [entry.id, worse(found, savedVerdict(saved, entry.id))];
    }),
  );
  const outcome: VerifyOutcome = { plan, verification, violations, saved, verdicts };
  if (options.json) {
    console.log(JSON.stringify(verifyJson(outcome)));
  } else {
    console.log(ledgerTable(outcome));
    const notes = [
      describeRun(plan, verification),
      ...describeCounts(verification.ledger),
      ...describeSaved(outcome),
      ...describeProofs(plan, verification.ledger),
    ];
    console.log(["", ...notes].join("\n"));
    for (const reported of violations) {
      const { theorem, index } = reported;
      const repeat = repeatCommand(plan, theorem, index ?? 0, options.out);
      const origin = index === null ? "a network known to be hard" : `network ${index}`;
      console.log(`\n${describeViolation({ ...reported, origin, repeat })}`);
    }
  }
  reportOnGithub(outcome);
  process.exitCode = exitCodeOfOutcome(outcome);
}

/** The violation that the run met, if it is confirmed; else one on the networks that weakened theorems are known to fail on. */
function foundViolation(
  plan: VerificationPlan,
  entry: LedgerEntry,
  known: readonly WeakeningEntry[],
): RunViolation | null {
  const ofRun = runViolation(plan, entry);
  if (ofRun?.violation.judgement.verdict === "confirmed") {
    return ofRun;
  }
  const violation = knownViolation(plan, entry.id, known);
  return violation?.judgement.verdict === "confirmed"
    ? { theorem: entry.id, index: null, violation, worst: null }
    : ofRun;
}

/** Those that come with the package; a run does not depend on them. */
function knownEntries(): readonly WeakeningEntry[] {
  try {
    return readRecord(WEAKENINGS_FILE, weakeningRecord);
  } catch (error) {
    if (!(error instanceof InputError)) {
      throw error;
    }
    console.error(`wnb: ${error.message}; the networks that are known to be hard are left out`);
    return [];
  }
}

function isWorthSaving({ judgement }: RunViolation["violation"]): boolean {
  return judgement.verdict !== "numerical artefact";
}

function verdictOfViolation({ judgement }: RunViolation["violation"]): Verdict {
  return judgement.verdict === "numerical artefact" ? "undecided" : "violated";
}

/** A refused file is bad input, but a violation outweighs it; a counterexample that is lost outweighs both. */
function exitCodeOfOutcome({ verification, violations, saved, verdicts }: VerifyOutcome): number {
  const verdict = [...verdicts.values()].reduce<Verdict>(worse, "not-applicable");
  if (verification.interrupted) {
    return exitCodes.interrupted;
  }
  if (violations.some(({ file, violation }) => file === null && isWorthSaving(violation))) {
    return exitCodes.notWritten;
  }
  return saved.refused.length > 0 && verdict !== "violated" ? exitCodes.badInput : exitCodeOf(verdict);
}

/** Saved at once, before anything is printed. A folder that cannot be written costs the file, not the report. */
function save(
  folder: string,
  plan: VerificationPlan,
  { theorem, index, violation, worst }: RunViolation,
): string | null {
  if (!isWorthSaving(violation)) {
    return null;
  }
  const weakening = plan.weakenings[theorem] ?? {};
  const { seed, without } = plan;
  const origin = { theorem, weakening, ...(without && { without }), version: version(), seed, network: index };
  try {
    return saveCounterexample(folder, counterexampleToJson(violation, origin, worst));
  } catch (error) {
    if (!(error instanceof WriteError)) {
      throw error;
    }
    console.error(`wnb: --out ${folder}: the counterexample is not saved: ${error.message}`);
    return null;
  }
}
