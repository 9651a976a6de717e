import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(__dirname, "..", "..");
const command = join(root, "dist", "cli", "wnb.js");
/** Loaded first, it makes of standard output a terminal of COLUMNS columns. */
const terminal = join(__dirname, "terminal.cjs");
/** What a page has room for. */
const COLUMNS = 120;

/** As a shell takes a line apart: what is quoted is one word. */
function wordsOf(line: string): string[] {
  return (line.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replace(/^"(.*)"$/, "$1"));
}

/**
 * What `wnb` prints on a terminal, with nothing saved from earlier runs. It runs in a folder of its own, in which docs/ is that of
 * the project.
 *
 * @param line its arguments, as one types them
 */
export function outputOf(line: string): string {
  const folder = mkdtempSync(join(tmpdir(), "wnb-shown-"));
  try {
    symlinkSync(join(root, "docs"), join(folder, "docs"));
    const { CI: _, GITHUB_ACTIONS: __, WNB_SEED: ___, WNB_RUNS: ____, ...environment } = process.env;
    const { stdout, stderr, error } = spawnSync(process.execPath, ["-r", terminal, command, ...wordsOf(line)], {
      cwd: folder,
      encoding: "utf8",
      env: { ...environment, NO_COLOR: "1", COLUMNS: String(COLUMNS) },
    });
    if (error !== undefined || stdout === "") {
      throw new Error(`wnb ${line} printed nothing: ${error?.message ?? stderr}`);
    }
    return stdout.trimEnd();
  } finally {
    rmSync(folder, { recursive: true });
  }
}
