/** The built command as programs use it: formats, exit codes, errors, interruption. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { builtIn, theorems } from "../../src/theorems/registry";
import { quickOrFull } from "../depth";
import { onlyInFull } from "../onlyInFull";
import { command, environment, root, runProcess, temporaryFolder } from "../reference/builtCommand";

const folder = temporaryFolder();

const wnb = (args: readonly string[], input = "") => runProcess(folder, args, { input });

const references: Record<string, unknown>[] = JSON.parse(
  readFileSync(join(root, "fixtures", "oracles", "networks.json"), "utf8"),
);
const saved = (name: string, value: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(value));
  return path;
};

test("verify --json: format, every pointwise theorem, the same for any number of workers", () => {
  const networks = quickOrFull(24, 400);
  const run = (workers: number) => {
    const { status, stdout } = wnb([
      "verify",
      "--runs",
      String(networks),
      "--seed",
      "5",
      "--workers",
      String(workers),
      "--json",
    ]);
    expect(status).toBe(0);
    const { seconds, ...report } = JSON.parse(stdout);
    expect(seconds).toBeGreaterThan(0);
    return report;
  };
  const report = run(1);
  expect(report).toMatchObject({ format: "weightnorm-verify/1", seed: 5, networks, interrupted: false });
  expect(report.theorems.map(({ id }: { id: string }) => id)).toEqual(
    theorems.filter(({ group }) => group === "pointwise").map(({ id }) => id),
  );
  for (const row of report.theorems) {
    expect(row).toMatchObject({ group: "pointwise", verdict: "holds" });
    const { every = 1, madeOf } = builtIn.theorem(row.id);
    const most = Math.ceil(networks / every);
    // Differences that float64 does not resolve are not counted.
    expect(row.cases).toBeGreaterThanOrEqual(madeOf === "differences" ? most / 2 : most);
    expect(row.cases).toBeLessThanOrEqual(most);
    expect(row.worstRatio === null || row.worstRatio <= 1 + 1e-9).toBe(true);
  }
  for (const workers of [2, 3].slice(0, quickOrFull(1, 2))) {
    expect(run(workers)).toEqual(report);
  }
});

test("verify: a table for people; on standard error the seed alone, without a terminal", () => {
  const { status, stdout, stderr } = wnb([
    "verify",
    "--runs",
    "20",
    "--seed",
    "1",
    "--theorem",
    "layer-gradient",
    "--depth",
    "2",
    "--activation",
    "sin",
  ]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "seed 1\n" });
  expect(stdout).toMatch(
    /layer-gradient\s+Lemma 4\.1\s+20\s+0\.\d{4}\s+L=2 m=\d+ d=\d+ sin, layer [12] \(network \d+\)\s+holds/,
  );
  expect(stdout).toMatch(/20 random networks in .* depth 2, width 1\.\.16, input dimension 1\.\.16; seed 1/);
});

onlyInFull("verify on a weakened theorem: exit 1, the shrunk network, its file, and how to repeat", () => {
  const weaken = ["--theorem", "hessian-layerwise", "--weaken", "hessian-layerwise.output=0.5"];
  const { status, stdout } = wnb(["verify", "--runs", "300", "--seed", "1", "--out", "found", ...weaken]);
  expect(status).toBe(1);
  expect(stdout).toMatch(/hessian-layerwise is violated, confirmed in 50 digits/);
  expect(stdout).toMatch(/smallest +worst of the run/);
  const [file] = readdirSync(join(folder, "found"));
  const measured = wnb(["measure", join("found", file), "--json"]);
  expect(measured.status).toBe(0);
  expect(JSON.parse(measured.stdout).network.depth).toBeLessThanOrEqual(2);
  const { counterexample } = JSON.parse(readFileSync(join(folder, "found", file), "utf8"));
  expect(counterexample).toMatchObject({ theorem: "hessian-layerwise", seed: 1, weakening: { output: 0.5 } });
  const repeat = /repeat: npx wnb (.*)/.exec(stdout)?.[1].split(" ") ?? [];
  rmSync(join(folder, "found"), { recursive: true });
  expect(wnb(repeat).status).toBe(1);
  expect(readdirSync(join(folder, "found"))).toEqual([file]);
});

test("measure --json: format, names, and agreement with the reference", () => {
  const path = saved("reference.json", references[0]);
  const { status, stdout } = wnb(["measure", path, "--json"]);
  expect(status).toBe(0);
  const report = JSON.parse(stdout);
  expect(report.format).toBe("weightnorm-measure/1");
  expect(report.network).toEqual({
    depth: 3,
    width: 5,
    inputDimension: 6,
    parameters: 85,
    activation: { name: "identity", shift: 1.25 },
  });
  const names = [
    "value",
    "minWeightNorm",
    "activationNorms",
    "layerGradientNorms",
    "outputGradientNorm",
    "parameterGradientNorm",
    "inputGradientNorm",
    "hessianSpectralNorm",
  ];
  expect(Object.keys(report.quantities)).toEqual(names);
  expect(report.quantities.activationNorms.length).toBe(4);
  const expected = references[0]["expected"] as Record<string, string>;
  expect(report.quantities.hessianSpectralNorm / Number(expected["hessianSpectralNorm"])).toBeCloseTo(1, 10);
  for (const row of report.theorems) {
    expect(Object.keys(row)).toEqual(expect.arrayContaining(["id", "quantity", "bound", "ratio", "verdict"]));
  }
  expect(report.checks).toEqual([]);
});

test("measure reads standard input, and prints a table", () => {
  const { status, stdout } = wnb(["measure", "-"], JSON.stringify(references[1]));
  expect(status).toBe(0);
  expect(stdout).toMatch(/depth 2, width 4, input dimension 1, 24 parameters, tanh, shift 1\.25/);
  expect(stdout).toMatch(/hessian-layerwise\s+0\.111115\s+1\.68066\s+0\.0661\s+holds/);
  expect(stdout).toMatch(/hessian-envelope\s+–.*not-applicable\s+needs X <= sqrt\(m\)/);
});

test("measure --below: exit code 1 when a limit is exceeded, lists by index", () => {
  const path = saved("below.json", references[1]);
  const run = (...limits: string[]) =>
    wnb(["measure", path, "--json", ...limits.flatMap((limit) => ["--below", limit])]);
  expect(run("hessianSpectralNorm=0.2").status).toBe(0);
  const exceeded = run("hessianSpectralNorm=0.1", "activationNorms[0]=10");
  expect(exceeded.status).toBe(1);
  expect(JSON.parse(exceeded.stdout).checks).toEqual([
    { quantity: "hessianSpectralNorm", value: expect.closeTo(0.111115, 5), limit: 0.1, verdict: "violated" },
    { quantity: "activationNorms[0]", value: expect.closeTo(2.46155, 5), limit: 10, verdict: "holds" },
  ]);
});

onlyInFull("measure --below something that is no quantity: exit 2, no stack trace", () => {
  const path = saved("below.json", references[1]);
  for (const wrong of [
    "hessianSpectralNorm",
    "hessian=1",
    "hessianSpectralNorm=NaN",
    "activationNorms=1",
    "activationNorms[7]=1",
    "value[0]=1",
  ]) {
    const { status, stdout, stderr } = wnb(["measure", path, "--json", "--below", wrong]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).not.toMatch(/\n\s+at /);
  }
});

test("measure on relu: the Hessian is null, its theorems are not applicable, the exit code stays 0", () => {
  const path = saved("relu.json", { ...references[1], activation: { name: "relu" } });
  const { status, stdout } = wnb(["measure", path, "--json", "--below", "hessianSpectralNorm=1"]);
  expect(status).toBe(0);
  const { quantities, theorems: rows, checks } = JSON.parse(stdout);
  expect(quantities.hessianSpectralNorm).toBeNull();
  expect(rows.find(({ id }: { id: string }) => id === "hessian-layerwise")).toEqual({
    id: "hessian-layerwise",
    verdict: "not-applicable",
    quantity: null,
    bound: null,
    ratio: null,
    assumption: "A2",
  });
  expect(checks[0].verdict).toBe("not-applicable");
});

onlyInFull.each<[string, string[], RegExp]>([
  ["no such command", ["prove"], /unknown command 'prove'/],
  ["no such option", ["verify", "--fast"], /unknown option '--fast'/],
  ["no runs", ["verify", "--runs", "0"], /found "0", expected a whole number from 1/],
  ["a range upside down", ["verify", "--depth", "5..2"], /found "5\.\.2", expected A\.\.B/],
  ["an unknown theorem", ["verify", "--theorem", "fermat"], /found "fermat", expected one of .*min-weight-norm/],
  [
    "a weakening of a theorem that is not in the run",
    ["verify", "--theorem", "descent", "--weaken", "loss-bound.target=0", "--runs", "1"],
    /--weaken: found loss-bound, expected a theorem of this run: descent/,
  ],
  ["inputs beyond memory", ["complexity", "--input-dimension", "9007199254740991"], /whole number from 1 to 10000/],
  [
    "an unknown group",
    ["verify", "--group", "magic"],
    /expected one of pointwise, loss, optimisation, generalisation, all/,
  ],
  ["prelu", ["verify", "--activation", "prelu"], /whose slope is a parameter/],
  ["a file that is not there", ["measure", "none.json"], /none\.json: found no such file/],
  ["no file", ["measure"], /missing required argument 'files'/],
])("bad usage, %s: exit 2, one clear message, no stack trace", (_, args, message) => {
  const { status, stdout, stderr } = wnb(args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/\n\s+at /);
});

onlyInFull("a bad environment variable exits 2 and concerns verify alone", () => {
  const run = (args: string[]) =>
    spawnSync(process.execPath, [command, ...args], { encoding: "utf8", env: { ...environment, WNB_RUNS: "abc" } });
  const { status, stderr } = run(["verify"]);
  expect(status).toBe(2);
  expect(stderr).toMatch(/WNB_RUNS.*found "abc", expected a whole number/);
  expect(run(["measure", saved("environment.json", references[1])]).status).toBe(0);
});

onlyInFull("a folder that cannot be written costs the counterexample's file, not the report", () => {
  const blocked = saved("blocked", "a file, not a folder");
  const weaken = ["--theorem", "output-gradient", "--weaken", "output-gradient.output=0.5"];
  const { status, stdout, stderr } = wnb(["verify", "--runs", "100", "--seed", "1", "--out", blocked, ...weaken]);
  expect(status).toBe(74);
  expect(stderr).toMatch(/blocked: the counterexample is not saved: .*cannot be written: a file is there/);
  expect(stdout).toMatch(/output-gradient is violated/);
});

onlyInFull("overflow is undecided, and ends: erf of a pre-activation that is not a number", () => {
  const layers = [
    [
      [1e308, 1e308],
      [1, 2],
    ],
  ];
  const network = {
    format: "weightnorm-network/1",
    activation: { name: "erf" },
    layers,
    output: [1, 1],
    input: [1e308, 1],
  };
  const { status } = wnb(["measure", saved("overflow.json", network), "--json"]);
  expect([0, 3]).toContain(status);
});

onlyInFull("tiny inputs and weights are not violations", () => {
  for (const [rows, input] of [
    [[[1, 2]], [1e-315, 2e-315]],
    [[[1e-290, 2e-290]], [1, 1]],
    [[[1, 2]], [5e-324, 0]],
  ]) {
    const network = {
      format: "weightnorm-network/1",
      activation: { name: "tanh" },
      layers: [rows],
      output: [1],
      input,
    };
    expect(wnb(["measure", saved("tiny.json", network)]).status).not.toBe(1);
  }
});

test("a network without an input exits 2", () => {
  const { input: _, ...network } = references[1];
  const { status, stderr } = wnb(["measure", saved("bare.json", network)]);
  expect(status).toBe(2);
  expect(stderr).toMatch(/bare\.json: input: found none/);
});

test("help and version exit 0", () => {
  expect(wnb(["--help"]).status).toBe(0);
  expect(wnb(["verify", "--help"]).stdout).toMatch(/--weaken/);
  expect(wnb(["--version"]).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});
