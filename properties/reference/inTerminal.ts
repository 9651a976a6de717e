/** The built command in a terminal of its own, that of `script` (util-linux). */
import { spawnSync } from "node:child_process";
import { command, environment } from "./builtCommand";

/**
 * @param cwd where it runs
 * @param columns how wide the terminal is
 * @returns what both streams wrote, in lines; a line that was written over, as a progress bar, is left out
 */
export function inTerminal(
  cwd: string,
  columns: number,
  args: readonly string[],
): { readonly status: number | null; readonly lines: readonly string[] } {
  const quoted = [process.execPath, command, ...args].map((word) => `'${word}'`).join(" ");
  const run = spawnSync("script", ["-qec", `stty cols ${columns}; exec ${quoted}`, "/dev/null"], {
    cwd,
    encoding: "utf8",
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines = run.stdout.split("\n").map((line) => line.replace(/\r$/, ""));
  return { status: run.status, lines: lines.filter((line) => !line.includes("\u001b[0K")) };
}
