/** Theorems of a user's own file, at the command line: verified, shrunk, replayed, measured, recorded, from files of every kind. */
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runCommand, temporaryFolder } from "../reference/builtCommand";
import { growthModule, smallModule, written } from "../reference/theoremModules";

const folder = temporaryFolder();
const wnb = (...args: readonly string[]) => runCommand(folder, args);
const write = (name: string, text: string) => written(folder, name, text);

const growth = write("growth.ts", growthModule());
const half = write("half.ts", growthModule(0.5));

test("a theorem holds, alone, with the same numbers for any number of workers", () => {
  const [one, two] = [1, 2].map((workers) => {
    const args = ["--load", growth, "--theorem", "growth", "--runs", "400", "--seed", "1", "--json"];
    const { status, stdout, stderr } = wnb("verify", ...args, "--workers", String(workers));
    expect({ status, stderr }).toEqual({ status: 0, stderr: "seed 1\n" });
    const { seconds: _, ...report } = JSON.parse(stdout);
    return report;
  });
  expect(two).toEqual(one);
  expect(one.theorems).toMatchObject([{ id: "growth", verdict: "holds" }]);
  expect(one.theorems[0].cases).toBeGreaterThan(350);
});

test("half of its constant: shrunk to one neuron, confirmed, saved, and replayed by the commands that are printed", () => {
  const { status, stdout } = wnb(
    "verify",
    "--load",
    half,
    "--theorem",
    "growth",
    "--runs",
    "300",
    "--seed",
    "1",
    "--out",
    "found",
  );
  expect(status).toBe(1);
  expect(stdout).toMatch(/growth is violated, confirmed in 50 digits/);
  expect(stdout).toMatch(/ratio +2\.0000/);
  const [name] = readdirSync(join(folder, "found"));
  const file = join("found", name);
  expect(JSON.parse(readFileSync(join(folder, file), "utf8"))).toMatchObject({ layers: [[[1]]], output: [1] });
  expect(stdout).toContain(`replay: npx wnb replay --load ${half} ${file}`);
  expect(stdout).toContain(`repeat: npx wnb verify --load ${half} --theorem growth`);
  expect(wnb("replay", "--load", half, file).status).toBe(1);
  expect(wnb("replay", "--load", growth, file)).toMatchObject({ status: 0 });
  expect(wnb("replay", file)).toMatchObject({ status: 2, stderr: expect.stringContaining('found "growth"') });
  const measured = JSON.parse(wnb("measure", "--load", half, file, "--json").stdout);
  expect(measured.theorems.at(-1)).toMatchObject({ id: "growth", quantity: 1, bound: 0.5, verdict: "violated" });
});

test("its records are files of the working folder, and hold it alone", () => {
  const update = wnb("tightness", "--load", growth, "--update", "--seconds", "0", "--seed", "1");
  expect(update).toMatchObject({ status: 0, stdout: expect.stringMatching(/growth +90 /) });
  const { entries } = JSON.parse(readFileSync(join(folder, "tightness.json"), "utf8"));
  expect(new Set(entries.map(({ theorem }: { theorem: string }) => theorem))).toEqual(new Set(["growth"]));
  expect(wnb("tightness", "--load", growth).status).toBe(0);
  const changed = wnb("tightness", "--load", half);
  expect(changed).toMatchObject({ status: 1, stdout: expect.stringMatching(/bound tighter/) });
  const weakened = wnb("weakenings", "--load", growth, "--update", "--seconds", "1", "--seed", "1");
  expect(weakened.stdout).toMatch(/lipschitz halved +confirmed/);
});

test("theorems tells where it comes from", () => {
  const { stdout } = wnb("theorems", "--load", growth, "growth", "--json");
  expect(JSON.parse(stdout).theorems).toMatchObject([{ id: "growth", file: growth, test: "", proof: "" }]);
});

test("folders, JavaScript of both kinds, and a package by its name", () => {
  const inCommonJs = (text: string): string =>
    text
      .replace(/^import (.*) from (.*);/, "const $1 = require($2);")
      .replace("export const theorem", "exports.theorem");
  write("many/a.mjs", smallModule("in-mjs"));
  write("many/b.cjs", inCommonJs(smallModule("in-cjs")));
  write("many/c.test.ts", "throw new Error('not loaded');");
  write("node_modules/bounds/package.json", '{"name":"bounds","main":"index.js"}');
  write("node_modules/bounds/index.js", inCommonJs(smallModule("in-js")));
  const ids = ["in-mjs", "in-cjs", "in-js"];
  const args = ids.flatMap((id) => ["--theorem", id]);
  const { stdout } = wnb(
    "verify",
    "--load",
    "many",
    "--load",
    "bounds",
    ...args,
    "--runs",
    "5",
    "--seed",
    "1",
    "--json",
  );
  expect(JSON.parse(stdout).theorems.map(({ id }: { id: string }) => id)).toEqual(ids);
});

test("nothing is written beside the modules", () => {
  expect(readdirSync(folder).filter((name) => name.startsWith(".") || name === "fixtures")).toEqual([]);
});

test("new-theorem: a module that holds as it is, and fails where its constant is halved; nothing is overwritten", () => {
  const { status, stdout } = wnb("new-theorem", "my-bound");
  expect({ status, stdout }).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^my-bound\.ts: .*; my-bound\.test\.mjs: its test$/m),
  });
  const verify = ["verify", "--load", "my-bound.ts", "--theorem", "my-bound", "--runs", "90", "--seed", "1"];
  expect(wnb(...verify)).toMatchObject({ status: 0 });
  const halved = wnb(...verify, "--weaken", "my-bound.lipschitz=0.5", "--out", "halved");
  expect(halved).toMatchObject({ status: 1, stdout: expect.stringContaining("confirmed in 50 digits") });
  const before = readFileSync(join(folder, "my-bound.ts"), "utf8");
  expect(wnb("new-theorem", "my-bound")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("my-bound.ts: found a file that is there"),
  });
  expect(readFileSync(join(folder, "my-bound.ts"), "utf8")).toBe(before);
  rmSync(join(folder, "my-bound.ts"));
  expect(wnb("new-theorem", "my-bound").stderr).toContain("my-bound.test.mjs: found a file that is there");
  expect(wnb("new-theorem", "My")).toMatchObject({ status: 2, stderr: expect.stringContaining("small letters") });
  expect(wnb("new-theorem", "descent")).toMatchObject({ status: 2, stderr: expect.stringContaining("of the suite") });
});
