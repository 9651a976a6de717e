/** Weakened theorems at the command line: their record, the search for them, and `verify` on theorems without a part. */
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onlyInFull } from "../onlyInFull";
import { root, runCommand, temporaryFolder } from "../reference/builtCommand";

const folder = temporaryFolder();

const wnb = (args: readonly string[]) => runCommand(folder, args);

const committed = join(root, "fixtures", "weakenings.json");
const copy = join(folder, "weakenings.json");

test("weakenings: a row for each statement of a theorem, and how many were found to be false", () => {
  const { status, stdout, stderr } = wnb(["weakenings", "--theorem", "output-bound"]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(/output-bound +output dropped +confirmed +∞ +L=1 m=1/);
  expect(stdout).toMatch(/output-bound +without normalisation +confirmed +\d/);
  expect(stdout).toMatch(/6 of 6 weakened statements have a confirmed counterexample/);
});

test("weakenings --json, and a case that can be measured", () => {
  const { status, stdout } = wnb(["weakenings", "--theorem", "layer-gradient", "--json"]);
  expect(status).toBe(0);
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({ format: "weightnorm-weakenings-report/1", interrupted: false, changes: [] });
  expect(report.weakenings[0]).toMatchObject({
    theorem: "layer-gradient",
    weakening: { layer: 0 },
    verdict: "confirmed",
    case: { format: "weightnorm-network/1" },
  });
  writeFileSync(join(folder, "case.json"), JSON.stringify(report.weakenings[0].case));
  expect(wnb(["measure", "case.json"]).status).toBe(0);
});

onlyInFull("--search finds them from nothing, and writes none of it", () => {
  copyFileSync(committed, copy);
  const { status, stdout } = wnb([
    "weakenings",
    "--theorem",
    "output-bound",
    "--search",
    "--seed",
    "3",
    "--file",
    copy,
  ]);
  expect(status).toBe(0);
  expect(stdout).toMatch(/6 of 6 weakened statements/);
  expect(readFileSync(copy, "utf8")).toBe(readFileSync(committed, "utf8"));
});

onlyInFull(
  "what is not recorded is told, exit 1; --update looks for it and records it, and changes nothing else",
  () => {
    const lines = readFileSync(committed, "utf8").split("\n");
    const lost = lines.findIndex((line) => line.includes('"layer-gradient","weakening":{"layer":0.5}'));
    const { confirmed, statements } = JSON.parse(`${lines[0].slice(0, lines[0].indexOf(',"entries"'))}}`);
    lines[0] = lines[0]
      .replace(`:${confirmed},`, `:${confirmed - 1},`)
      .replace(`:${statements},`, `:${statements - 1},`);
    writeFileSync(copy, [...lines.slice(0, lost), ...lines.slice(lost + 1)].join("\n"));
    const chosen = ["weakenings", "--theorem", "layer-gradient", "--file", copy];
    const before = wnb(chosen);
    expect(before.status).toBe(1);
    expect(before.stdout).toMatch(/layer-gradient\.layer=0\.5: not recorded\n.*weakenings:update/);
    expect(wnb([...chosen, "--update", "--seed", "5"]).status).toBe(0);
    const after = readFileSync(copy, "utf8").split("\n");
    expect(after.length).toBe(lines.length);
    expect(after.filter((line) => !lines.includes(line) && !line.includes('{"layer":0.5}'))).toEqual([after[0]]);
    expect(after[0]).toContain(`"confirmed":${confirmed},"statements":${statements}`);
  },
);

onlyInFull.each([
  ["a damaged record", ["weakenings", "--file", "half.json"], /half\.json: content: /],
  ["no record", ["weakenings", "--file", "none.json"], /none\.json: found no such file/],
  ["an unknown theorem", ["weakenings", "--theorem", "x"], /expected one of min-weight-norm/],
  ["a part that nothing rests on", ["verify", "--without", "A9"], /expected one of A1, A2/],
  [
    "a theorem that does not rest on it",
    ["verify", "--theorem", "min-weight-norm", "--without", "A1"],
    /min-weight-norm, which does not rest on A1/,
  ],
])("%s: exit 2, and no stack trace", (_name, args, message) => {
  writeFileSync(join(folder, "half.json"), readFileSync(committed, "utf8").slice(0, 1000));
  const { status, stdout, stderr } = wnb(args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/^ +at /m);
});

describe("verify --without", () => {
  const out = join(folder, "without");
  const run = wnb([
    "verify",
    "--theorem",
    "input-lipschitz",
    "--without",
    "A1",
    "--runs",
    "100",
    "--seed",
    "1",
    "--out",
    out,
  ]);

  test("shows what an assumption is needed for: violated, confirmed, the smallest network", () => {
    expect(run.status).toBe(1);
    expect(run.stdout).toMatch(/input-lipschitz is violated, confirmed in 50 digits/);
    expect(run.stdout).toMatch(/ratio +2\.0000/);
    expect(run.stdout).toContain('--without "A1"');
  });

  test("its counterexample is replayed without it too", () => {
    const [name] = readdirSync(out);
    const { status, stdout } = wnb(["replay", join(out, name)]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/input-lipschitz, weakened \(without A1\): violated, confirmed in 50 digits/);
    expect(stdout).toMatch(/reproduced: all digits as saved/);
    expect(JSON.parse(wnb(["replay", join(out, name), "--json"]).stdout)).toMatchObject({ without: "A1" });
  });
});

onlyInFull(
  "verify knows networks that random ones do not come near: a rarely needed term is missed in a run of one",
  () => {
    const out = join(folder, "known");
    const weaken = "hessian-layerwise.curvatureInflow=0";
    const args = [
      "verify",
      "--theorem",
      "hessian-layerwise",
      "--runs",
      "1",
      "--seed",
      "1",
      "--out",
      out,
      "--weaken",
      weaken,
    ];
    const { status, stdout } = wnb(args);
    expect(status).toBe(1);
    expect(stdout).toMatch(/hessian-layerwise is violated, confirmed in 50 digits/);
    expect(stdout).toMatch(/a network known to be hard/);
    expect(readdirSync(out)).toHaveLength(1);
    const elsewhere = wnb([...args.slice(0, 7), "--depth", "1", "--weaken", weaken, "--out", join(folder, "other")]);
    expect(elsewhere.status).toBe(0);
  },
);
