/** wnb.config in the working folder: what it says holds where neither the command line nor the environment says otherwise. */
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runCommand, runProcess, temporaryFolder } from "../reference/builtCommand";
import { growthModule, written } from "../reference/theoremModules";

const folder = temporaryFolder();
const FILES = ["wnb.config.json", "wnb.config.mjs", "wnb.config.ts"];
written(folder, "half.ts", growthModule(0.5));

function wnb(configuration: Readonly<Record<string, string>>, args: readonly string[], more = {}) {
  for (const file of FILES) {
    rmSync(join(folder, file), { force: true });
  }
  for (const [file, text] of Object.entries(configuration)) {
    written(folder, file, text);
  }
  // A thread keeps the ES modules that it loaded, by their paths.
  const run = "wnb.config.mjs" in configuration ? runProcess : runCommand;
  return run(folder, args, { more });
}

const WHOLE = `{ "load": ["./half.ts"], "counterexamples": "found", "seed": 7, "runs": 60, "depth": "1..2", "activation": ["tanh"] }`;
const FORMS = {
  "wnb.config.json": WHOLE,
  "wnb.config.mjs": `export default ${WHOLE};`,
  "wnb.config.ts": `export default ${WHOLE} as object;`,
};
const verify = ["verify", "--theorem", "growth"];

test.each(Object.entries(FORMS))("%s: modules, ranges, seed, runs, and the folder of counterexamples", (file, text) => {
  const { status, stdout, stderr } = wnb({ [file]: text }, verify);
  expect(status).toBe(1);
  expect(stderr).toMatch(/^seed 7$/m);
  expect(stdout).toMatch(/60 random networks in .* depth 1\.\.2, .*; seed 7/);
  expect(stdout).toMatch(/tanh \(network/);
  expect(readdirSync(join(folder, "found"))).toEqual([expect.stringMatching(/^growth-/)]);
  expect(readdirSync(folder)).not.toContain("fixtures");
});

test("options win, then the environment", () => {
  const options = ["--runs", "20", "--seed", "9", "--depth", "3", "--activation", "sin", "--out", "other"];
  expect(wnb({ "wnb.config.json": WHOLE }, [...verify, ...options]).stdout).toMatch(
    /sin \(network[\s\S]*20 random networks in .* depth 3, .*; seed 9/,
  );
  expect(wnb({ "wnb.config.json": WHOLE }, verify, { WNB_SEED: "11" }).stdout).toMatch(/60 random .*; seed 11/);
});

test("doctor prints what is in force", () => {
  const { stdout } = wnb({ "wnb.config.json": WHOLE }, ["doctor", "--json"], { WNB_BACKEND: "wasm" });
  expect(JSON.parse(stdout).configuration).toMatchObject({
    file: "wnb.config.json",
    values: { load: ["./half.ts"], seed: ["7"], depth: ["1..2"] },
  });
});

const wrong: [string, Readonly<Record<string, string>>, RegExp][] = [
  [
    "an unknown key",
    { "wnb.config.json": '{"laod":[]}' },
    /wnb\.config\.json: laod: found an unknown key, .*did you mean load\?/,
  ],
  [
    "a value that no option takes",
    { "wnb.config.json": '{"depth":"x"}' },
    /wnb\.config\.json: depth: found "x", expected A\.\.B/,
  ],
  [
    "a value of another kind",
    { "wnb.config.json": '{"seed":[1]}' },
    /wnb\.config\.json: seed: found an array of 1, expected a text or a number/,
  ],
  [
    "two files",
    { "wnb.config.json": "{}", "wnb.config.mjs": "export default {};" },
    /found both, expected one of them/,
  ],
  ["no JSON", { "wnb.config.json": "{" }, /wnb\.config\.json: found .*, expected a JSON file/],
  [
    "no object",
    { "wnb.config.mjs": "export default 5;" },
    /wnb\.config\.mjs: found 5, expected an object as its default export/,
  ],
  [
    "a module that is not there",
    { "wnb.config.json": '{"load":"./gone.ts"}' },
    /module \.\/gone\.ts: found no such file/,
  ],
];

test.each(wrong)("%s: one sentence, exit 2", (_, files, message) => {
  const { status, stdout, stderr } = wnb(files, ["verify", "--runs", "1"]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr.trim().split("\n")).toEqual([expect.stringMatching(message)]);
});
