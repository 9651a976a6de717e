/** Slips of those who type: each is told in one line what it was, what is near it, and what there is; none is an internal error. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { integerBetween, integerRange, positiveInteger } from "../../src/cli/shared/optionValues";
import { shortReference, theoremsOf } from "../../src/cli/shared/paperNames";
import { activationNamed } from "../../src/network/activation";
import { parameterCount, uniformShape } from "../../src/network/network";
import { checkSize, MOST_PARAMETERS } from "../../src/network/sizeLimit";
import { theorems } from "../../src/theorems/registry";
import { initialNetwork } from "../../src/training/initialNetwork";
import { onlyInFull } from "../onlyInFull";
import { runCommand, temporaryFolder } from "../reference/builtCommand";

const folder = temporaryFolder();
const wnb = (args: readonly string[], more: Record<string, string> = {}) => runCommand(folder, args, { more });
const network = { format: "weightnorm-network/1", activation: "tanh", layers: [[[1, 2]]], output: [1], input: [1, 0] };
writeFileSync(join(folder, "net.json"), JSON.stringify(network));

onlyInFull.each<[string, string[], RegExp]>([
  [
    "networks beyond memory",
    ["verify", "--width", "1..100000"],
    /^wnb: depth 5, width 100000, input dimension 16: found a network of 4\.0e10 parameters, which would take 4 TB of memory, expected at most 67108864 parameters \(7 GB\)\n$/,
  ],
  ["also to compare", ["compare", "--width", "100000"], /a network of \S+ parameters, which would take \d+ TB/],
  [
    "a slip in a theorem",
    ["verify", "--theorem", "hessian-envelop"],
    /found "hessian-envelop", expected one of .* \(did you mean hessian-envelope\?\)/,
  ],
  ["a slip in a theorem to show", ["theorems", "descen"], /\(did you mean descent\?\)/],
  [
    "an activation in capitals",
    ["verify", "--activation", "Tanh"],
    /found "Tanh", expected one of .* \(did you mean tanh\?\)/,
  ],
  ["a slip in a group", ["verify", "--group", "optimization"], /\(did you mean optimisation\?\)/],
  ["a slip in a coefficient", ["verify", "--weaken", "layer-gradient.layr=0.5"], /\(did you mean layer\?\)/],
  [
    "a slip in the theorem of a coefficient",
    ["verify", "--weaken", "layer-gradien.layer=0.5"],
    /\(did you mean layer-gradient\?\)/,
  ],
  ["a slip in a part", ["verify", "--without", "normalization"], /\(did you mean normalisation\?\)/],
  ["a slip in a quantity", ["measure", "net.json", "--below", "minWeightNrm=1"], /\(did you mean minWeightNorm\?\)/],
  [
    "a group and a theorem of another",
    ["verify", "--group", "loss", "--theorem", "layer-gradient"],
    /^wnb: --theorem: found layer-gradient, which is of the group pointwise, expected a theorem of --group loss, or no --group\n$/,
  ],
  ["a result that the paper does not have", ["verify", "--theorem", "Theorem 4"], /found "Theorem 4", expected one of/],
  ["a number that is not whole", ["verify", "--runs", "1.5"], /found "1\.5", expected a whole number/],
  [
    "a plain network to replay",
    ["replay", "net.json"],
    /^wnb: net\.json: counterexample: found none, as this is a plain network file, expected a counterexample to a theorem; wnb measure net\.json shows what a network does\n$/,
  ],
])("%s: exit 2, and what was meant", (_, args, message) => {
  const { status, stdout, stderr } = wnb(args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(message);
});

test.each([["doctor"], ["doctor", "--json"]])("a backend that there is none of: %s", (...args) => {
  const { status, stdout, stderr } = wnb(args, { WNB_BACKEND: "gpu" });
  expect([status, stdout, stderr]).toEqual([2, "", 'wnb: WNB_BACKEND: found "gpu", expected auto, native, wasm\n']);
});

test("training weights beyond memory are refused before they are made", () => {
  const shape = {
    depth: 2,
    width: 1_000_000,
    inputDimension: 784,
    activation: { activation: activationNamed("tanh", ""), shift: 0 },
  };
  expect(() => initialNetwork(shape, 5, 1)).toThrow(
    "depth 2, width 1000000, input dimension 784: found a network of 1.0e12 parameters, which would take 100 TB of memory, expected at most 67108864 parameters (7 GB)",
  );
});

test("the limit: the largest shape passes, one more does not", () => {
  const largest = { depth: 1, width: 1, inputDimension: MOST_PARAMETERS - 1 };
  expect(parameterCount(uniformShape(largest))).toBe(MOST_PARAMETERS);
  expect(() => checkSize(largest)).not.toThrow();
  expect(() => checkSize({ ...largest, inputDimension: MOST_PARAMETERS })).toThrow(/67108865 parameters/);
});

test("the paper's name stands for all theorems that name it, and they are told", () => {
  const { status, stdout, stderr } = wnb([
    "verify",
    "--theorem",
    "theorem 4.1",
    "--theorem",
    "output-bound",
    "--runs",
    "2",
    "--seed",
    "1",
    "--json",
  ]);
  expect([status, stderr]).toEqual([
    0,
    "theorem 4.1: hessian-layerwise, hessian-closed-form, hessian-envelope\nseed 1\n",
  ]);
  expect(JSON.parse(stdout).theorems.map(({ id }: { id: string }) => id)).toEqual([
    "output-bound",
    "hessian-layerwise",
    "hessian-closed-form",
    "hessian-envelope",
  ]);
});

test.each([
  ["Lemma 4.1", ["activation-norm", "input-lipschitz", "layer-gradient", "output-gradient", "parameter-gradient"]],
  ["Cor. 4.1", ["hessian-envelope"]],
  ["thm 4.1", ["hessian-layerwise", "hessian-closed-form", "hessian-envelope"]],
  ["Figure 1b", ["gradient-to-loss-ratio"]],
  ["Lemma 4", []],
  ["4.1", []],
  ["", []],
])("the paper's name %s", (name, ids) => {
  expect(theoremsOf(name, theorems).map(({ id }) => id)).toEqual(ids);
});

test("a reference in short is still a name of the theorem", () => {
  for (const { id, reference } of theorems) {
    const [name] = shortReference(reference).split(/, | and /);
    expect(theoremsOf(name, theorems).map((theorem) => theorem.id)).toContain(id);
  }
});

test.each([
  ["1e4", 10_000],
  ["1E+2", 100],
  ["12.5e1", 125],
  ["20.0", 20],
  ["500e-2", 5],
  ["007", 7],
])("%s is the whole number %i", (text, value) => {
  expect(positiveInteger(text)).toBe(value);
  expect(integerRange(`1..${text}`)).toEqual({ from: 1, to: value });
  expect(integerBetween(`-${text}`, -20_000, 0)).toBe(-value);
});

test.each(["1.5", "1e-1", "1.00000000000000001", "1e400", "1e", "e4", "0x10", "1_000", "", " 1", "9007199254740993"])(
  "%j is none that an option takes",
  (text) => {
    expect(() => positiveInteger(text)).toThrow(/found/);
    expect(() => integerRange(text)).toThrow(/found/);
  },
);

test.each(["1..2..3", "..", "2..1", "1..x", "0..1"])("%j is no range", (text) => {
  expect(() => integerRange(text)).toThrow(/expected A\.\.B/);
});

test("an activation is named by a string alone, too", () => {
  const { status, stdout } = wnb(["measure", "net.json", "--json"]);
  expect(status).toBe(0);
  expect(JSON.parse(stdout).network.activation).toEqual({ name: "tanh", shift: 0 });
});

describe("nothing was checked", () => {
  const args = ["verify", "--runs", "3", "--seed", "1", "--activation", "relu", "--json"];
  const warning = /^wnb: warning: not checked, as no network of the run meets their assumptions: .*hessian-envelope/m;

  test("of a theorem that was asked for by name: exit 3", () => {
    const { status, stdout, stderr } = wnb([...args, "--theorem", "hessian-envelope"]);
    expect(status).toBe(3);
    expect(stderr).toMatch(warning);
    expect(JSON.parse(stdout).theorems).toMatchObject([
      { id: "hessian-envelope", cases: 0, verdict: "not-applicable" },
    ]);
  });

  test("of a theorem of the group: a warning", () => {
    const { status, stderr } = wnb(args);
    expect(status).toBe(0);
    expect(stderr).toMatch(warning);
  });
});

onlyInFull("a folder that cannot be, as in /proc, ends with a message at once", () => {
  const args = ["--runs", "3", "--seed", "1", "--theorem", "layer-gradient", "--weaken", "layer-gradient.layer=0.1"];
  for (const out of ["/proc/none", "/proc"]) {
    const { status, stderr } = wnb(["verify", ...args, "--shrink-seconds", "0", "--out", out]);
    expect([status, stderr]).toEqual([74, expect.stringMatching(/--out \/proc\S*: the counterexample is not saved/)]);
  }
});

onlyInFull("the help of every command lists its exit codes", () => {
  const { stdout } = wnb(["--help"]);
  const names = [...stdout.matchAll(/^ {2}([a-z]+) .*\[?options\]?/gm)]
    .map(([, name]) => name)
    .filter((name) => name !== "help");
  expect(names).toEqual(expect.arrayContaining(["verify", "measure", "replay", "theorems", "doctor"]));
  for (const name of names) {
    expect(wnb([name, "--help"]).stdout).toMatch(/Exit codes:\n {2}0 [\s\S]* 2 [\s\S]* 70 /);
  }
});
