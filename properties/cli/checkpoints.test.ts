/** `wnb measure` and `wnb convert` on checkpoints: outputs, inputs, data sets, files of our own form. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readNpyVectors } from "../../src/dataSets/npyVectors";
import { Evaluation } from "../../src/measurement/evaluation";
import { readNetworks } from "../../src/network/checkpoints/networksFile";
import { theorems } from "../../src/theorems/registry";
import { checkTheorem } from "../../src/verify/checkTheorem";
import { runCommand, temporaryFolder } from "../reference/builtCommand";
import { expectedOf, fixturePath, readFixture } from "../reference/checkpointFixtures";
import { npyFile } from "../reference/npyFile";

const folder = temporaryFolder();
const wnb = (...args: string[]) => runCommand(folder, args);

function saved(name: string, shape: readonly number[], values: readonly number[]): string {
  const path = join(folder, name);
  writeFileSync(path, npyFile({ descr: "<f8", shape, values }));
  return path;
}

const three = fixturePath("three-outputs.safetensors");
const expected = expectedOf("three-outputs");
const input = Array.from(expected.input);
const x = saved("x.npy", [4], input);
const atThree = ["measure", three, "--activation", "softplus"];

test("all outputs, worst first, each with what torch says of it", () => {
  const { status, stdout } = wnb(...atThree, "--input", x, "--json");
  expect(status).toBe(0);
  const { format, checkpoint, outputs } = JSON.parse(stdout);
  expect([format, checkpoint.layout, checkpoint.outputs]).toEqual(["weightnorm-measure/1", "torch", 3]);
  expect(outputs.map(({ output }: { output: number }) => output).sort()).toEqual([0, 1, 2]);
  const worst = outputs.map(
    (each: { theorems: { ratio: number | null; id: string; attained?: true; proof?: unknown }[] }) =>
      Math.max(...each.theorems.map(({ ratio, attained, proof }) => (attained || proof ? 0 : (ratio ?? 0)))),
  );
  expect(worst).toEqual([...worst].sort((a, b) => b - a));
  for (const { output, quantities } of outputs) {
    expect(quantities.value).toBeCloseTo(expected.outputs[output].value, 12);
    expect(quantities.hessianSpectralNorm).toBeCloseTo(expected.outputs[output].paper.hessianSpectralNorm ?? 0, 12);
  }
});

test("one output; with gains and biases too", () => {
  const one = (...args: string[]) =>
    JSON.parse(wnb(...atThree, "--input", x, "--json", "--output", "1", ...args).stdout);
  const { paper, all } = expected.outputs[1];
  expect(one()).toMatchObject({ output: 1, checkpoint: { outputs: 3 } });
  expect(one().quantities.parameterGradientNorm).toBeCloseTo(paper.parameterGradientNorm, 12);
  expect(one("--parameters", "all").quantities.parameterGradientNorm).toBeCloseTo(all.parameterGradientNorm, 12);
  expect(one("--parameters", "all").quantities.hessianSpectralNorm).toBeCloseTo(all.hessianSpectralNorm ?? 0, 12);
});

test("for people: a row for each output, the order of the layers, the worst verdict", () => {
  const { stdout, status } = wnb(...atThree, "--input", x);
  expect(stdout).toContain("3 outputs, worst first\nlayers 0, 2, 4: in this order by numbers\n");
  expect(stdout.match(/^ +[012] .* holds$/gm)).toHaveLength(3);
  expect(stdout).toMatch(/^hessian-layerwise( +\d\S*){3} +holds$/m);
  expect(status).toBe(0);
});

test("a limit that one output exceeds: exit code 1, and that output comes first", () => {
  const values = expected.outputs.map(({ value }) => value);
  const largest = Math.max(...values);
  const { status, stdout } = wnb(...atThree, "--input", x, "--below", `value=${largest - 1e-6}`, "--json");
  expect(status).toBe(1);
  const [first, second] = JSON.parse(stdout).outputs;
  expect(first).toMatchObject({ output: values.indexOf(largest), checks: [{ verdict: "violated" }] });
  expect(second.checks[0].verdict).toBe("holds");
});

test("an input from a record of an array, from our own file, or none", () => {
  const rows = saved("rows.npy", [3, 2, 2], [0, 0, 0, 0, ...input, 1, 1, 1, 1]);
  const value = (...args: string[]) =>
    JSON.parse(wnb(...atThree, "--output", "0", "--json", ...args).stdout).quantities.value;
  expect(value("--input", `${rows}:1`)).toBeCloseTo(expected.outputs[0].value, 12);
  const none = wnb(...atThree);
  expect([none.status, none.stderr]).toEqual([
    2,
    expect.stringContaining("expected an input x, at which the network is measured (--input)"),
  ]);
  const noRow = wnb(...atThree, "--input", rows);
  expect([noRow.status, noRow.stderr]).toEqual([2, expect.stringContaining("found 3 records")]);
  const noRecord = wnb(...atThree, "--input", `${rows}:3`);
  expect([noRecord.status, noRecord.stderr]).toEqual([
    2,
    expect.stringContaining("found no record 3, expected 0 to 2"),
  ]);
  const long = wnb(...atThree, "--input", saved("long.npy", [5], [1, 2, 3, 4, 5]));
  expect([long.status, long.stderr]).toEqual([2, expect.stringContaining("[5], expected [n, 4]")]);
  const nan = wnb(...atThree, "--input", saved("nan.npy", [4], [1, 2, Number.NaN, 4]));
  expect([nan.status, nan.stderr]).toEqual([2, expect.stringContaining("nan.npy: input[2]: found NaN")]);
});

test("convert: what is written measures alike, in either form and through both", () => {
  const back = (name: string) => JSON.parse(wnb("measure", name, "--json").stdout);
  const options = ["--activation", "softplus", "--output", "2", "--input", x];
  const { status, stdout } = wnb("convert", three, "a.json", ...options);
  expect([status, stdout.split("\n")[0]]).toEqual([
    0,
    "a.json: widths 5, 3, input dimension 4, softplus, output 2 of 3",
  ]);
  expect(wnb("convert", "a.json", "b.safetensors").status).toBe(0);
  expect(wnb("convert", "b.safetensors", "c.json").status).toBe(0);
  expect(readFileSync(join(folder, "c.json"))).toEqual(readFileSync(join(folder, "a.json")));
  const {
    checkpoint: _,
    output: __,
    ...direct
  } = JSON.parse(wnb(...atThree, "--output", "2", "--input", x, "--json").stdout);
  expect(back("a.json")).toEqual(direct);
  expect(back("b.safetensors")).toEqual(direct);
  expect(readNetworks(join(folder, "a.json")).networks[0].network).toEqual(
    readFixture("three-outputs", { output: 2 }).networks[0].network,
  );
});

test("convert: several outputs, a name of no format, data in safetensors", () => {
  const several = wnb("convert", three, "d.json", "--activation", "softplus");
  expect([several.status, several.stderr]).toEqual([
    2,
    expect.stringContaining("found 3 outputs, expected one of them, 0 to 2"),
  ]);
  const ending = wnb("convert", three, "d.pt", "--activation", "softplus", "--output", "0");
  expect([ending.status, ending.stderr]).toEqual([
    2,
    expect.stringContaining('d.pt: found the ending ".pt", expected one of .safetensors, .json'),
  ]);
});

test("--data: every pointwise theorem at every record, least, median and largest ratio, and the worst record", () => {
  const factors = [0.1, 2, 0.5, 1];
  const records = saved(
    "records.npy",
    [4, 2, 2],
    factors.flatMap((factor) => input.map((entry) => factor * entry)),
  );
  const args = [...atThree, "--output", "1", "--data"];
  const { status, stdout } = wnb(...args, records, "--json");
  expect(status).toBe(0);
  const { records: count, outputs } = JSON.parse(stdout);
  expect([count, outputs.length, outputs[0].output, outputs[0].losses]).toEqual([4, 1, 1, []]);
  const [{ network }] = readFixture("three-outputs", { output: 1 }).networks;
  const evaluations = readNpyVectors(records, 4).map((record) => new Evaluation({ network, input: record }));
  for (const id of ["parameter-gradient", "hessian-layerwise"]) {
    const theorem = theorems.find((each) => each.id === id);
    const ratios = evaluations.map((each) => (theorem === undefined ? null : checkTheorem(theorem, each).ratio) ?? 0);
    const sorted = [...ratios].sort((a, b) => a - b);
    const row = outputs[0].theorems.find((each: { id: string }) => each.id === id);
    expect(row).toMatchObject({ records: 4, verdict: "holds", worst: { record: ratios.indexOf(sorted[3]) } });
    expect(row.ratios).toEqual({ least: sorted[0], median: (sorted[1] + sorted[2]) / 2, largest: sorted[3] });
  }
  const targets = saved("targets.npy", [4, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  const withTargets = wnb(...args, `${records},${targets}`);
  expect(withTargets.stdout).toMatch(/^hessian-layerwise( +\S+){3} +holds +record \d+, output 1$/m);
  expect(withTargets.stdout).toMatch(/^loss-hessian +\S+ +\S+ +\S+ +holds +output 1$/m);
  // The targets of output 1 are the second column.
  const values = evaluations.map(({ value }) => value.value);
  const bound = JSON.parse(wnb(...args, `${records},${targets}`, "--json").stdout).outputs[0].losses[0];
  const mean = values.reduce((sum, value, i) => sum + (3 * i + 2 - value) ** 2 / values.length, 0);
  expect(bound).toMatchObject({ id: "loss-bound", quantity: expect.closeTo(mean, 10) });
});

test("--data: targets and records of other shapes, and options that it leaves nothing to do", () => {
  const rows = saved("two.npy", [2, 4], [...input, 1, 1, 1, 1]);
  const labels = saved("labels.npy", [2], [0, 1]);
  const targets = wnb(...atThree, "--data", `${rows},${labels}`);
  expect([targets.status, targets.stderr]).toEqual([
    2,
    expect.stringContaining("labels.npy: header.shape: found [2], expected [2, 3]"),
  ]);
  const records = wnb(...atThree, "--data", x);
  expect([records.status, records.stderr]).toEqual([2, expect.stringContaining("found [4], expected [n, 4]")]);
  const both = wnb(...atThree, "--data", rows, "--input", x);
  expect([both.status, both.stderr]).toEqual([2, expect.stringContaining("cannot be used with option '--input")]);
});

test("what is refused ends with exit code 2, all obstacles in lines of their own", () => {
  const { status, stdout, stderr } = wnb(
    "measure",
    fixturePath("other-layers.safetensors"),
    "--activation",
    "tanh",
    "--input",
    x,
  );
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr.trim().split("\n").length).toBeGreaterThan(10);
  const plain = wnb("measure", fixturePath("plain.safetensors"), "--activation", "tanh", "--input", x);
  expect([plain.status, plain.stderr]).toEqual([2, expect.stringMatching(/not normalised.*\(--layout\)\n$/)]);
});
