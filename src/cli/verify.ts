import { Presets, SingleBar } from "cli-progress";
import { type Origin, saveCounterexample } from "../verify/counterexample";
import { runVerification, type Verification } from "../verify/runVerification";
import { caseOfRun, type ShrunkViolation, shrinkViolation } from "../verify/shrinkViolation";
import { verdictOf } from "../verify/vacuity";
import { type Verdict, worse } from "../verify/verdict";
import { theoremById, type VerificationPlan } from "../verify/verifyChunk";
import { exitCodeOf, exitCodes } from "./exitCodes";
import { planOf, type VerifyOptions } from "./verifyOptions";
import { describeCounts, describeRun, describeViolation, ledgerTable } from "./verifyReport";

/** A violation as it is reported: shrunk, saved, and where it came from. */
export interface ReportedViolation {
  readonly theorem: string;
  readonly index: number;
  /** Null if the folder could not be written. */
  readonly file: string | null;
  readonly shrunk: ShrunkViolation;
}

/** Fewer networks than this for each worker are done before a thread has started. */
const NETWORKS_WORTH_A_WORKER = 100;

/** Runs a verification, reports it and sets the exit code. */
export async function verify(options: VerifyOptions): Promise<void> {
  const plan = planOf(options);
  const workers = Math.min(options.workers, Math.ceil(options.runs / NETWORKS_WORTH_A_WORKER));
  const verification = await interruptible(
    (signal, onProgress) => runVerification(plan, { runs: options.runs, workers, signal, onProgress }),
    options.runs,
  );
  const violations = verification.ledger.flatMap(({ id, violation }) =>
    violation === null ? [] : [reportViolation(plan, id, violation.index, options.out)],
  );

  if (options.json) {
    console.log(JSON.stringify(jsonReport(plan, verification, violations)));
  } else {
    console.log(ledgerTable(verification.ledger));
    console.log(["", describeRun(plan, verification), ...describeCounts(verification.ledger)].join("\n"));
    for (const violation of violations) {
      console.log(`\n${describeViolation(plan, violation, options.out)}`);
    }
  }
  const verdict = verification.ledger.reduce<Verdict>(
    (worst, entry) => worse(worst, verdictOf(entry)),
    "not-applicable",
  );
  process.exitCode = verification.interrupted ? exitCodes.interrupted : exitCodeOf(verdict);
}

/** Shows progress on a terminal, and turns the first Ctrl-C into a stop with results; the second one kills. */
async function interruptible(
  run: (signal: AbortSignal, onProgress: (done: number) => void) => Promise<Verification>,
  total: number,
): Promise<Verification> {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.once("SIGINT", stop);
  const bar = process.stderr.isTTY
    ? new SingleBar(
        {
          format: "{bar} {percentage}%  {value}/{total} networks  {eta_formatted} left",
          stream: process.stderr,
          hideCursor: true,
        },
        Presets.shades_classic,
      )
    : null;
  bar?.start(total, 0);
  try {
    return await run(controller.signal, (done) => bar?.update(done));
  } finally {
    bar?.stop();
    process.off("SIGINT", stop);
  }
}

function reportViolation(plan: VerificationPlan, id: string, index: number, folder: string): ReportedViolation {
  if (process.stderr.isTTY) {
    process.stderr.write(`${id} is violated: looking for a smaller network …\n`);
  }
  const theorem = theoremById(id);
  const weakening = plan.weakenings[id] ?? {};
  const violating = caseOfRun(theorem, plan.seed, index, plan.ranges);
  const shrunk = violating === null ? null : shrinkViolation(theorem, violating, plan.ranges, weakening);
  if (shrunk === null) {
    throw new Error(`${id}: network ${index} of seed ${plan.seed} violated it in the run, but not when checked again`);
  }
  return {
    theorem: id,
    index,
    file: save(folder, shrunk, { theorem: id, seed: plan.seed, network: index, weakening }),
    shrunk,
  };
}

/** A folder that cannot be written costs the file, not the report. */
function save(folder: string, shrunk: ShrunkViolation, origin: Origin): string | null {
  try {
    return saveCounterexample(folder, shrunk, origin);
  } catch (error) {
    console.error(`wnb: --out ${folder}: the counterexample is not saved (${(error as Error).message})`);
    return null;
  }
}

function jsonReport(
  plan: VerificationPlan,
  verification: Verification,
  violations: readonly ReportedViolation[],
): unknown {
  const { ledger, networks, seconds, interrupted } = verification;
  const rows = ledger.map((entry) => {
    const { id, cases, worstRatio, worstAt, assumption, nonvacuous } = entry;
    const verdict = verdictOf(entry);
    const { group, reference, nonvacuous: condition } = theoremById(id);
    const violation = violations.find(({ theorem }) => theorem === id);
    return {
      id,
      group,
      reference,
      cases,
      worstRatio,
      verdict,
      worstAt,
      ...(condition && { nonvacuous: { condition: condition.name, cases: nonvacuous ?? 0 } }),
      ...(verdict === "not-applicable" ? { assumption } : {}),
      ...(violation === undefined ? {} : { counterexample: violation.file }),
    };
  });
  return { format: "weightnorm-verify/1", seed: plan.seed, networks, seconds, interrupted, theorems: rows };
}
