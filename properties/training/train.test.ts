/** wnb train and wnb figures as people and programs use them: lines, exit codes, kills, errors. Through the built command. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { onlyInFull } from "../onlyInFull";
import { runCommand } from "../reference/builtCommand";

const root = join(__dirname, "..", "..");
const command = join(root, "dist", "cli", "wnb.js");
const fixtures = join(root, "fixtures", "training");
const folder = mkdtempSync(join(tmpdir(), "wnb-train-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** WNB_BACKEND=wasm stays: who asks for it has no native TensorFlow. */
const { CI: _, WNB_SEED: __, ...environment } = process.env;

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function wnb(args: readonly string[], env: Record<string, string> = {}): Ended {
  const options = { cwd: folder, encoding: "utf8", env: { ...environment, ...env } } as const;
  return spawnSync(process.execPath, [command, ...args], options);
}

const data = ["--dataset", "npy", "--inputs", join(fixtures, "inputs.npy"), "--targets", join(fixtures, "targets.npy")];
const initial = ["--init", join(fixtures, "initial.safetensors")];

let runs = 0;
const newRun = (): string => join(folder, `run${runs++}`);

interface Line {
  readonly step: number;
  readonly loss?: number;
  readonly checkpoint?: { readonly theorems: readonly { readonly id: string; readonly verdict: string }[] };
}

const linesOf = (text: string): Line[] =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
const lossesOf = (text: string): (number | undefined)[] =>
  linesOf(text).flatMap(({ loss, checkpoint }) => (checkpoint === undefined ? [loss] : []));

test("the losses of 100 full-batch steps are PyTorch's to 1e-4, and stdout holds nothing but the lines", () => {
  const out = newRun();
  const args = [
    "--batch",
    "full",
    "--rate",
    "0.3",
    "--steps",
    "100",
    "--checkpoint-every",
    "40",
    "--out",
    out,
    "--json",
  ];
  const { status, stdout, stderr } = wnb(["train", ...data, ...initial, ...args]);
  expect(stderr).toContain("inputs.npy, 24 records: depth 2, width 8, input dimension 6, tanh; batch full");
  expect(status).toBe(0);
  const expected: number[] = JSON.parse(readFileSync(join(fixtures, "pytorch-losses.json"), "utf8"));
  const losses = lossesOf(stdout);
  expect(losses).toHaveLength(100);
  losses.forEach((loss, k) => {
    expect(Math.abs((loss ?? 0) / expected[k] - 1)).toBeLessThan(1e-4);
  });
  const lines = linesOf(stdout);
  expect(lines.filter(({ loss }) => loss !== undefined).map(({ step }) => step)).toEqual(expected.map((_, k) => k));
  const checkpoints = lines.filter(({ checkpoint }) => checkpoint !== undefined);
  expect(checkpoints.map(({ step }) => step)).toEqual([0, 40, 80, 100]);
  expect(checkpoints.every((line) => !("loss" in line))).toBe(true);
  expect(readFileSync(join(out, "log.jsonl"), "utf8")).toBe(stdout);
  const measured = wnb(["measure", join(out, "checkpoint.safetensors"), "--json"]);
  expect(JSON.parse(measured.stdout).network).toMatchObject({ depth: 2, width: 8 });
});

onlyInFull("WebAssembly trains to the same losses", () => {
  const args = ["--batch", "full", "--rate", "0.3", "--steps", "5", "--out", newRun(), "--json"];
  const { status, stdout, stderr } = wnb(["train", ...data, ...initial, ...args], { WNB_BACKEND: "wasm" });
  expect(stderr).toContain("WebAssembly");
  expect(status).toBe(0);
  const expected: number[] = JSON.parse(readFileSync(join(fixtures, "pytorch-losses.json"), "utf8"));
  lossesOf(stdout).forEach((loss, k) => {
    expect(Math.abs((loss ?? 0) / expected[k] - 1)).toBeLessThan(1e-4);
  });
});

const long = [...data, "--width", "24", "--batch", "7", "--rate", "0.5", "--steps", "600", "--checkpoint-every", "50"];

/** Ends when the process has printed the line of a step; kills it there. */
function killedAt(
  args: readonly string[],
  step: number,
  signal: NodeJS.Signals,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child: ChildProcess = spawn(process.execPath, [command, ...args], { cwd: folder, env: environment });
    let stdout = "";
    let stderr = "";
    child.stdout?.on("data", (chunk) => {
      stdout += chunk;
      // Once: a second Ctrl-C ends the process at once.
      if (!child.killed && stdout.includes(`{"step":${step},"loss"`)) {
        child.kill(signal);
      }
    });
    child.stderr?.on("data", (chunk) => {
      stderr += chunk;
    });
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

onlyInFull("kill -9, and again: --resume goes on bit for bit", async () => {
  const [whole, killed] = [newRun(), newRun()];
  expect(wnb(["train", ...long, "--out", whole]).status).toBe(0);
  expect((await killedAt(["train", ...long, "--out", killed, "--json"], 120, "SIGKILL")).code).toBeNull();
  expect((await killedAt(["train", "--resume", killed, "--json"], 260, "SIGKILL")).code).toBeNull();
  const last = wnb(["train", "--resume", killed, "--json"]);
  expect(last.status).toBe(0);
  expect(linesOf(last.stdout)[0].step % 50).toBe(0);
  const file = (run: string, name: string): Buffer => readFileSync(join(run, name));
  expect(file(killed, "checkpoint.safetensors").equals(file(whole, "checkpoint.safetensors"))).toBe(true);
  expect(lossesOf(String(file(killed, "log.jsonl")))).toEqual(lossesOf(String(file(whole, "log.jsonl"))));
});

onlyInFull("Ctrl-C saves, says how to go on and exits 130; the rest of the run is the same", async () => {
  const [whole, stopped] = [newRun(), newRun()];
  expect(wnb(["train", ...long, "--out", whole]).status).toBe(0);
  const { code, stderr } = await killedAt(["train", ...long, "--out", stopped, "--json"], 33, "SIGINT");
  expect(code).toBe(130);
  expect(stderr).toContain(`interrupted; to go on: wnb train --resume ${stopped}`);
  expect(wnb(["train", "--resume", stopped]).status).toBe(0);
  const log = (run: string): string => readFileSync(join(run, "log.jsonl"), "utf8");
  expect(lossesOf(log(stopped))).toEqual(lossesOf(log(whole)));
});

onlyInFull.each(["SIGTERM", "SIGHUP"] as const)(
  "%s saves, and ends it with the exit code of the signal",
  async (signal) => {
    const stopped = newRun();
    const { code, stderr } = await killedAt(["train", ...long, "--out", stopped, "--json"], 33, signal);
    expect(code).toBe(128 + constants.signals[signal]);
    expect(stderr).toContain(`interrupted; to go on: wnb train --resume ${stopped}`);
  },
);

onlyInFull("a violation stops the run, saves the weights, keeps the checkpoint before, and exits 1", () => {
  const out = newRun();
  const args = ["--steps", "40", "--checkpoint-every", "20", "--out", out, "--weaken", "loss-gradient.output=0"];
  const { status, stdout, stderr } = wnb(["train", ...data, ...initial, "--weaken", "loss-gradient.layers=0", ...args]);
  expect(status).toBe(1);
  expect(stdout).toMatch(/loss-gradient +1 +∞|loss-gradient +1 +Infinity/);
  const file = join(out, "violation-step-0.safetensors");
  expect(stderr).toContain(`a bound is violated at step 0; its weights: ${file} (npx wnb measure ${file})`);
  expect(existsSync(file)).toBe(true);
  expect(
    wnb(["train", "--resume", out, "--weaken", "loss-gradient.output=0", "--weaken", "loss-gradient.layers=0"]).status,
  ).toBe(1);
  expect(wnb(["train", "--resume", out]).status).toBe(0);
});

onlyInFull("wrong input: the place, what was found, what was expected; exit 2; nothing is overwritten", () => {
  const wasm = { WNB_BACKEND: "wasm" };
  const out = newRun();
  const first = wnb(["train", ...data, ...initial, "--steps", "2", "--out", out], wasm);
  expect(first.status).toBe(0);
  const before = readFileSync(join(out, "log.jsonl"));
  const damaged = join(folder, "damaged.npy");
  writeFileSync(damaged, readFileSync(join(fixtures, "inputs.npy")).subarray(0, 500));
  const general = join(folder, "general.json");
  const weights = [
    [1, 2],
    [3, 4],
  ];
  writeFileSync(
    general,
    JSON.stringify({
      format: "weightnorm-network/2",
      activation: "tanh",
      layers: [{ weights, gains: [1, 2] }, { weights }],
      output: { weights: [1, 2], bias: 0.5 },
    }),
  );
  const cases: [readonly string[], string][] = [
    [["train", "--dataset", "cifar10"], "--data-dir: found none"],
    [["train", "--dataset", "npy", "--inputs", "x.npy"], "--targets: found none"],
    [["train", "--dataset", "mnist", "--inputs", "x.npy"], "--inputs: found a file, expected --dataset npy with it"],
    [["train", ...data, "--data-dir", "d"], "--data-dir: found d, expected --inputs and --targets alone"],
    [
      ["train", "--resume", out, "--data-dir", "d", "--inputs", "x"],
      "--data-dir: found d, expected it alone, or --inputs",
    ],
    [["train", "--resume", out, "--skip-zero-records"], "--skip-zero-records: found true, expected no such option"],
    [["train", ...data, "--shift", "1e-400"], "found 1e-400, which float64 reads as 0, expected a finite number"],
    [["train", ...data, "--rate", "1e400"], "found 1e400, which float64 reads as Infinity"],
    [["figures", "--figure", "2", "--data-dir", "d"], "--data-dir: found d, expected no such option without figure 1"],
    [["train", ...data, "--samples", "99"], "samples: found 99, expected 1 to 24"],
    [["train", ...data, "--batch", "25"], "--batch: found 25, expected at most 24"],
    [["train", ...data, "--rate", "-1"], `found "-1", expected a number above 0`],
    [["train", ...data, "--activation", "gelu_tanh"], "an approximation of gelu"],
    [["train", ...data, ...initial, "--width", "9"], "found width 8, expected 9, as the option --width says"],
    [
      ["train", ...data, "--init", general],
      `${general}: network: found gains of layer 1, the output's bias 0.5, expected`,
    ],
    [["train", ...data, ...initial, "--row-range", "1"], "--row-range: found 1, expected no such option with --init"],
    [["train", "--dataset", "mnist", "--samples", "4", ...initial], "found input dimension 6, expected 784"],
    [["train", "--dataset", "npy", "--inputs", damaged, "--targets", join(fixtures, "targets.npy")], damaged],
    [["train", ...data, ...initial, "--out", out], `${out}: found the checkpoint of another run`],
    [["train", "--resume", join(folder, "none")], "found no such file, expected a checkpoint of wnb train"],
    [["train", "--resume", out, "--rate", "1"], "--rate: found 1, expected no such option with --resume"],
    [["train", "--resume", out, "--steps", "1"], "--steps: found 1, expected at least 2"],
    [["figures", "--figure", "1"], "--data-dir: found none"],
  ];
  for (const [args, message] of cases) {
    const { status, stdout, stderr } = runCommand(folder, args, { more: wasm });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("    at ");
    expect(stdout).toBe("");
    expect(status).toBe(2);
  }
  expect(readFileSync(join(out, "log.jsonl"))).toEqual(before);
});

onlyInFull.each([
  ["the loss", ["--activation", "identity"], /the loss of step \d+: found (NaN|Infinity), expected /],
  [
    "the weights",
    ["--activation", "tanh", "--checkpoint-every", "1"],
    /the weights of step \d+: found (NaN|-?Infinity) at layers\[0\]\[0\]\[0\], expected /,
  ],
])("a run that leaves float32's range says so: %s, with step, step size and what to try", (_, options, message) => {
  const args = [...options, "--rate", "1e18", "--batch", "full"];
  const out = newRun();
  const { status, stderr } = wnb(["train", ...data, ...args, "--out", out], { WNB_BACKEND: "wasm" });
  expect(stderr).toMatch(message);
  expect(stderr).toContain(
    "expected a finite float32 number; with step size 1000000000000000000 the run leaves float32's range: try a smaller one (--rate)\n",
  );
  expect(status).toBe(2);
  expect(existsSync(join(out, "lock"))).toBe(false);
});

onlyInFull("figures: trains the curves, writes SVG, PNG and CSV, and goes on with what is there", () => {
  const out = newRun();
  const args = ["figures", "--figure", "2", "--samples", "600", "--width", "8", "--width", "16", "--hessians", "1"];
  const first = wnb([...args, "--steps", "30", "--out", out]);
  expect(first.status).toBe(0);
  expect(first.stdout).toContain("Figure 2, m = 16");
  const csv = readFileSync(join(out, "figure-2.csv"), "utf8").trimEnd().split("\n");
  expect(csv).toHaveLength(1 + 2 * 30);
  expect(readFileSync(join(out, "figure-2.svg"), "utf8")).toContain("MNIST, 600 records");
  expect(readFileSync(join(out, "figure-2.png")).subarray(1, 4).toString()).toBe("PNG");
  const second = wnb([...args, "--steps", "40", "--out", out]);
  expect(second.stderr).toContain("from step 30");
  expect(second.status).toBe(0);
  const longer = readFileSync(join(out, "figure-2.csv"), "utf8").trimEnd().split("\n");
  expect(longer).toHaveLength(1 + 2 * 40);
  expect(longer.slice(1, 31)).toEqual(csv.slice(1, 31));
  expect(wnb([...args, "--steps", "40", "--seed", "9", "--out", out]).status).toBe(2);
});

test("without a data set, train and figures take MNIST; figures says what figure 1 lacks, and draws the other", () => {
  const small = ["--samples", "40", "--width", "4", "--steps", "2", "--hessians", "0"];
  const wasm = { WNB_BACKEND: "wasm" };
  const trained = wnb(["train", ...small, "--out", newRun()], wasm);
  expect(trained.stderr).toContain("MNIST, 40 records");
  expect(trained.status).toBe(0);
  const out = newRun();
  const drawn = wnb(["figures", ...small, "--out", out]);
  expect(drawn.stderr).toContain("wnb: figure 2 only; --data-dir DIR is missing");
  expect(drawn.stdout).toContain("figure-2.svg");
  expect(drawn.stdout).not.toContain("figure-1");
  expect(drawn.status).toBe(0);
  expect(readFileSync(join(out, "figure-2.svg"), "utf8")).toContain("MNIST, 40 records");
  expect(readFileSync(join(out, "figure-2.csv"), "utf8").trimEnd().split("\n")).toHaveLength(1 + 2);
});
