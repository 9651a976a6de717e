import { dirname } from "node:path";
import { InputError } from "../../files/inputError";
import { makeFolder } from "../../files/makeFolder";
import { writeWhole } from "../../files/writeWhole";
import { readRecord } from "../../records/recordFile";
import { WEAKENINGS_FILE } from "../../records/recordPaths";
import { replaySaved, savedVerdict } from "../../verify/replaySaved";
import { runVerification, type Verification } from "../../verify/runVerification";
import type { RunViolation } from "../../verify/runViolation";
import { verdictOf } from "../../verify/vacuity";
import { type Verdict, worse } from "../../verify/verdict";
import type { VerificationPlan } from "../../verify/verificationPlan";
import { knownViolations } from "../../weakenings/knownViolations";
import type { WeakeningEntry } from "../../weakenings/weakeningEntry";
import { weakeningRecord } from "../../weakenings/weakeningFile";
import { exitCodeOf, exitCodes } from "../shared/exitCodes";
import { interruptible } from "../shared/interruptible";
import { printReport } from "../shared/printReport";
import { progressBar } from "../shared/progressBar";
import { registry } from "../shared/registry";
import { describeViolation, repeatCommand } from "../shared/violationReport";
import { type ReportedViolation, RunViolations } from "./runViolations";
import { saveWorst } from "./saveWorst";
import { verifyJson } from "./verifyJson";
import { verifyJunit } from "./verifyJunit";
import { reportOnGithub } from "./verifyOnGithub";
import { planOf, type VerifyOptions, WORST_FOLDER } from "./verifyOptions";
import type { VerifyOutcome } from "./verifyOutcome";
import { describeCounts, describeProofs, describeRun, describeSaved, ledgerLegend, ledgerTable } from "./verifyReport";

/** Fewer networks than this for each worker are done before a thread has started. */
const NETWORKS_WORTH_A_WORKER = 100;

/** What is left for shrinking after a run that a signal has ended. */
const MILLISECONDS_AFTER_A_SIGNAL = 2000;

/** Runs a verification, the saved counterexamples first, reports it and sets the exit code. */
export async function verify(options: VerifyOptions): Promise<void> {
  const plan = planOf(options);
  const { result, interruption } = await interruptible((signal) => found(plan, options, signal));
  const { saved, violations } = result;
  const verification = { ...result.verification, interrupted: interruption !== null };
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
    printReport(ledgerTable(outcome));
    const notes = [
      ...ledgerLegend(plan),
      describeRun(plan, verification),
      ...describeCounts(verification.ledger),
      ...describeSaved(outcome),
      ...describeProofs(plan, verification.ledger),
    ];
    printReport(["", ...notes].join("\n"));
    for (const reported of violations) {
      const { theorem, index } = reported;
      const repeat = repeatCommand(plan, theorem, index ?? 0, options.out);
      const origin = index === null ? "a network known to be hard" : `network ${index}`;
      const stopped = reported.violation.isStopped ? whyStopped(options, verification) : null;
      printReport(`\n${describeViolation({ ...reported, origin, repeat, stopped })}`);
    }
  }
  const unchecked = verification.interrupted ? [] : uncheckedIn(outcome);
  if (unchecked.length > 0) {
    console.error(
      `wnb: warning: not checked, as no network of the run meets their assumptions: ${unchecked.join(", ")}`,
    );
  }
  const faults = verification.ledger.flatMap(({ fault }) => (fault === null ? [] : [fault]));
  for (const { index, message } of faults) {
    console.error(`wnb: ${message} (network ${index})`);
  }
  reportOnGithub(outcome);
  // Their failure is one to end with, after the report.
  if (options.junit !== undefined) {
    makeFolder(dirname(options.junit));
    writeWhole(options.junit, verifyJunit(outcome));
  }
  if (options.saveWorst !== undefined) {
    const folder = options.saveWorst === true ? WORST_FOLDER : options.saveWorst;
    console.error(`worst cases: ${saveWorst(folder, plan, verification.ledger)} files in ${folder}`);
  }
  const isMissed = unchecked.some((id) => options.theorem?.includes(id));
  process.exitCode = interruption ?? exitCodeOfOutcome(outcome, isMissed ? "undecided" : "not-applicable");
}

/** Looks for violations, then settles them, until the signal: what there is by then. */
async function found(
  plan: VerificationPlan,
  options: VerifyOptions,
  signal: AbortSignal,
): Promise<Pick<VerifyOutcome, "verification" | "violations" | "saved">> {
  const progress = progressBar("{value}/{total} networks  {eta_formatted} left");
  const ofRun = new RunViolations(plan, options.out, progress.above);
  progress.above(`seed ${plan.seed}`);
  const saved = await replaySaved(options.out, plan, registry(), signal);
  for (const refused of saved.refused) {
    console.error(`wnb: ${refused.message}; the file is left out`);
  }
  const verification = await runVerification(
    plan,
    {
      runs: options.runs,
      workers: Math.min(options.workers, Math.ceil(options.runs / NETWORKS_WORTH_A_WORKER)),
      signal,
      onProgress: (done) => progress.show(done, options.runs),
      onViolation: (entry) => ofRun.met(entry),
    },
    registry(),
  ).finally(progress.end);
  const known = knownEntries();
  const violations: ReportedViolation[] = [];
  // Most violations shrink in less than this: who ends a run early sees them small all the same.
  const ends = signal.aborted ? AbortSignal.timeout(MILLISECONDS_AFTER_A_SIGNAL) : signal;
  for (const entry of verification.ledger) {
    const hard = ends.aborted ? [] : knownViolations(plan, entry.id, known, registry());
    const settled = await ofRun.settle(entry, hard, { seconds: options.shrinkSeconds, signal: ends });
    violations.push(...(settled === null ? [] : [settled]));
  }
  return { verification, violations, saved };
}

function whyStopped({ shrinkSeconds }: VerifyOptions, { interrupted }: Verification): string {
  return interrupted
    ? "not shrunk to the end: interrupted"
    : shrinkSeconds === 0
      ? "not shrunk (--shrink-seconds 0)"
      : `shrinking stopped after ${shrinkSeconds} s (--shrink-seconds)`;
}

/** Those that come with the package; a run does not depend on them. */
function knownEntries(): readonly WeakeningEntry[] {
  try {
    return readRecord(WEAKENINGS_FILE, weakeningRecord(registry()));
  } catch (error) {
    if (!(error instanceof InputError)) {
      throw error;
    }
    console.error(`wnb: ${error.message}; the networks that are known to be hard are left out`);
    return [];
  }
}

function verdictOfViolation({ judgement }: RunViolation["violation"]): Verdict {
  return judgement.verdict === "numerical artefact" ? "undecided" : "violated";
}

/** Theorems that neither the run nor a saved counterexample says anything of. */
function uncheckedIn({ verification, verdicts }: VerifyOutcome): string[] {
  return verification.ledger
    .filter(({ id, cases }) => cases === 0 && verdicts.get(id) === "not-applicable")
    .map(({ id }) => id);
}

/** A refused file is bad input, a faulty theorem too, but a violation outweighs it; a counterexample that is lost outweighs both. */
function exitCodeOfOutcome({ verification, violations, saved, verdicts }: VerifyOutcome, atLeast: Verdict): number {
  const verdict = [...verdicts.values()].reduce(worse, atLeast);
  if (violations.some(({ file, violation }) => file === null && verdictOfViolation(violation) === "violated")) {
    return exitCodes.notWritten;
  }
  const isUnusable = verification.ledger.some(({ fault }) => fault !== null);
  return (saved.refused.length > 0 || isUnusable) && verdict !== "violated" ? exitCodes.badInput : exitCodeOf(verdict);
}
