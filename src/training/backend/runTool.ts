import { spawn } from "node:child_process";
import { SetUpError } from "./setUpError";

/** How a tool is run. */
export interface ToolRun {
  readonly signal: AbortSignal;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Runs a tool of the system; what it prints goes to standard error.
 *
 * @param failure what to say if it fails; "its messages are above" is added
 * @throws SetUpError if it cannot be started or exits with another code than 0; the signal's reason when that is aborted
 */
export async function runTool(
  [command = "", ...parameters]: readonly string[],
  failure: string,
  { signal, ...options }: ToolRun,
): Promise<void> {
  signal.throwIfAborted();
  // A group of its own, so that what the tool has started is stopped with it.
  const child = spawn(command, parameters, { ...options, stdio: ["ignore", 2, 2], detached: true });
  const stop = (): void => {
    try {
      process.kill(-(child.pid ?? Number.NaN), "SIGTERM");
    } catch {
      // It has ended already.
    }
  };
  signal.addEventListener("abort", stop);
  try {
    const outcome = await new Promise<string | number>((resolve) => {
      child.once("error", ({ message }) => resolve(message));
      child.once("close", (code, killedBy) => resolve(code ?? killedBy ?? "killed"));
    });
    signal.throwIfAborted();
    if (outcome !== 0) {
      const how = typeof outcome === "number" ? `exit code ${outcome}` : outcome;
      throw new SetUpError(`${failure} (${command}: ${how}; its messages are above).`);
    }
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
