/** Counterexamples at the command line: found, saved, replayed, and looked at first by the next run. */
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onlyInFull } from "../onlyInFull";
import { runCommand, temporaryFolder } from "../reference/builtCommand";

const folder = temporaryFolder();

const wnb = (args: readonly string[], input = "") => runCommand(folder, args, { input });

const weaken = ["--weaken", "hessian-layerwise.rotation=0.5"];
const verify = (...more: string[]) =>
  wnb(["verify", "--theorem", "hessian-layerwise", "--runs", "300", "--seed", "1", "--out", "found", ...more]);

const first = verify(...weaken);
const [name] = readdirSync(join(folder, "found"));
const file = join("found", name);

test("a weakened constant ends as a confirmed network of one neuron, smallest and worst side by side", () => {
  expect(first.status).toBe(1);
  expect(first.stdout).toMatch(/hessian-layerwise is violated, confirmed in 50 digits/);
  expect(first.stdout).toMatch(/smallest +worst of the run/);
  expect(first.stdout).toMatch(/in 50 digits: quantity 1\.41421356237309504880168872420969/);
  expect(first.stdout).toContain(`replay: npx wnb replay ${file}`);
  const { counterexample, ...network } = JSON.parse(readFileSync(join(folder, file), "utf8"));
  expect(network).toMatchObject({ format: "weightnorm-network/1", output: [1] });
  expect(counterexample).toMatchObject({
    theorem: "hessian-layerwise",
    weakening: { rotation: 0.5 },
    seed: 1,
    verdict: "confirmed",
    float64: { quantity: expect.any(Number), bound: expect.any(Number), ratio: expect.any(Number) },
    decimal: { digits: 50, quantity: expect.any(String), bound: expect.any(String), ratio: expect.any(String) },
    worst: { network: expect.any(Number), case: { format: "weightnorm-network/1" } },
  });
  expect(counterexample.worst.ratio).toBeGreaterThanOrEqual(counterexample.float64.ratio);
});

test("replay: the same numbers in both precisions, exit 1; from a pipe too", () => {
  const { status, stdout } = wnb(["replay", file]);
  expect(status).toBe(1);
  expect(stdout).toMatch(/hessian-layerwise, weakened \(rotation times 0\.5\): violated, confirmed in 50 digits/);
  expect(stdout).toMatch(/reproduced: all digits as saved/);
  const json = wnb(["replay", "-", "--json"], readFileSync(join(folder, file), "utf8"));
  expect(json.status).toBe(1);
  const saved = JSON.parse(readFileSync(join(folder, file), "utf8")).counterexample;
  const { digits: _digits, ...decimal } = saved.decimal;
  const { error: _error, ...float64 } = saved.float64;
  expect(JSON.parse(json.stdout)).toMatchObject({
    format: "weightnorm-replay/1",
    theorem: "hessian-layerwise",
    weakening: { rotation: 0.5 },
    network: { depth: 1, width: 1 },
    verdict: "violated",
    float64: saved.float64,
    decimal: { verdict: "confirmed", digits: 50, ...decimal },
    saved: { verdict: "confirmed", float64, decimal },
    reproduced: true,
  });
});

onlyInFull("replay of the theorem itself holds: exit 0", () => {
  const counterexample = JSON.parse(readFileSync(join(folder, file), "utf8"));
  delete counterexample.counterexample.weakening;
  const { status, stdout } = wnb(["replay", "-"], JSON.stringify(counterexample));
  expect(status).toBe(0);
  expect(stdout).toMatch(/^hessian-layerwise: holds/);
  expect(stdout).toMatch(/not reproduced: it was confirmed when saved by version \d/);
});

onlyInFull.each([
  [
    "a network that is no counterexample",
    ["replay", "network.json"],
    /network\.json: counterexample: found none, as this is a plain network file/,
  ],
  ["half a file", ["replay", "half.json"], /half\.json: content: found .*JSON/],
  ["no file", ["replay", "none.json"], /none\.json: found no such file/],
  ["a folder", ["replay", "found"], /found: found a folder/],
  ["nothing at all", ["replay"], /missing required argument 'file'/],
  ["another rigour", ["replay", "network.json", "--rigour", "hopeful"], /rigour/],
])("replay of %s: exit 2, and no stack trace", (_, args, message) => {
  const text = readFileSync(join(folder, file), "utf8");
  const { counterexample: __, ...network } = JSON.parse(text);
  writeFileSync(join(folder, "network.json"), JSON.stringify(network));
  writeFileSync(join(folder, "half.json"), text.slice(0, text.length / 2));
  const { status, stdout, stderr } = wnb(args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/^ +at /m);
});

onlyInFull(
  "the next run looks at it first: violated still with the weakened constant, whatever the seed; holds without",
  () => {
    const weakened = wnb([
      "verify",
      "--theorem",
      "hessian-layerwise",
      "--runs",
      "1",
      "--out",
      "found",
      "--json",
      ...weaken,
    ]);
    expect(weakened.status).toBe(1);
    expect(JSON.parse(weakened.stdout).saved).toMatchObject({
      files: 1,
      violated: [
        { file, theorem: "hessian-layerwise", ratio: expect.any(Number), judgement: { verdict: "confirmed" } },
      ],
      refused: [],
    });
    const { status, stdout } = verify();
    expect(status).toBe(0);
    expect(stdout).toMatch(/1 saved counterexample looked at first: none violated/);
  },
);

onlyInFull(
  "a damaged file is named and refused, the others still run: exit 2, or 1 where a theorem is violated",
  () => {
    const text = readFileSync(join(folder, file), "utf8");
    copyFileSync(join(folder, file), join(folder, "found", "kept.json"));
    writeFileSync(join(folder, "found", "damaged.json"), text.slice(0, 200));
    writeFileSync(join(folder, "found", "foreign.json"), "[1, 2, 3]");
    const { status, stdout, stderr } = verify();
    expect(status).toBe(2);
    expect(stderr).toMatch(/found\/damaged\.json: content: .*; the file is left out/);
    expect(stderr).toMatch(/found\/foreign\.json: network file: found an array of 3, .*; the file is left out/);
    expect(stdout).toMatch(/2 saved counterexamples looked at first: none violated; 2 files refused/);
    const weakened = verify(...weaken);
    expect(weakened.status).toBe(1);
    expect(weakened.stdout).toMatch(
      /hessian-layerwise is violated, confirmed, ratio 1\.\d+: npx wnb replay found\/kept\.json/,
    );
    expect(readdirSync(join(folder, "found")).sort()).toEqual(
      [name, "damaged.json", "foreign.json", "kept.json"].sort(),
    );
  },
);

onlyInFull("a violation that rounding made up is no violation: undecided, exit 3, nothing saved", () => {
  const rounding = ["--weaken", "row-scale-invariance.rounding=0"];
  // One row: nothing is left to shrink within the time that shrinking has, however busy the machine.
  const ranges = ["--depth", "1", "--width", "1", "--input-dimension", "2", "--runs", "50", "--seed", "1"];
  const args = ["verify", "--theorem", "row-scale-invariance", ...ranges, "--out", "artefacts"];
  const { status, stdout } = wnb([...args, ...rounding]);
  expect(status).toBe(3);
  expect(stdout).toMatch(/row-scale-invariance is undecided.*a numerical artefact/);
  expect(stdout).toMatch(/float64 has lost \d+(\.\d+)? of its 16 digits/);
  expect(readdirSync(folder)).not.toContain("artefacts");
});
