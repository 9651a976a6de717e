import { readFileSync } from "node:fs";
import { ItlError } from "./itlError";
import { judge } from "./judge";
import { parseItl } from "./parser";
import { type ConformanceReport, reportOf } from "./report";

/**
 * Judges every statement of ITL files.
 *
 * @throws ItlError where a file cannot be read, or is no ITL: nothing is judged then
 */
export function conformance(files: readonly string[]): ConformanceReport {
  const statements = files.flatMap((file) => parseItl(textOf(file), file));
  return reportOf(files, statements.map(judge));
}

function textOf(file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    throw new ItlError(file, null, `cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
