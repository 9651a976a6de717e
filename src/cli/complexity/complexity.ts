import { setImmediate } from "node:timers/promises";
import {
  type ComplexityRow,
  type ComplexitySetting,
  complexityRow,
  growthSettings,
  widthSettings,
} from "../../experiments/complexityTable";
import { interruptible } from "../shared/interruptible";
import { printReport } from "../shared/printReport";
import { progressBar } from "../shared/progressBar";
import { complexityDocument, complexityReport } from "./complexityDocument";
import type { ComplexityOptions } from "./complexityOptions";

/** Searches row by row, with progress, and reports; a signal ends it after the row at hand, without a report. */
export async function complexity({ json, markdown, ...options }: ComplexityOptions): Promise<void> {
  const settings = [...widthSettings, ...growthSettings];
  const { result: rows, interruption } = await interruptible((signal) => rowsOf(settings, options, signal));
  if (interruption !== null) {
    console.error(`wnb: interrupted after ${rows.length} of ${settings.length} rows; a table has all of them`);
    process.exitCode = interruption;
    return;
  }
  const byWidth = rows.slice(0, widthSettings.length);
  const growth = rows.slice(widthSettings.length);
  if (json) {
    console.log(JSON.stringify({ format: "weightnorm-complexity/1", ...options, byWidth, growth }));
    return;
  }
  if (markdown) {
    console.log(complexityDocument(byWidth, growth, options));
  } else {
    printReport(complexityReport(byWidth, growth));
  }
}

async function rowsOf(
  settings: readonly ComplexitySetting[],
  options: Pick<ComplexityOptions, "seed" | "inputDimension">,
  signal: AbortSignal,
): Promise<ComplexityRow[]> {
  const progress = progressBar("{value}/{total} classes: {activation} L={depth} m={width} n={records}");
  const rows: ComplexityRow[] = [];
  try {
    for (const setting of settings) {
      if (signal.aborted) {
        break;
      }
      progress.show(rows.length, settings.length, { ...setting });
      // Lets the bar and signals through.
      await setImmediate();
      rows.push(complexityRow(setting, options));
    }
  } finally {
    progress.end();
  }
  return rows;
}
