/** `wnb search`: what it finds, writes and says; constraints that nothing meets. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { scaleFrom } from "../../src/cli/search/scaleText";
import { onlyInFull } from "../onlyInFull";
import { runCommand, temporaryFolder } from "../reference/builtCommand";
import { growthModule, written } from "../reference/theoremModules";

const folder = temporaryFolder();
const wnb = (...args: readonly string[]) => runCommand(folder, args);
const fixed = ["--row-norm", "1", "--input-norm", "sqrt(m)", "--output-norm", "1"];
const small = ["search", "--theorem", "hessian-layerwise", "--depth", "1", "--width", "2", ...fixed, "--seed", "1"];

test("--json, and a file that measure and replay read: the ratio is that of the search, the scales are as they were fixed", () => {
  const { status, stdout, stderr } = wnb(...small, "--activation", "tanh", "--out", "found/worst.json", "--json");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "seed 1\n" });
  const { format, results, best, file } = JSON.parse(stdout);
  expect(format).toBe("weightnorm-search/1");
  expect(results).toMatchObject([{ activation: "tanh", verdict: "holds" }]);
  expect(best.ratio).toBeGreaterThan(0.711);
  expect(file).toBe("found/worst.json");
  expect(JSON.parse(readFileSync(join(folder, file), "utf8")).comment).toContain("inputNorm sqrt(m)");
  const measured = JSON.parse(wnb("measure", file, "--json").stdout);
  const row = measured.theorems.find(({ id }: { id: string }) => id === "hessian-layerwise");
  expect(row.ratio).toBeCloseTo(best.ratio, 12);
  expect(measured.quantities.minWeightNorm).toBeCloseTo(1, 14);
  expect(measured.quantities.activationNorms[0]).toBeCloseTo(Math.SQRT2, 14);
  expect(wnb("replay", file).status).toBe(0);
});

test("for people: a row for each activation, the nearest first; the same for any number of workers", () => {
  const [one, two] = ["1", "2"].map((workers) =>
    wnb(...small, "--activation", "tanh", "--activation", "sin", "--workers", workers),
  );
  expect(one.status).toBe(0);
  const withoutTimes = (text: string) => text.replace(/ +\d+\.\d s\n/g, "\n").replace(/─+/, "");
  expect(withoutTimes(two.stdout)).toBe(withoutTimes(one.stdout));
  expect(one.stdout).toMatch(
    /^hessian-layerwise: depth 1, width 2, input dimension 2; row norm 1, input norm sqrt\(m\), output norm 1, shift 0; seed 1\n/,
  );
  expect(one.stdout).toMatch(/^tanh +0\.7113 .*\n^sin +0\.\d{4} /m);
});

test("a file that cannot be written: the report all the same, exit 74", () => {
  const { status, stdout, stderr } = wnb(...small, "--activation", "tanh", "--out", "/proc/none/worst.json");
  expect(status).toBe(74);
  expect(stdout).toMatch(/^tanh +0\.7113 /m);
  expect(stderr).toMatch(/\/proc\/none/);
});

test("a theorem of the user's own: found to be false, exit 1", () => {
  const load = ["--load", written(folder, "half.ts", growthModule(0.5))];
  const args = [
    "--theorem",
    "growth",
    "--depth",
    "1",
    "--width",
    "2",
    "--activation",
    "identity",
    "--seed",
    "1",
    "--starts",
    "2",
  ];
  const { status, stdout } = wnb("search", ...load, ...args, "--steps", "40", "--out", "growth.json");
  expect(status).toBe(1);
  expect(stdout).toMatch(/^identity +\d\.\d+ .* violated/m);
  expect(stdout).toContain("npx wnb replay --load half.ts growth.json");
  expect(wnb("replay", ...load, "growth.json").status).toBe(1);
});

test.each<[string, string[], RegExp]>([
  [
    "an activation that the theorem does not speak of",
    ["--activation", "relu"],
    /the constraints: found no network that meets A2 .*, which hessian-layerwise assumes/,
  ],
  [
    "a scale that is none",
    ["--row-norm", "root(m)"],
    /--row-norm.*found "root\(m\)", expected a number, A\.\.B, sqrt\(m\)/,
  ],
  ["a norm of 0", ["--input-norm", "0"], /--input-norm: found 0, expected a number above 0/],
  ["a range the wrong way round", ["--output-norm", "2..1"], /--output-norm: found 2\.\.1, expected/],
  ["sizes beyond memory", ["--width", "1000000"], /a network of \S+ parameters, which would take/],
  ["a theorem on data", ["--theorem", "loss-bound"], /--theorem: found .*loss-bound/],
  ["a slip", ["--theorem", "hessian-layrwise"], /did you mean hessian-layerwise\?/],
])("%s: exit 2, one sentence", (_, args, message) => {
  const { status, stdout, stderr } = wnb(...small, ...args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(message);
});

test("constraints that a theorem's assumption contradicts are named with it", () => {
  const args = ["--theorem", "hessian-envelope", "--depth", "1", "--width", "4", "--input-norm", "3", "--seed", "1"];
  const { status, stderr } = wnb("search", ...args);
  expect(status).toBe(2);
  expect(stderr).toMatch(/found no network that meets ‖x‖ <= √m|found no network that meets .*√m/);
});

test.each([
  ["3", { from: 3, to: 3 }],
  ["1e-2..4", { from: 0.01, to: 4 }],
  ["sqrt(m)", { from: 4, to: 4 }],
  ["1/sqrt(d)..sqrt(d)", { from: 1 / 3, to: 3 }],
  ["-1..1", { from: -1, to: 1 }],
])("the scale %s", (text, range) => {
  expect(scaleFrom(text)?.at({ m: 16, d: 9 })).toEqual(range);
});

test.each(["", "..", "1..2..3", "sqrt(x)", "1e400", "2/sqrt(m)", "NaN", "1..", "Infinity"])(
  "%j is no scale",
  (text) => {
    expect(scaleFrom(text)).toBeNull();
  },
);

onlyInFull(
  "in threads too: the same network for one worker and for two, and --seconds ends it with the best so far",
  () => {
    const args = [
      "search",
      "--theorem",
      "hessian-layerwise",
      "--depth",
      "2",
      "--width",
      "32",
      ...fixed,
      "--activation",
      "tanh",
      "--seed",
      "1",
    ];
    const [one, two] = ["1", "2"].map((workers) =>
      JSON.parse(wnb(...args, "--steps", "15", "--starts", "4", "--workers", workers, "--json").stdout),
    );
    expect(two.best).toEqual(one.best);
    const ended = JSON.parse(wnb(...args, "--seconds", "2", "--json").stdout);
    expect(ended.best.ratio).toBeGreaterThan(0.01);
  },
);
