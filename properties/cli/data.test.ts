/** The built command on networks with data: what `measure` reports of a loss, and the groups of `verify`. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { theorems } from "../../src/theorems/registry";
import { quickOrFull } from "../depth";
import { onlyInFull } from "../onlyInFull";
import { runCommand, temporaryFolder } from "../reference/builtCommand";

const folder = temporaryFolder();

const wnb = (...args: string[]) => runCommand(folder, args);

const idsOf = (...groups: string[]): string[] =>
  theorems.filter(({ group }) => groups.includes(group)).map(({ id }) => id);
const saved = (name: string, value: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(value));
  return path;
};

/** f(x) = 2 x_2 on rows along (0, 1): f = 0 and 8 at the two records, residuals 3 and -4, a loss of 25/2. */
const network = {
  format: "weightnorm-network/1",
  activation: { name: "identity" },
  layers: [[[0, 5]]],
  output: [2],
};
const data = {
  inputs: [
    [1, 0],
    [0, 4],
  ],
  targets: [3, 4],
};
const withData = saved("data.json", { ...network, data, trial: { rate: 0.01, steps: 2 } });
const bare = saved("bare.json", { ...network, input: [1, 0] });

test("measure --json of a network with data: the loss, its theorems, measured at the first record", () => {
  const { status, stdout } = wnb("measure", withData, "--json");
  expect(status).toBe(0);
  const { quantities, evidence, theorems: rows } = JSON.parse(stdout);
  expect(quantities).toMatchObject({
    value: 0,
    activationNorms: [1, 0],
    loss: 12.5,
    lossGradientNorm: expect.any(Number),
    lossHessianSpectralNorm: expect.any(Number),
  });
  // ∇L = -(r_1 ∇f_1 + r_2 ∇f_2): (6/5, 0) from the turning row, 0 of the row along x_2; v's part is -16.
  expect(quantities.lossGradientNorm).toBeCloseTo(Math.hypot(6 / 5, 16), 12);
  expect(evidence.lossHessianSpectralNorm.converged).toBe(true);
  expect(rows.map(({ id }: { id: string }) => id)).toEqual(
    idsOf("pointwise", "loss", "optimisation", "generalisation"),
  );
  expect(rows.find(({ id }: { id: string }) => id === "descent").place).toMatch(/^step [12]$/);
});

onlyInFull("its own input comes before the first record", () => {
  const path = saved("both.json", { ...network, input: [0, 3], data });
  expect(JSON.parse(wnb("measure", path, "--json").stdout).quantities).toMatchObject({ value: 6, loss: 12.5 });
});

test("measure without data: no loss, no theorem that speaks of one", () => {
  const { quantities, evidence, theorems: rows } = JSON.parse(wnb("measure", bare, "--json").stdout);
  expect(Object.keys(quantities)).not.toContain("loss");
  expect(Object.keys(evidence)).toEqual(["hessianSpectralNorm"]);
  expect(rows.map(({ id }: { id: string }) => id)).toEqual(idsOf("pointwise"));
});

test("measure as a table lists the loss", () => {
  const { status, stdout } = wnb("measure", withData);
  expect(status).toBe(0);
  expect(stdout).toMatch(/loss\s+12\.5\n/);
  expect(stdout).toMatch(/loss-bound\s+12\.5\s+/);
  expect(stdout).toMatch(/linear-convergence\s+0\.782254\s+59\.0602\s+0\.0132\s+holds/);
  expect(stdout).toMatch(/Hessian norm of the loss by lanczos/);
});

onlyInFull("measure --below on what belongs to a loss", () => {
  const run = (...limits: string[]) =>
    wnb("measure", withData, "--json", ...limits.flatMap((limit) => ["--below", limit]));
  const within = run("loss=12.6", "lossGradientNorm=20", "lossHessianSpectralNorm=1000");
  expect(within.status).toBe(0);
  const beyond = run("loss=12.4", "lossHessianSpectralNorm=0.1");
  expect(beyond.status).toBe(1);
  expect(JSON.parse(beyond.stdout).checks).toEqual([
    { quantity: "loss", value: 12.5, limit: 12.4, verdict: "violated" },
    { quantity: "lossHessianSpectralNorm", value: expect.any(Number), limit: 0.1, verdict: "violated" },
  ]);
});

onlyInFull.each(["loss", "lossGradientNorm", "lossHessianSpectralNorm"])(
  "measure --below %s=1 without data: exit 2, one clear message",
  (quantity) => {
    const { status, stdout, stderr } = wnb("measure", bare, "--below", `${quantity}=1`);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(
      `--below: found ${quantity}, expected a quantity of the network alone, as the file has no data`,
    );
    expect(stderr).not.toMatch(/\n\s+at /);
  },
);

onlyInFull("relu: the Hessian of the loss is null, and what needs it not applicable", () => {
  const path = saved("relu.json", { ...network, activation: { name: "relu" }, data });
  const { status, stdout } = wnb("measure", path, "--json", "--below", "lossHessianSpectralNorm=1");
  expect(status).toBe(0);
  const { quantities, evidence, theorems: rows, checks } = JSON.parse(stdout);
  expect([quantities.lossHessianSpectralNorm, evidence.lossHessianSpectralNorm]).toEqual([null, null]);
  expect(checks[0].verdict).toBe("not-applicable");
  for (const id of ["loss-hessian", "restricted-strong-convexity", "descent", "linear-convergence"]) {
    expect(rows.find((row: { id: string }) => row.id === id)).toMatchObject({
      verdict: "not-applicable",
      assumption: "A2",
    });
  }
});

onlyInFull("damaged data: exit 2, with the file and the place", () => {
  const path = saved("damaged.json", { ...network, data: { ...data, targets: [1] } });
  const { status, stderr } = wnb("measure", path);
  expect(status).toBe(2);
  expect(stderr).toMatch(/damaged\.json: data\.targets: found 1 numbers, expected 2, one for each input/);
  const trial = saved("trial.json", { ...network, data, trial: { batchSize: 3 } });
  expect(wnb("measure", trial).stderr).toMatch(
    /trial\.json: trial\.batchSize: found 3, expected a whole number from 1/,
  );
});

onlyInFull.each([
  ["pointwise", ["pointwise"]],
  ["loss", ["loss"]],
  ["optimisation", ["optimisation"]],
])("verify --group %s: its theorems, and that they hold", expectGroup);

test("verify --group all: every theorem, and that they hold", () => {
  expectGroup("all", ["pointwise", "loss", "optimisation", "generalisation"]);
});

function expectGroup(group: string, groups: string[]): void {
  const { status, stdout } = wnb(
    "verify",
    "--group",
    group,
    "--runs",
    String(quickOrFull(8, 60)),
    "--seed",
    "3",
    "--json",
  );
  expect(status).toBe(0);
  const { theorems: rows } = JSON.parse(stdout);
  expect(rows.map(({ id }: { id: string }) => id)).toEqual(idsOf(...groups));
  for (const row of rows) {
    expect(groups).toContain(row.group);
    expect(row.verdict).toBe("holds");
  }
}

onlyInFull("verify says how often a theorem said something, the same for any number of workers", () => {
  const run = (workers: string) => {
    const args = ["--theorem", "restricted-strong-convexity", "--runs", "60", "--seed", "3", "--workers", workers];
    return JSON.parse(wnb("verify", ...args, "--json").stdout).theorems;
  };
  const [row] = run("1");
  expect(row.nonvacuous).toEqual({ condition: "alpha_t > 0", cases: expect.any(Number) });
  expect(row.nonvacuous.cases).toBeGreaterThan(0.2 * row.cases);
  expect(run("2")).toEqual([row]);
  const { stdout } = wnb("verify", "--theorem", "restricted-strong-convexity", "--runs", "60", "--seed", "3");
  expect(stdout).toMatch(/restricted-strong-convexity: α_t > 0 in \d+ % of its cases/);
});

onlyInFull(
  "a weakened theorem on a loss: a counterexample with its data, which measure reads, found again as it says",
  () => {
    const weaken = ["--weaken", "loss-gradient.output=0.5", "--weaken", "loss-gradient.layers=0.5"];
    const args = ["verify", "--theorem", "loss-gradient", "--runs", "300", "--seed", "1", "--out", "found", ...weaken];
    const { status, stdout } = wnb(...args);
    expect(status).toBe(1);
    const [file] = readdirSync(join(folder, "found"));
    const { counterexample, ...found } = JSON.parse(readFileSync(join(folder, "found", file), "utf8"));
    expect(counterexample).toMatchObject({
      theorem: "loss-gradient",
      seed: 1,
      weakening: { output: 0.5, layers: 0.5 },
    });
    expect(found.data.inputs.length).toBe(1);
    expect(Object.keys(found.trial)).toEqual(["cosine", "radius", "rate", "steps", "batchSize"]);
    expect(stdout).toContain(`data: ${JSON.stringify(found.data)}`);
    const measured = wnb("measure", join("found", file), "--json");
    expect(measured.status).toBe(0);
    const row = JSON.parse(measured.stdout).theorems.find(({ id }: { id: string }) => id === "loss-gradient");
    expect(row.quantity).toBe(counterexample.float64.quantity);
    expect(row.bound).toBeCloseTo(2 * counterexample.float64.bound, 9);
    const repeat = /repeat: npx wnb (.*)/.exec(stdout)?.[1].split(" ") ?? [];
    rmSync(join(folder, "found"), { recursive: true });
    expect(wnb(...repeat).status).toBe(1);
    expect(readdirSync(join(folder, "found"))).toEqual([file]);
  },
);
