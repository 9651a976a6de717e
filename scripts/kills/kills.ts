import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pseudoRandom } from "../../src/arithmetic/pseudoRandom";
import { writeWhole } from "../../src/files/writeWhole";
import { builtIn } from "../../src/theorems/registry";
import { readCounterexamples } from "../../src/verify/counterexampleFolder";

const root = join(__dirname, "..", "..");
const wnb = join(root, "dist", "cli", "wnb.js");

/** What so many kills have left. */
export interface KillsReport {
  readonly kills: number;
  /** Runs of `wnb verify` that ended before they were killed. */
  readonly ended: number;
  /** Counterexamples that processes had told of. */
  readonly announced: number;
  readonly lost: readonly string[];
  readonly unreadable: readonly string[];
  readonly strangers: readonly string[];
  readonly files: number;
}

/** Saves a thousand counterexamples, many more than it lives for, and tells of each when it is saved. */
const SAVER = `
  const { saveCounterexample } = require("./dist/verify/counterexampleFolder.js");
  const layers = [Array.from({ length: 100 }, (_, i) => Array.from({ length: 100 }, (_, j) => (i + 1) / (j + 2)))];
  const network = { format: "weightnorm-network/1", activation: { name: "tanh", shift: 0 }, layers };
  const vectors = { output: layers[0][0], input: layers[0][1] };
  const first = Number(process.argv[2]);
  for (let k = first; k < first + 1000; k += 1) {
    const counterexample = { theorem: "output-bound", weakening: { output: 1 / k }, verdict: "confirmed" };
    console.log(saveCounterexample(process.argv[1], { ...network, ...vectors, counterexample }));
  }`;

/**
 * Starts processes that save counterexamples into a folder, two at a time, `wnb verify` and a saver without pause, and kills each with
 * SIGKILL at a random moment.
 */
export async function killed(folder: string, kills: number, seed: number): Promise<KillsReport> {
  const random = pseudoRandom(seed);
  const announced = new Set<string>();
  let ended = 0;
  /** Kills the child within `most` milliseconds, or with null within a few of its first word. */
  const kill = async (child: ChildProcess, most: number | null, announcement: RegExp): Promise<void> => {
    let output = "";
    let timer: NodeJS.Timeout | null = null;
    const killWithin = (milliseconds: number): void => {
      timer ??= setTimeout(() => child.kill("SIGKILL"), random() * milliseconds);
    };
    child.stdout?.on("data", (text) => {
      output += text;
      killWithin(AFTER_FIRST_WORD);
    });
    if (most !== null) {
      killWithin(most);
    }
    const code = await new Promise((resolve) => child.on("close", resolve));
    ended += Number(code !== null);
    clearTimeout(timer ?? undefined);
    // A line that was cut is no announcement.
    for (const [, file] of output.slice(0, output.lastIndexOf("\n") + 1).matchAll(announcement)) {
      announced.add(file);
    }
  };
  const options: SpawnOptions = { cwd: root, stdio: ["ignore", "pipe", "ignore"] };
  const verify = (): ChildProcess => {
    const weaken = ["--weaken", `output-gradient.output=${0.2 + 0.6 * random()}`, "--seed", "1"];
    return spawn(
      process.execPath,
      [wnb, "verify", "--theorem", "output-gradient", "--runs", "40", "--out", folder, ...weaken],
      options,
    );
  };
  const started = performance.now();
  await new Promise((resolve) => verify().on("close", resolve));
  const whole = performance.now() - started;
  for (let done = 0; done < kills; done += 2) {
    const saver = spawn(process.execPath, ["-e", SAVER, folder, String(1 + 1000 * done)], options);
    await Promise.all([kill(verify(), 3 * whole, SAVED), kill(saver, null, /(.+)/g)]);
  }
  const [survivor] = readCounterexamples(folder, builtIn).readable;
  if (survivor !== undefined) {
    // Of what killed processes have left half-written, the next one that saves leaves nothing.
    writeWhole(survivor.path, readFileSync(survivor.path));
  }
  const { readable, refused } = readCounterexamples(folder, builtIn);
  return {
    kills,
    ended,
    announced: announced.size,
    lost: [...announced].filter((path) => !existsSync(path)),
    unreadable: refused.map(({ message }) => message),
    strangers: existsSync(folder) ? readdirSync(folder).filter((name) => !name.endsWith(".json")) : [],
    files: readable.length,
  };
}

/** How `wnb verify` tells of a file. */
const SAVED = /saved: +(.+)/g;
/** Milliseconds; a file takes the saver a few. */
const AFTER_FIRST_WORD = 50;
