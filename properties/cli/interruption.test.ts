/** Runs that are ended early lose nothing: signals, kills, and limits of time, at the built command. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { onlyInFull } from "../onlyInFull";
import { command, environment, root, runCommand, temporaryFolder } from "../reference/builtCommand";

const folder = temporaryFolder();

/** What a process has printed, and how to wait for more. */
class Run {
  stdout = "";
  stderr = "";
  readonly child: ChildProcess;
  private readonly closed: Promise<unknown[]>;

  constructor(args: readonly string[], nodeArgs: readonly string[] = []) {
    this.child = spawn(process.execPath, [...nodeArgs, command, ...args], { cwd: folder, env: environment });
    this.child.stdout?.on("data", (text) => {
      this.stdout += text;
    });
    this.child.stderr?.on("data", (text) => {
      this.stderr += text;
    });
    this.closed = once(this.child, "close");
  }

  /** Until standard error has a match. */
  async told(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.stderr);
      if (match !== null) {
        return match;
      }
      await Promise.race([
        once(this.child.stderr as NonNullable<ChildProcess["stderr"]>, "data"),
        this.closed.then(() => {
          throw new Error(`it ended, and told only: ${this.stderr}`);
        }),
      ]);
    }
  }

  async exitCode(): Promise<unknown> {
    const [code] = await this.closed;
    return code;
  }
}

const weaken = ["--theorem", "hessian-layerwise", "--weaken", "hessian-layerwise.rotation=0.5", "--seed", "1"];
const endless = ["verify", "--runs", "100000000", ...weaken];
const announced = /hessian-layerwise is violated by network \d+; saved: (\S+\.json);/;

onlyInFull.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
  "verify: %s ends it with the table so far and its violations",
  async (signal) => {
    const run = new Run([...endless, "--json", "--out", signal]);
    await run.told(announced);
    run.child.kill(signal);
    expect(await run.exitCode()).toBe(128 + constants.signals[signal]);
    expect(run.stderr).toMatch(/^seed 1\n/);
    const report = JSON.parse(run.stdout);
    expect(report).toMatchObject({ seed: 1, interrupted: true });
    const [row] = report.theorems;
    expect(row).toMatchObject({ verdict: "violated", cases: report.networks });
    expect(readdirSync(join(folder, signal)).map((name) => join(signal, name))).toEqual([row.counterexample]);
  },
);

onlyInFull("a random seed is told at the start, before anything is known, and again at the end", async () => {
  const run = new Run(["verify", "--runs", "10", "--json"]);
  const [, seed] = await run.told(/^seed (-?\d+)\n/);
  expect(await run.exitCode()).toBe(0);
  expect(JSON.parse(run.stdout).seed).toBe(Number(seed));
});

onlyInFull(
  "SIGKILL: a violation that was told of is saved, and the next run puts the shrunk one in its place",
  async () => {
    const run = new Run([...endless, "--out", "killed"]);
    const [, file] = await run.told(announced);
    run.child.kill("SIGKILL");
    await run.exitCode();
    const left = readdirSync(join(folder, "killed")).filter((name) => name.endsWith(".json"));
    expect(left.map((name) => join("killed", name))).toEqual([file]);
    expect(runCommand(folder, ["replay", file]).status).toBe(1);
    const again = runCommand(folder, ["verify", "--runs", "300", ...weaken, "--out", "killed", "--json"]);
    const [row] = JSON.parse(again.stdout).theorems;
    expect(again.status).toBe(1);
    expect(row.counterexample).not.toBe(file);
    expect(readdirSync(join(folder, "killed"))).toEqual([row.counterexample.replace("killed/", "")]);
  },
);

onlyInFull("what shrinking took the place of is removed, but not a file that was there before", () => {
  const unshrunk = ["verify", "--runs", "300", ...weaken, "--out", "kept", "--shrink-seconds", "0"];
  const first = runCommand(folder, unshrunk);
  expect(first.status).toBe(1);
  expect(first.stdout).toMatch(/confirmed in 50 digits/);
  expect(first.stdout).toMatch(/network 56, 0 simplifications/);
  expect(first.stdout).toMatch(/not shrunk \(--shrink-seconds 0\)/);
  const [kept] = readdirSync(join(folder, "kept"));
  const text = readFileSync(join(folder, "kept", kept), "utf8");
  expect(runCommand(folder, unshrunk.slice(0, -2)).status).toBe(1);
  const files = readdirSync(join(folder, "kept"));
  expect(files).toHaveLength(2);
  expect(files).toContain(kept);
  expect(readFileSync(join(folder, "kept", kept), "utf8")).toBe(text);
});

/** A theorem that every network violates, and that a shrinking thread evaluates for ever, once it has told of it. */
const blocking = ((): string[] => {
  const path = join(folder, "blocking.cjs");
  writeFileSync(
    path,
    `const { writeSync } = require("node:fs");
     const { isMainThread } = require("node:worker_threads");
     const { theorems } = require(${JSON.stringify(join(root, "dist", "theorems", "registry.js"))});
     const { defineTheorem } = require(${JSON.stringify(join(root, "dist", "theorems", "theorem.js"))});
     theorems.push(defineTheorem({
       id: "blocking", group: "pointwise", reference: "no paper", statement: "2 \\\\le 1", assumptions: [], coefficients: ["one"],
       measure: () => {
         if (!isMainThread) {
           writeSync(2, "evaluating\\n");
           Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
         }
         return [{ value: 2, error: 0, converged: true }];
       },
       bound: ({ of }) => [of(1)],
     }));`,
  );
  return ["-r", path];
})();
const blocked = ["verify", "--theorem", "blocking", "--workers", "1", "--seed", "1"];

onlyInFull(
  "a signal while a single evaluation of shrinking takes for ever: the table, and the violation as it was found",
  async () => {
    const run = new Run([...blocked, "--runs", "10", "--out", "shrinking", "--shrink-seconds", "9999999"], blocking);
    await run.told(/evaluating/);
    run.child.kill("SIGTERM");
    expect(await run.exitCode()).toBe(143);
    expect(run.stdout).toMatch(/blocking +no paper +10 .*violated/);
    expect(run.stdout).toMatch(/blocking is violated, as far as float64 can tell: the run ended before/);
    expect(run.stdout).toMatch(/not shrunk to the end: interrupted/);
    const [, file] = /saved: +(\S+)/.exec(run.stdout) ?? [];
    expect(existsSync(join(folder, file))).toBe(true);
  },
);

onlyInFull("the limit of shrinking holds where a single evaluation takes for ever", async () => {
  const run = new Run([...blocked, "--runs", "10", "--out", "limited", "--shrink-seconds", "1"], blocking);
  expect(await run.exitCode()).toBe(1);
  expect(run.stdout).toMatch(/shrinking stopped after 1 s/);
  expect(readdirSync(join(folder, "limited"))).toHaveLength(1);
});

onlyInFull("a second signal ends it at once", async () => {
  const run = new Run([...blocked, "--runs", "100000000", "--out", "twice"], blocking);
  await run.told(/is violated/);
  run.child.kill("SIGINT");
  run.child.kill("SIGTERM");
  // Whichever of the two was heard last.
  expect([130, 143]).toContain(await run.exitCode());
  expect(run.stdout).toBe("");
  expect(readdirSync(join(folder, "twice"))).toHaveLength(1);
});

onlyInFull.each([
  ["weakenings", "SIGTERM", ["--search", "--seconds", "1000", "--theorem", "hessian-closed-form"]],
  ["tightness", "SIGHUP", ["--update", "--seconds", "1000", "--file", "tightness.json"]],
] as const)("wnb %s: %s ends it with what it has", async (name, signal, args) => {
  const run = new Run([name, ...args, "--json"]);
  await run.told(/^seed \d+\n/);
  run.child.kill(signal);
  expect(await run.exitCode()).toBe(128 + constants.signals[signal]);
  expect(JSON.parse(run.stdout).interrupted).toBe(true);
});
