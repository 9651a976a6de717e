import { InputError } from "../../files/inputError";
import { changeRecord, readRecord } from "../../records/recordFile";
import type { Theorem } from "../../theorems/theorem";
import { acceptChanges } from "../../tightness/acceptChanges";
import { compareTightness } from "../../tightness/compareTightness";
import { mergedTightness } from "../../tightness/mergedTightness";
import { type TighteningProgress, tightenCells } from "../../tightness/tightenCells";
import type { TightnessEntry } from "../../tightness/tightnessEntry";
import { tightnessRecord } from "../../tightness/tightnessFile";
import { entriesOf, summaryOf } from "../../tightness/tightnessSummary";
import { exitCodes } from "../shared/exitCodes";
import { interruptible } from "../shared/interruptible";
import { printReport } from "../shared/printReport";
import { progressBar } from "../shared/progressBar";
import { recordedTheorems, registry } from "../shared/registry";
import { tightnessDocument } from "./tightnessDocument";
import type { TightnessOptions } from "./tightnessOptions";
import { tightnessReport } from "./tightnessReport";

/** Evaluates the recorded cases again, after looking for tighter ones if asked to; reports, and sets the exit code. */
export async function tightness(options: TightnessOptions): Promise<void> {
  const chosen = recordedTheorems(options.theorem);
  const interruption = options.update ? await update(chosen, options) : checkOptions(options);
  const entries = readRecord(options.file, tightnessRecord(registry()));
  if (options.markdown) {
    console.log(tightnessDocument(chosen, entries));
    return;
  }
  const summaries = chosen.map((theorem) => summaryOf(theorem, entries));
  if (options.json) {
    console.log(
      JSON.stringify({
        format: "weightnorm-tightness-report/1",
        interrupted: interruption !== null,
        theorems: summaries,
      }),
    );
  } else {
    printReport(tightnessReport(summaries));
  }
  const hasChanged = summaries.some(({ changes }) => changes.length > 0);
  process.exitCode = interruption ?? (hasChanged ? exitCodes.violated : exitCodes.holds);
}

function checkOptions({ accept }: TightnessOptions): null {
  if (accept !== undefined) {
    throw new InputError("--accept", "no --update", "--update with it: nothing is written without");
  }
  return null;
}

/**
 * Records what was accepted, then what is tighter than what was known, theorem by theorem.
 *
 * @returns the exit code of the signal that ended it, if one did
 */
async function update(
  chosen: readonly Theorem[],
  { file, seconds, seed, accept = [] }: TightnessOptions,
): Promise<number | null> {
  const accepted = registry().theorems.filter(({ id }) => accept.includes(id));
  const known = await changeRecord(file, tightnessRecord(registry()), (entries) =>
    accepted.reduce((current, theorem) => acceptChanges(theorem, current), entries),
  );
  // Of what changed and was not accepted, no case is replaced.
  const searched = [...new Set([...chosen, ...accepted])].filter((theorem) => !hasChanged(theorem, known));
  const progress = progressBar("{value}/{total} cells, {found} tighter  {theorem}  {eta_formatted} left");
  const onProgress = ({ done, total, found, theorem }: TighteningProgress): void =>
    progress.show(done, total, { found, theorem });
  const { interruption } = await interruptible(async (signal) => {
    progress.above(`seed ${seed}`);
    try {
      for await (const found of tightenCells(known, { theorems: searched, seconds, seed, signal, onProgress })) {
        await changeRecord(file, tightnessRecord(registry()), (entries) => mergedTightness(entries, found, registry()));
      }
    } finally {
      progress.end();
    }
  });
  return interruption;
}

function hasChanged(theorem: Theorem, entries: readonly TightnessEntry[]): boolean {
  return compareTightness(theorem, entriesOf(theorem, entries)).some(({ what }) => what !== "cell missing");
}
