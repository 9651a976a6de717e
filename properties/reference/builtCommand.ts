/** The built command `wnb` in a folder of its own, as programs use it. */
import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads";

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

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface RunOptions {
  /** What it reads from standard input. */
  readonly input?: string;
  /** Variables of the environment. */
  readonly more?: Record<string, string>;
}

/**
 * A run of the command in a process of its own, as users have it: what no thread can show (signals, closed pipes, threads that outlive a
 * result), and each command once.
 *
 * @param cwd where it runs
 */
export function runProcess(
  cwd: string,
  args: readonly string[],
  { input = "", more = {} }: RunOptions = {},
): SpawnSyncReturns<string> {
  const env = { ...environment, ...more };
  return spawnSync(process.execPath, [command, ...args], { cwd, encoding: "utf8", input, env });
}

/** The longest that a command of the tests takes on a slow machine: a thread that is waited for cannot be interrupted by jest. */
const TIMEOUT_MS = 300_000;

interface CommandThread {
  readonly worker: Worker;
  readonly answers: InstanceType<typeof MessageChannel>["port1"];
}

/** The thread of {@link runCommand}; global, as it outlives a file of tests and its modules. */
const shared = globalThis as { commandThread?: CommandThread };

function startThread(): CommandThread {
  const { port1: answers, port2: port } = new MessageChannel();
  const worker = new Worker(join(root, "properties", "reference", "commandThread.cjs"), {
    workerData: { root, port },
    transferList: [port],
  });
  worker.unref();
  answers.unref();
  return { worker, answers };
}

/**
 * A run of the command in a thread where it ran before, which saves loading and compiling it: half of the time of the tests. With standard
 * input, which a thread has none of, and with `WNB_COMMAND=process` in a process.
 *
 * @param cwd where it runs
 */
export function runCommand(cwd: string, args: readonly string[], options: RunOptions = {}): Run {
  if (options.input !== undefined || process.env["WNB_COMMAND"] === "process") {
    return runProcess(cwd, args, options);
  }
  shared.commandThread ??= startThread();
  const { worker, answers } = shared.commandThread;
  const flag = new SharedArrayBuffer(4);
  const before = process.cwd();
  process.chdir(cwd);
  try {
    worker.postMessage({ args, cwd: process.cwd(), env: { ...environment, ...options.more }, flag });
    if (Atomics.wait(new Int32Array(flag), 0, 0, TIMEOUT_MS) === "timed-out") {
      throw new Error(`wnb ${args.join(" ")}: no answer after ${TIMEOUT_MS / 1000} s`);
    }
  } finally {
    process.chdir(before);
  }
  const answer: { readonly run: Run; readonly isOver: boolean } | undefined = receiveMessageOnPort(answers)?.message;
  if (answer === undefined) {
    throw new Error(`wnb ${args.join(" ")}: an answer without content`);
  }
  if (answer.isOver) {
    delete shared.commandThread;
  }
  return answer.run;
}
