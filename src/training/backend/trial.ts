import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readdir, readFile, rm, stat } from "node:fs/promises";
import { cpus } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { makeFolder } from "../../files/makeFolder";
import { writeWhole } from "../../files/writeWhole";
import { packageFolder } from "./cacheFolder";

/** What came of loading a tfjs-node: the version of TensorFlow's library, or why it does not work. */
type Trial = { readonly version: string } | { readonly problem: string };

const MOST_SECONDS = 120;

/**
 * Loads a tfjs-node in a child process, because a broken library may end the process that loads it. A success is
 * remembered in the cache for these very files, this version of Node and this CPU, so that it costs a second only once.
 */
export async function trialOf(tfjsNode: string, cache: string): Promise<Trial> {
  const memory = await memoryOf(tfjsNode, cache);
  try {
    return { version: await readFile(memory, "utf8") };
  } catch {
    const trial = await trialInChild(tfjsNode);
    if ("version" in trial) {
      remember(memory, trial.version);
    }
    return trial;
  }
}

/** Forgets a success that has turned out to be none: a file was lost that the memory does not watch. */
export async function forgetTrial(tfjsNode: string, cache: string): Promise<void> {
  await rm(await memoryOf(tfjsNode, cache), { force: true }).catch(() => {
    // A cache that cannot be written.
  });
}

/** The trial itself, without the memory. */
export async function trialInChild(tfjsNode: string): Promise<Trial> {
  const program = join(packageFolder, "dist", "training", "backend", "trialProgram.js");
  const child = spawn(process.execPath, [program, tfjsNode], {
    stdio: ["ignore", "pipe", "pipe"],
    timeout: MOST_SECONDS * 1000,
  });
  const ended = new Promise<number | string>((resolve) => {
    child.once("error", ({ message }) => resolve(message));
    child.once("close", (code, killedBy) => resolve(code ?? killedBy ?? "killed"));
  });
  const [outcome, output, errors] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return outcome === 0
    ? { version: output.trim() }
    : { problem: messageIn(errors) ?? `the process that loaded it ended with ${outcome}` };
}

/** The message of an uncaught error as Node prints it, or what TensorFlow printed before it gave up. */
function messageIn(errors: string): string | null {
  const lines = errors.split("\n").filter((line) => line.trim() !== "");
  const thrown = lines.find((line) => /^\w*Error: /.test(line));
  return thrown?.replace(/^\w*Error: /, "") ?? lines.at(-1) ?? null;
}

function remember(memory: string, version: string): void {
  try {
    makeFolder(dirname(memory));
    writeWhole(memory, version);
  } catch {
    // A cache that cannot be written: the next trial takes a second again.
  }
}

/** The file of a success; another one whenever a native file, the version of Node or the CPU changes. */
async function memoryOf(tfjsNode: string, cache: string): Promise<string> {
  const facts = [tfjsNode, process.version, cpus()[0]?.model];
  for (const folder of [join(tfjsNode, "lib"), join(tfjsNode, "deps", "lib")]) {
    const entries = await readdir(folder, { recursive: true }).catch(() => []);
    for (const entry of entries.sort()) {
      const { size, mtimeMs } = await stat(join(folder, entry));
      facts.push(entry, String(size), String(mtimeMs));
    }
  }
  return join(cache, "trials", createHash("sha256").update(JSON.stringify(facts)).digest("hex"));
}
