/** Counterexample files: what is saved is read back, what is damaged is refused by name, and nobody loses anything. */

import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import fc from "fast-check";
import { killed } from "../../scripts/kills/kills";
import { InputError } from "../../src/files/inputError";
import { defaultRanges } from "../../src/generators/caseRanges";
import { Evaluation } from "../../src/measurement/evaluation";
import type { NetworkCase } from "../../src/network/networkCase";
import { builtIn } from "../../src/theorems/registry";
import { weakened } from "../../src/theorems/weakening";
import { checkTheorem } from "../../src/verify/checkTheorem";
import { counterexampleFromJson, counterexampleToJson } from "../../src/verify/counterexample";
import {
  parseCounterexample,
  readCounterexample,
  readCounterexamples,
  saveCounterexample,
} from "../../src/verify/counterexampleFolder";
import { judge } from "../../src/verify/judge";
import { replay } from "../../src/verify/replay";
import { quickOrFull } from "../depth";
import { onlyInFull } from "../onlyInFull";
import { theoremById } from "../reference/theoremById";

const folder = mkdtempSync(join(tmpdir(), "wnb-counterexamples-"));
afterAll(() => rmSync(folder, { recursive: true }));

const theorem = theoremById("loss-gradient");
const weakening = { output: 0.5 };
const weakenedOne = weakened(theorem, weakening);
const ranges = {
  ...defaultRanges,
  width: { from: 1, to: quickOrFull(2, 3) },
  depth: { from: 1, to: quickOrFull(1, 2) },
  inputDimension: { from: 1, to: 3 },
  // The first few: a judge takes long over erf.
  activations: defaultRanges.activations.slice(0, quickOrFull(2, 100)),
};
const origin = { theorem: theorem.id, weakening, version: "1.2.3", seed: 4, network: 5 };

function jsonOf(networkCase: NetworkCase): Record<string, unknown> {
  const result = checkTheorem(weakenedOne, new Evaluation(networkCase));
  const judgement = judge(weakenedOne, networkCase);
  return counterexampleToJson(
    { networkCase, result, judgement, steps: 3, isStopped: false, irrelevant: ["output[0]"] },
    origin,
  );
}

const [example] = fc.sample(theorem.cases(ranges), { numRuns: 1, seed: 8 });
const exampleJson = jsonOf(example);

test("what is saved is read back: every value, and its replay is the same digit by digit", () => {
  fc.assert(
    fc.property(theorem.cases(ranges), (networkCase) => {
      const read = readCounterexample(saveCounterexample(join(folder, "read-back"), jsonOf(networkCase)), builtIn);
      expect(read.networkCase.network.layers).toEqual(networkCase.network.layers);
      expect(read.networkCase.data).toEqual(networkCase.data);
      expect(read.networkCase.input).toEqual(networkCase.input);
      expect(read).toMatchObject({ theorem: "loss-gradient", weakening, saved: { version: "1.2.3" } });
      const { result, reproduced } = replay(read, builtIn);
      expect(result).toEqual(checkTheorem(weakenedOne, new Evaluation(networkCase)));
      expect(reproduced).toBe(true);
    }),
    { numRuns: quickOrFull(2, 5) },
  );
});

test("a replay that finds other numbers says so", () => {
  const file = exampleJson["counterexample"] as { decimal: object };
  const other = { ...exampleJson, counterexample: { ...file, decimal: { ...file.decimal, bound: "1.5" } } };
  expect(replay(counterexampleFromJson(other, builtIn), builtIn).reproduced).toBe(false);
  const byHand = { ...exampleJson, counterexample: { theorem: theorem.id } };
  expect(replay(counterexampleFromJson(byHand, builtIn), builtIn)).toMatchObject({
    verdict: "holds",
    reproduced: null,
  });
});

test("one network, one name: the same case is one file, another case or weakening is another", () => {
  const here = join(folder, "names");
  const first = saveCounterexample(here, exampleJson);
  expect(saveCounterexample(here, exampleJson)).toBe(first);
  const weaker = with_(exampleJson, { weakening: { output: 0.25 } });
  expect(saveCounterexample(here, weaker)).not.toBe(first);
  expect(saveCounterexample(here, { ...exampleJson, output: [7] })).not.toBe(first);
  expect(readdirSync(here).length).toBe(3);
  expect(readdirSync(folder).filter((name) => name.startsWith("."))).toEqual([]);
});

test.each<[string, (file: Record<string, unknown>) => unknown, RegExp]>([
  ["another format", (file) => ({ ...file, format: "weightnorm-network/9" }), /format: found/],
  [
    "a network file that is none",
    ({ counterexample, ...file }) => file,
    /counterexample: found none, as this is a plain network file/,
  ],
  ["an unknown theorem", (file) => with_(file, { theorem: "fermat" }), /counterexample\.theorem: found "fermat"/],
  ["an unknown coefficient", (file) => with_(file, { weakening: { x: 1 } }), /counterexample\.weakening: found "x"/],
  ["a factor that is none", (file) => with_(file, { weakening: { output: "1" } }), /weakening\.output: found "1"/],
  ["an unknown verdict", (file) => with_(file, { verdict: "true" }), /counterexample\.verdict: found "true"/],
  ["a number that is none", (file) => with_(file, { float64: { quantity: "1", bound: 1 } }), /float64\.quantity/],
  ["a decimal that is none", (file) => with_(file, { decimal: { quantity: "1,5", bound: "1" } }), /decimal\.quantity/],
  ["a zero row", (file) => ({ ...file, layers: [[[0, 0]]], output: [1] }), /layers\[0\]\[0\]/],
  ["an array", () => [], /network file: found an array/],
  ["a number", () => 3, /network file: found 3/],
])("refused: %s", (_, damage, message) => {
  const text = JSON.stringify(damage(exampleJson));
  expect(() => parseCounterexample(Buffer.from(text), "some.json", builtIn)).toThrow(InputError);
  expect(() => parseCounterexample(Buffer.from(text), "some.json", builtIn)).toThrow(message);
  expect(() => parseCounterexample(Buffer.from(text), "some.json", builtIn)).toThrow(/^some\.json: /);
});

function with_(file: Record<string, unknown>, changes: object): Record<string, unknown> {
  return { ...file, counterexample: { ...(file["counterexample"] as object), ...changes } };
}

test("cut anywhere, a file is refused or the same; the others are read", () => {
  const here = join(folder, "cut");
  const whole = saveCounterexample(here, exampleJson);
  const bytes = readFileSync(whole);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: bytes.length - 1 }), (length) => {
      writeFileSync(join(here, "cut.json"), bytes);
      truncateSync(join(here, "cut.json"), length);
      const { readable, refused } = readCounterexamples(here, builtIn);
      // The last byte is the end of the last line.
      expect(readable.length).toBe(length < bytes.length - 1 ? 1 : 2);
      expect(refused.map(({ place }) => place.startsWith(join(here, "cut.json")))).toEqual(
        length < bytes.length - 1 ? [true] : [],
      );
    }),
    { numRuns: quickOrFull(20, 100) },
  );
});

test("folders: one that is not there is empty, one that is a file is refused, and so is a folder named .json", () => {
  expect(readCounterexamples(join(folder, "nothing"), builtIn)).toEqual({ readable: [], refused: [] });
  writeFileSync(join(folder, "file"), "");
  expect(readCounterexamples(join(folder, "file"), builtIn).refused[0].message).toMatch(
    /file: found a file, expected a folder/,
  );
  mkdirSync(join(folder, "odd", "folder.json"), { recursive: true });
  writeFileSync(join(folder, "odd", "notes.txt"), "not looked at");
  expect(readCounterexamples(join(folder, "odd"), builtIn)).toEqual({ readable: [], refused: [] });
});

test("what a killed run has left half-written is removed by the next one", () => {
  const here = join(folder, "stale");
  mkdirSync(here);
  // No process has this number: it is above the largest of Linux.
  writeFileSync(join(here, ".wnb-4194305.0.partial"), "{");
  const file = saveCounterexample(here, exampleJson);
  expect(readdirSync(here)).toEqual([basename(file)]);
});

onlyInFull("four processes at once lose nothing", async () => {
  const here = join(folder, "at-once");
  const save = `
    const { saveCounterexample } = require("./dist/verify/counterexampleFolder.js");
    const json = JSON.parse(process.argv[1]);
    for (let k = 1; k <= 25; k += 1) {
      const weakening = { output: 1 / (k + 25 * Number(process.argv[3])) };
      saveCounterexample(process.argv[2], { ...json, counterexample: { ...json.counterexample, weakening } });
      saveCounterexample(process.argv[2], json);
    }`;
  const root = join(__dirname, "..", "..");
  const codes = await Promise.all(
    [0, 1, 2, 3].map(
      (k) =>
        new Promise((resolve) => {
          const args = ["-e", save, JSON.stringify(exampleJson), here, String(k)];
          spawn(process.execPath, args, { cwd: root }).on("close", resolve);
        }),
    ),
  );
  expect(codes).toEqual([0, 0, 0, 0]);
  // One is the example itself, which all of them save too: output 1/2.
  const { readable, refused } = readCounterexamples(here, builtIn);
  expect({ readable: readable.length, refused }).toEqual({ readable: 100, refused: [] });
});

onlyInFull(
  "processes killed at random moments leave no file that cannot be read, and lose none they told of",
  async () => {
    const { lost, unreadable, strangers, files } = await killed(join(folder, "killed"), 10, 3);
    expect({ lost, unreadable, strangers }).toEqual({ lost: [], unreadable: [], strangers: [] });
    expect(files).toBeGreaterThan(0);
  },
);
