import { WriteError } from "../../files/writeError";
import { drawnNetworksOf } from "../../generators/caseRanges";
import type { NetworkCase } from "../../network/networkCase";
import { counterexampleToJson } from "../../verify/counterexample";
import { saveCounterexample } from "../../verify/counterexampleFolder";
import { type InterimCounterexample, saveInterim } from "../../verify/interimCounterexample";
import type { LedgerEntry } from "../../verify/ledger";
import { foundViolation, type RunViolation } from "../../verify/runViolation";
import { settleInThread } from "../../verify/settleInThread";
import type { VerificationPlan } from "../../verify/verificationPlan";
import { registry } from "../shared/registry";
import { StatusLine } from "../shared/statusLine";
import { version } from "../shared/version";

/** A violation as it is reported: settled, and saved if it is no artefact. */
export interface ReportedViolation extends RunViolation {
  /** Null if it was not saved: it is an artefact, or the folder could not be written. */
  readonly file: string | null;
}

/** The violations of a run, from where they are met to where they are reported: whenever the run ends, they are saved. */
export class RunViolations {
  private readonly interim = new Map<string, InterimCounterexample>();

  /** @param say prints a line on standard error */
  constructor(
    private readonly plan: VerificationPlan,
    private readonly folder: string,
    private readonly say: (line: string) => void,
  ) {}

  /** Saves a theorem's first violation as it was found, and tells of it. */
  met(entry: LedgerEntry): void {
    const found = foundViolation(this.plan, entry, registry());
    if (found === null) {
      return;
    }
    const what = `${entry.id} is violated by network ${found.index}`;
    try {
      const interim = saveInterim(this.folder, this.jsonOf(found));
      this.interim.set(entry.id, interim);
      this.say(`${what}; saved: ${interim.path}; it is shrunk after the run`);
    } catch (error) {
      this.say(`${what}; not saved yet (${notWritten(error).message}); it is shrunk after the run`);
    }
  }

  /**
   * Settles the violations of a theorem, and saves what becomes of them in place of what was found.
   *
   * @param hard cases known to be hard that violate the theorem
   */
  async settle(
    entry: LedgerEntry,
    hard: readonly NetworkCase[],
    { seconds, signal }: { readonly seconds: number; readonly signal: AbortSignal },
  ): Promise<ReportedViolation | null> {
    const found = foundViolation(this.plan, entry, registry());
    if (found === null && hard.length === 0) {
      return null;
    }
    const status = new StatusLine();
    const onProgress = (best: RunViolation, candidates: number): void => status.show(progressOf(best, candidates));
    const settled = await settleInThread(this.plan, entry, hard, found, registry().modules ?? [], {
      seconds,
      signal,
      onProgress,
    });
    status.end();
    return this.settledAs(entry.id, settled);
  }

  /** A violation is saved before what it takes the place of goes. */
  private settledAs(id: string, settled: RunViolation | null): ReportedViolation | null {
    const interim = this.interim.get(id);
    const isViolation = settled !== null && settled.violation.judgement.verdict !== "numerical artefact";
    const file = isViolation ? (this.save(settled) ?? interim?.path ?? null) : null;
    if (interim?.path !== file) {
      interim?.discard();
    }
    return settled && { ...settled, file };
  }

  /** A folder that cannot be written costs the file, not the report. */
  private save(settled: RunViolation): string | null {
    try {
      return saveCounterexample(this.folder, this.jsonOf(settled));
    } catch (error) {
      this.say(`wnb: --out ${this.folder}: the counterexample is not saved: ${notWritten(error).message}`);
      return null;
    }
  }

  private jsonOf({ theorem, index, violation, worst }: RunViolation): Record<string, unknown> {
    const { seed, without, weakenings, ranges } = this.plan;
    const drawn = drawnNetworksOf(ranges);
    const weakening = weakenings[theorem] ?? {};
    const origin = { theorem, weakening, ...(without && { without }), version: version(), seed, network: index, drawn };
    return counterexampleToJson(violation, origin, worst);
  }
}

/** After any other error there is no report. */
function notWritten(error: unknown): WriteError {
  if (error instanceof WriteError) {
    return error;
  }
  throw error;
}

function progressOf({ theorem, violation }: RunViolation, candidates: number): string {
  const { depth, width, inputDimension } = violation.networkCase.network;
  const shape = `L = ${depth}, m = ${width}, d = ${inputDimension}`;
  return `${theorem}: shrinking, ${shape} after ${violation.steps} simplifications, ${candidates} networks tried`;
}
