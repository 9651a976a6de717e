/**
 * npm run conformance -- [--json] FILE.itl…
 *
 * Judges the kernel's interval operations by the statements of ITL files. Exit code 0: none failed; 1: one failed; 2: bad usage, or a file that
 * cannot be read.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { exitCodes } from "../../src/cli/shared/exitCodes";
import { conformance } from "./conformance";
import { ItlError } from "./itlError";
import { drawnReport } from "./report";

const USAGE = "usage: npm run conformance -- [--json] FILE.itl…";

function main(): number {
  const { values, positionals } = parsedArguments();
  if (positionals.length === 0) {
    throw new TypeError("no file named");
  }
  // npm runs scripts in the package's folder, and tells where it was called.
  const { npm_lifecycle_event: script, INIT_CWD: calledFrom } = process.env;
  const from = script === "conformance" ? (calledFrom ?? process.cwd()) : process.cwd();
  const report = conformance(positionals.map((file) => resolve(from, file)));
  console.log(values.json ? JSON.stringify(report) : drawnReport(report));
  return report.failed === 0 ? exitCodes.holds : exitCodes.violated;
}

function parsedArguments() {
  return parseArgs({ options: { json: { type: "boolean" } }, allowPositionals: true });
}

try {
  process.exitCode = main();
} catch (error) {
  if (!(error instanceof ItlError || error instanceof TypeError)) {
    throw error;
  }
  console.error(error instanceof ItlError ? error.message : `${error.message}\n${USAGE}`);
  process.exitCode = exitCodes.badInput;
}
