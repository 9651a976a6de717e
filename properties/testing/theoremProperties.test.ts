/** The properties that users' tests run: each fails where what it asks for is broken, and says on which network. */
import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { Arithmetic } from "../../src/arithmetic/arithmetic";
import { float64 } from "../../src/arithmetic/float64";
import { testModule } from "../../src/cli/newTheorem/testModule";
import { Evaluation } from "../../src/measurement/evaluation";
import { networkFromJson } from "../../src/network/formats/networkJson";
import { type PropertySettings, theoremProperties } from "../../src/testing/theoremProperties";
import { outputBound } from "../../src/theorems/pointwise/outputBound";
import type { Theorem } from "../../src/theorems/theorem";
import { weakened } from "../../src/theorems/weakening";
import { checkTheorem } from "../../src/verify/checkTheorem";
import { onlyInFull } from "../onlyInFull";
import { root, temporaryFolder } from "../reference/builtCommand";
import { growthModule, written } from "../reference/theoremModules";

/** What a property says of a theorem; null if nothing. */
function saidBy(theorem: Theorem, part: string, settings: PropertySettings = {}): string | null {
  const [property, ...others] = theoremProperties(theorem, { runs: 60, seed: 1, ...settings }).filter(({ name }) =>
    name.includes(part),
  );
  expect({ name: property.name, others }).toEqual({ name: expect.stringContaining(part), others: [] });
  try {
    property.check();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const folder = temporaryFolder();

test("a theorem that holds passes all of them", () => {
  for (const { check } of theoremProperties(outputBound, { runs: 20, seed: 1 })) {
    expect(check).not.toThrow();
  }
});

const half = weakened(outputBound, { output: 0.5 });

test("holds: a violation is one of a small network, in JSON, and repeated by the seed and the path", () => {
  const said = saidBy(half, "holds") ?? "";
  expect(said).toMatch(/^output-bound: violated, confirmed in 50 digits: quantity \S+ against bound \S+\n/);
  const networkCase = networkFromJson(JSON.parse(said.split("\n").at(-1) ?? ""));
  const { network, input } = networkCase;
  expect(network.width).toBe(1);
  expect(checkTheorem(half, new Evaluation({ network, input: input ?? new Float64Array() })).verdict).toBe("violated");
  const [, seed, path] = /\{ seed: (-?\d+), path: "(.*)" \}/.exec(said) ?? [];
  expect(saidBy(half, "holds", { seed: Number(seed), path })).toBe(said);
});

test("assumptions: one that its cases do not meet is named", () => {
  const never = { ...outputBound.assumptions[0], name: "never", holds: () => false };
  expect(saidBy({ ...outputBound, assumptions: [never] }, "meet its assumptions")).toMatch(
    /changed to meet never does not/,
  );
});

test("bounds: a number of float64 in place of the arithmetic's is noticed, and a bound too many", () => {
  const changed = (change: <T>(arithmetic: Arithmetic<T>, bounds: readonly T[]) => readonly T[]): Theorem => ({
    ...outputBound,
    bound: (arithmetic, ...others) => change(arithmetic, outputBound.bound(arithmetic, ...others)),
  });
  const isFloat64 = (arithmetic: unknown): boolean => arithmetic === float64;
  const rough = changed((arithmetic, bounds) =>
    bounds.map((bound) => arithmetic.multiply(bound, arithmetic.of(isFloat64(arithmetic) ? 1 + 1e-9 : 1))),
  );
  expect(saidBy(rough, "40 digits")).toMatch(/bound \S+ in float64, \S+ in 40 digits/);
  const more = changed((arithmetic, bounds) => (isFloat64(arithmetic) ? [...bounds, ...bounds] : bounds));
  expect(saidBy(more, "40 digits")).toMatch(/2 bounds in float64, 1 in decimals/);
});

test("coefficients: one without effect is noticed, unless it is said to have none, and the other way round", () => {
  const idle: Theorem = { ...outputBound, coefficients: [...outputBound.coefficients, "spare"] };
  expect(saidBy(idle, "spare")).toMatch(/half of the coefficient spare changes no bound of 200 random networks/);
  expect(saidBy(idle, "spare", { idle: ["spare"] })).toBeNull();
  expect(saidBy(idle, "bound that output", { idle: ["output"] })).toMatch(
    /changes a bound, though it is said to be idle/,
  );
});

test("proofs: one of another number is noticed", () => {
  const other: Theorem = {
    ...outputBound,
    measure: (evaluation) =>
      outputBound.measure(evaluation).map((each) => ({ ...each, value: each.value * 1.001 + 1e-3 })),
  };
  expect(saidBy(other, "proofs")).toMatch(/measured \S+, proved to be within \[/);
});

onlyInFull("under node:test, from ES modules and CommonJS, by the package's name", () => {
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(root, join(folder, "node_modules", "weightnorm-bounds"), "dir");
  written(folder, "growth.ts", growthModule());
  written(folder, "growth.test.mjs", testModule("growth.ts"));
  written(
    folder,
    "growth.test.cjs",
    `const { test } = require("node:test");
const outputBound = require("weightnorm-bounds").builtIn.theorem("output-bound");
for (const { name, check } of require("weightnorm-bounds/testing").theoremProperties(outputBound, { runs: 20, seed: 1 })) test(name, check);
`,
  );
  const { status, stdout } = spawnSync(process.execPath, ["--test"], { cwd: folder, encoding: "utf8" });
  expect(stdout).toMatch(/# fail 0/);
  expect(Number(/# pass (\d+)/.exec(stdout)?.[1])).toBeGreaterThanOrEqual(10);
  expect(status).toBe(0);
});
