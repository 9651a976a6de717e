import type { NetworkCase } from "../../network/networkCase";
import { changeRecord, readRecord } from "../../records/recordFile";
import { TIGHTNESS_FILE } from "../../records/recordPaths";
import { tightnessRecord } from "../../tightness/tightnessFile";
import { type FindingPlan, type FindingProgress, findWeakenings } from "../../weakenings/findWeakenings";
import { statementName, type WeakenedStatement, weakenedStatements } from "../../weakenings/weakenedStatement";
import { weakeningChanges } from "../../weakenings/weakeningChanges";
import type { WeakeningEntry } from "../../weakenings/weakeningEntry";
import { mergedWeakenings, weakeningRecord } from "../../weakenings/weakeningFile";
import { exitCodes } from "../shared/exitCodes";
import { interruptible } from "../shared/interruptible";
import { printReport } from "../shared/printReport";
import { progressBar } from "../shared/progressBar";
import { recordedTheorems, registry } from "../shared/registry";
import { weakeningsDocument } from "./weakeningsDocument";
import type { WeakeningsOptions } from "./weakeningsOptions";
import type { WeakeningsOutcome } from "./weakeningsOutcome";
import { weakeningsJson, weakeningsReport } from "./weakeningsReport";

/** Evaluates the recorded cases again, or searches; reports, and sets the exit code. */
export async function weakenings(options: WeakeningsOptions): Promise<void> {
  const chosen = recordedTheorems(options.theorem);
  const statements = chosen.flatMap(weakenedStatements);
  if (options.markdown) {
    console.log(weakeningsDocument(readRecord(options.file, weakeningRecord(registry()))));
    return;
  }
  const outcome = options.search ? await search(statements, options) : await recorded(statements, options);
  if (options.json) {
    console.log(JSON.stringify(weakeningsJson(outcome)));
  } else {
    printReport(weakeningsReport(outcome));
  }
  process.exitCode = outcome.interruption ?? (outcome.changes.length > 0 ? exitCodes.violated : exitCodes.holds);
}

/** From nothing: neither what was found before nor the tightest cases known help. */
async function search(
  statements: readonly WeakenedStatement[],
  options: WeakeningsOptions,
): Promise<WeakeningsOutcome> {
  const entries: WeakeningEntry[] = [];
  const interruption = await find({ ...planOf(options, statements), knownCases: () => [] }, (entry) => {
    entries.push(entry);
  });
  return { entries, changes: [], interruption };
}

/** What the record holds, after what is missing or no longer so in it was looked for, if asked to. */
async function recorded(
  statements: readonly WeakenedStatement[],
  options: WeakeningsOptions,
): Promise<WeakeningsOutcome> {
  const interruption = options.update ? await update(statements, options) : null;
  const names = new Set(statements.map(statementName));
  const entries = readRecord(options.file, weakeningRecord(registry())).filter((entry) =>
    names.has(statementName(entry)),
  );
  return { entries, changes: weakeningChanges(statements, entries, registry()), interruption };
}

async function update(statements: readonly WeakenedStatement[], options: WeakeningsOptions): Promise<number | null> {
  // What is no longer as it was goes, and is looked for anew.
  const known = await changeRecord(options.file, weakeningRecord(registry()), (entries) => {
    const gone = new Set(weakeningChanges(statements, entries, registry()).map(({ name }) => name));
    return entries.filter((entry) => !gone.has(statementName(entry)));
  });
  const confirmed = new Set(known.filter(({ verdict }) => verdict === "confirmed").map(statementName));
  const open = statements.filter((statement) => !confirmed.has(statementName(statement)));
  const tightest = readRecord(TIGHTNESS_FILE, tightnessRecord(registry()));
  const knownCases = (id: string): readonly NetworkCase[] =>
    [...tightest, ...known].filter(({ theorem }) => theorem === id).map(({ networkCase }) => networkCase);
  return find({ ...planOf(options, open), knownCases }, async (entry) => {
    await changeRecord(options.file, weakeningRecord(registry()), (entries) => mergedWeakenings(entries, [entry]));
  });
}

function planOf(
  { seconds, shrinkSeconds, seed }: WeakeningsOptions,
  statements: readonly WeakenedStatement[],
): Pick<FindingPlan, "seconds" | "shrinkSeconds" | "seed" | "statements"> {
  return { seconds, shrinkSeconds, seed, statements };
}

/** @returns the exit code of the signal that ended it, if one did */
async function find(
  plan: Omit<FindingPlan, "signal" | "onProgress">,
  record: (entry: WeakeningEntry) => void | Promise<void>,
): Promise<number | null> {
  const progress = progressBar("{value}/{total} statements, {confirmed} confirmed  {statement}");
  const onProgress = ({ done, total, confirmed, statement }: FindingProgress): void =>
    progress.show(done, total, { confirmed, statement });
  const { interruption } = await interruptible(async (signal) => {
    progress.above(`seed ${plan.seed}`);
    try {
      for await (const entry of findWeakenings({ ...plan, signal, onProgress }, registry())) {
        await record(entry);
      }
    } finally {
      progress.end();
    }
  });
  return interruption;
}
