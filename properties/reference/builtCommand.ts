/** The built command `wnb` in a process and a folder of its own, as programs use it. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const root = join(__dirname, "..", "..");
export const command = join(root, JSON.parse(readFileSync(join(root, "package.json"), "utf8")).bin.wnb);

const {
  CI: _,
  WNB_RUNS: __,
  WNB_SEED: ___,
  GITHUB_ACTIONS: ____,
  GITHUB_STEP_SUMMARY: _____,
  ...environment
} = process.env;

/** Without what CI and the run of the tests have set. */
export { environment };

/** A folder that is gone after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "wnb-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  return folder;
}

/**
 * @param cwd where it runs
 * @param more variables of the environment
 */
export function runCommand(
  cwd: string,
  args: readonly string[],
  { input = "", more = {} }: { readonly input?: string; readonly more?: Record<string, string> } = {},
): { status: number | null; stdout: string; stderr: string } {
  const env = { ...environment, ...more };
  return spawnSync(process.execPath, [command, ...args], { cwd, encoding: "utf8", input, env });
}
