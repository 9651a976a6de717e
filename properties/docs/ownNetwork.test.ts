/** docs/own-network.md: its commands, run as they stand on a checkpoint that PyTorch wrote, and what it says of names and numbers. */
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readNpyVectors } from "../../src/dataSets/npyVectors";
import { quickOrFull } from "../depth";
import { root, runCommand, temporaryFolder } from "../reference/builtCommand";
import { expectedOf, fixturePath } from "../reference/checkpointFixtures";
import { codeBlocks } from "../reference/codeBlocks";
import { npyFile } from "../reference/npyFile";

const page = readFileSync(join(root, "docs", "own-network.md"), "utf8");
const commands = [...page.matchAll(/^ {4}npx wnb (.*)$/gm)].map(([, line]) => line.trim());
const folder = temporaryFolder();

/** Records of an array of the fixtures: a few, as each takes its time. */
function saveRecords(fixture: string, size: number, name: string): void {
  const records = readNpyVectors(fixturePath(fixture), size).slice(0, 2);
  const values = records.flatMap((record) => Array.from(record));
  writeFileSync(join(folder, name), npyFile({ descr: "<f4", shape: [records.length, size], values }));
}

beforeAll(() => {
  copyFileSync(fixturePath("mnist.safetensors"), join(folder, "model.safetensors"));
  saveRecords("mnist-inputs.npy", 784, "x.npy");
  saveRecords("mnist-targets.npy", 10, "y.npy");
});

const isFull = quickOrFull(1, 2) === 2;
/** All ten outputs and whole data sets take a second each and more. */
const isShort = (line: string): boolean => line.includes("--output 3") && !line.includes("--data");

test("every command of the page runs, in its order, and all holds", () => {
  expect(commands.length).toBeGreaterThan(6);
  for (const line of commands.filter((each) => isFull || isShort(each))) {
    const { status, stderr, stdout } = runCommand(folder, line.split(" "));
    expect([line, status, stderr]).toEqual([line, 0, ""]);
    expect(stdout).not.toBe("");
  }
  const { quantities } = JSON.parse(runCommand(folder, ["measure", "network.json", "--json"]).stdout);
  const { outputs } = JSON.parse(readFileSync(fixturePath("mnist.json"), "utf8"));
  expect(quantities.value).toBeCloseTo(outputs[3].value, 12);
});

test("four lines of Python, and the one for the metadata, are those that scripts/checkpoints use", () => {
  const [python = ""] = codeBlocks("docs/own-network.md", "python");
  expect(python.trim().split("\n")).toHaveLength(4);
  const script = readFileSync(join(root, "scripts", "checkpoints", "mnist.py"), "utf8");
  expect(script).toContain("from safetensors.torch import save_file");
  expect(script).toMatch(/save_file\(module\.state_dict\(\), .*mnist\.safetensors/);
  expect(script).toMatch(/numpy\.save\(.*mnist-inputs\.npy/);
});

test("the options that the page names are those of the command", () => {
  const { stdout } = runCommand(folder, ["measure", "--help"]);
  for (const option of new Set(page.match(/--[a-z]+/g))) {
    expect(stdout).toContain(option);
  }
});

test("the version of PyTorch is that of the fixtures", () => {
  const [, version] = /PyTorch (\d[\d.]*\d)/.exec(page) ?? [];
  const requirements = readFileSync(join(root, "scripts", "checkpoints", "requirements.txt"), "utf8");
  expect(requirements).toContain(`torch==${version}`);
  expect(expectedOf("sequential").outputs).toHaveLength(1);
});
