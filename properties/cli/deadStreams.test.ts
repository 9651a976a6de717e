/** Standard output and standard error that die, and errors that nobody expected: 1 and 3 are verdicts and nothing else, and no lock stays. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onlyInFull } from "../onlyInFull";
import { command, environment, root, temporaryFolder } from "../reference/builtCommand";

const folder = temporaryFolder();

/** The command as "$@" in a shell. */
function shell(script: string, args: readonly string[], more: Record<string, string> = {}) {
  const env = { ...environment, WNB_BACKEND: "wasm", ...more };
  const all = ["-c", script, "bash", process.execPath, command, ...args];
  return spawnSync("bash", all, { cwd: folder, encoding: "utf8", env });
}

const violated = ["verify", "--theorem", "output-gradient", "--runs", "100", "--seed", "1"];
const weaken = ["--weaken", "output-gradient.output=0.5", "--out", "found"];
const holds = ["verify", "--runs", "20", "--seed", "1", "--out", "none"];
const fixtures = join(root, "fixtures", "training");
const data = ["--inputs", join(fixtures, "inputs.npy"), "--targets", join(fixtures, "targets.npy")];
const initial = ["--init", join(fixtures, "initial.safetensors"), "--hessians", "1"];
const train = (out: string, ...more: string[]): string[] => [
  "train",
  "--dataset",
  "npy",
  ...data,
  ...initial,
  "--out",
  out,
  ...more,
];

onlyInFull.each([
  ["holds", holds, 0],
  ["violated", [...violated, ...weaken], 1],
  ["bad usage", ["verify", "--runs", "x"], 2],
  ["bad input", ["measure", "none.json"], 2],
  ["a run", train("full stderr", "--steps", "3"), 0],
])("a full standard error costs messages only: %s", (_, args, status) => {
  expect(shell('exec "$@" 2>/dev/full', args).status).toBe(status);
  expect(shell('set -o pipefail; "$@" 2>&1 >/dev/null | true', args.map(another)).status).toBe(status);
});

/** Another folder for a second run. */
const another = (arg: string): string => (arg === "full stderr" ? "closed stderr" : arg);

onlyInFull.each([
  ["verify", holds],
  ["verify --json", [...holds, "--json"]],
  ["a violation", [...violated, ...weaken]],
  ["help", ["--help"]],
  ["train", train("full stdout", "--steps", "3")],
  ["train --json", train("full stdout too", "--steps", "3", "--json")],
])("a full standard output is no verdict: %s", (_, args) => {
  const { status, stderr } = shell('exec "$@" >/dev/full', args);
  expect(stderr).toContain("wnb: standard output cannot be written: there is no space left on the disk (ENOSPC)\n");
  expect(status).toBe(74);
  // Both at once.
  expect(shell('exec "$@" >/dev/full 2>&1', ["theorems"]).status).toBe(74);
});

onlyInFull("a pipe whose reader has gone: 141, the run can go on, no lock stays", () => {
  const long = train("cut", "--steps", "100000", "--json");
  expect(shell('set -o pipefail; "$@" | head -n 1 >/dev/null', long)).toMatchObject({ status: 141 });
  expect(readdirSync(join(folder, "cut")).sort()).toEqual(["checkpoint.safetensors", "log.jsonl"]);
  const closed = '{ "$@"; echo $? >&2; } | true';
  expect(shell(closed, [...violated, ...weaken]).stderr).toMatch(/\n141\n$/);
  const both = '{ "$@" 2>&1; echo $? >&3; } 3>&2 | head -n 1';
  expect(shell(both, train("cut too", "--steps", "3")).stderr).toBe("141\n");
  expect(existsSync(join(folder, "cut too", "lock"))).toBe(false);
});

onlyInFull("no error that nobody expected is a verdict: one line, exit code 70, no lock stays", async () => {
  const preload = (name: string, program: string): Record<string, string> => {
    writeFileSync(join(folder, name), program);
    // In MB; only the worker that takes too much meets it.
    return { NODE_OPTIONS: `--max-old-space-size=100 --require ${join(folder, name)}` };
  };
  const many = [...holds, "--runs", "100000", "--workers", "2"];
  const inWorker = (program: string): string => `if (!require("node:worker_threads").isMainThread) { ${program} }`;
  const line = (message: string): RegExp =>
    new RegExp(`^(seed 1\\n)?wnb: internal error, please report it: ${message}.*\\n$`);
  const cases: [string, string, readonly string[], RegExp][] = [
    [
      "throws.cjs",
      'setImmediate(() => { throw new TypeError("late\\nmore"); })',
      holds,
      line("TypeError: late \\(throws.cjs:1\\)"),
    ],
    ["rejects.cjs", 'setImmediate(() => Promise.reject(new Error("late")))', holds, line("Error: late")],
    ["rejects-nothing.cjs", "setImmediate(() => Promise.reject())", holds, line("undefined")],
    ["exits.cjs", inWorker("process.exit(1)"), many, line("Error: worker exited with code: 1")],
    ["worker-throws.cjs", inWorker('throw new Error("x")'), many, line("Error: x")],
    [
      "memory.cjs",
      inWorker("for (const all = []; ; ) all.push(new Array(1000).fill(0));"),
      many,
      line("Error \\[ERR_WORKER_OUT_OF_MEMORY\\]"),
    ],
    [
      "missing.cjs",
      'const { Module } = require("node:module"); const load = Module._load; Module._load = function (name, ...rest) { if (name === "commander") throw new Error("no commander"); return load.call(this, name, ...rest); }',
      holds,
      line("Error: no commander"),
    ],
    [
      "never.cjs",
      'require("node:timers/promises").setImmediate = () => new Promise(() => {});',
      [...holds, "--workers", "1"],
      line("nothing is left to do"),
    ],
  ];
  for (const [name, program, args, message] of cases) {
    const { status, stdout, stderr } = shell('exec "$@"', args, preload(name, program));
    expect([name, stdout, stderr]).toEqual([name, "", expect.stringMatching(message)]);
    expect([name, status]).toEqual([name, 70]);
  }
  const out = join(folder, "dies");
  const dies = `
    const { existsSync } = require("node:fs");
    const timer = setInterval(() => {
      if (existsSync(${JSON.stringify(join(out, "log.jsonl"))})) { clearInterval(timer); throw new Error("late"); }
    }, 1);`;
  const run = shell('exec "$@"', train(out, "--steps", "100000", "--json"), preload("dies.cjs", dies));
  expect(run).toMatchObject({ status: 70, stderr: expect.stringContaining("please report it: Error: late") });
  expect(existsSync(join(out, "lock"))).toBe(false);
});

onlyInFull(
  "a folder that another run writes to: its process and the file to remove; of a killed run neither counts",
  async () => {
    const out = join(folder, "locked");
    const child = spawn(
      process.execPath,
      [command, ...train(out, "--steps", "1000000", "--checkpoint-every", "1000000", "--json")],
      {
        cwd: folder,
        env: { ...environment, WNB_BACKEND: "wasm" },
        stdio: ["ignore", "pipe", "ignore"],
      },
    );
    const ended = new Promise((resolve) => child.on("close", resolve));
    await firstLine(child);
    const second = shell('exec "$@"', ["train", "--resume", out]);
    expect(second.stderr).toContain(
      `wnb: ${out}: found a run that is going on (process ${child.pid}), expected a folder that no other run writes to; ` +
        `if there is no such run, remove ${join(out, "lock")}\n`,
    );
    expect(second.status).toBe(2);
    child.kill("SIGKILL");
    await ended;
    expect(existsSync(join(out, "lock"))).toBe(true);
    expect(shell('exec "$@"', ["train", "--resume", out, "--steps", "1"]).status).toBe(0);
    expect(existsSync(join(out, "lock"))).toBe(false);
  },
);

function firstLine({ stdout }: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    stdout?.once("data", () => {
      stdout.resume();
      resolve();
    });
  });
}

onlyInFull.each([
  ["train", train("/proc/wnb/run", "--steps", "3")],
  ["figures", ["figures", "--figure", "2", "--samples", "30", "--width", "2", "--steps", "2", "--out", "/proc/wnb"]],
  ["verify", [...violated, "--weaken", "output-gradient.output=0.5", "--out", "/proc/wnb"]],
  ["tightness", ["tightness", "--update", "--seconds", "0", "--file", "/proc/wnb/record.json"]],
])("a folder that cannot be made is named at once: %s", (_, args) => {
  const { status, stderr } = shell('exec "$@"', args);
  expect(stderr).toMatch(/wnb: .*\/proc\/wnb.*: cannot be written: there is no such folder \(ENOENT\)\n/);
  expect(status).toBe(74);
});
