/** `wnb measure --data` over many records: what takes long is left out and said so, and a run that is ended early says what is done. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { MOST_RECORDS_IN_FULL, measureRecords, type RecordsTask } from "../../src/cli/measure/measureRecords";
import { titleOf } from "../../src/cli/measure/measureReport";
import { recordsReport } from "../../src/cli/measure/recordsReport";
import { describedNetwork } from "../../src/verify/describedNetwork";
import { finish } from "../../src/verify/steps";
import { onlyInFull } from "../onlyInFull";
import { command, environment, runCommand, temporaryFolder } from "../reference/builtCommand";
import { expectedOf, fixturePath, readFixture } from "../reference/checkpointFixtures";
import { npyFile } from "../reference/npyFile";

const folder = temporaryFolder();
const { networks } = readFixture("three-outputs");
const { input } = expectedOf("three-outputs");
const task = (records: number): RecordsTask => ({
  outputs: networks.map((each) => ({ ...each, targets: new Float64Array(records).fill(1) })),
  inputs: Array.from({ length: records }, (_, k) => input.map((entry) => (1 + k / 10) * entry)),
  parameters: "all",
});

test("stopped at any step: every output has the records that are done for all of them, and no losses", () => {
  const whole = finish(measureRecords(task(3)));
  expect(whole).toMatchObject({ records: 3, leftOut: [] });
  for (const steps of [1, 2, 3, 4, 7, 9, 10]) {
    let left = steps;
    const stopped = finish(measureRecords(task(3)), () => left-- <= 0);
    const records = Math.floor(steps / 3);
    expect(stopped.records).toBe(records);
    for (const { theorems, losses } of stopped.outputs.slice(0, 2)) {
      expect(theorems.filter((theorem) => theorem.records > records)).toEqual([]);
      expect(theorems.find(({ id }) => id === "output-bound")).toMatchObject({ records });
      expect(steps > 9 || losses.length === 0).toBe(true);
    }
    const first = finish(measureRecords(task(Math.max(records, 1))));
    if (records > 0) {
      expect(stopped.outputs.map(({ theorems }) => theorems)).toEqual(first.outputs.map(({ theorems }) => theorems));
    }
  }
  expect(whole.outputs.every(({ losses }) => losses.length > 0)).toBe(true);
});

test("small networks are measured in full, however many records there are", () => {
  const { leftOut, outputs } = finish(measureRecords(task(MOST_RECORDS_IN_FULL + 1)));
  expect(leftOut).toEqual([]);
  expect(outputs[0].theorems.map(({ id }) => id)).toContain("hessian-measured-blocks");
});

const mnist = ["measure", fixturePath("mnist.safetensors"), "--activation", "tanh", "--output", "3"];

function images(name: string, count: number): string {
  const values = Array.from({ length: count * 784 }, (_, k) => ((k * 7919) % 256) / 255);
  writeFileSync(join(folder, name), npyFile({ descr: "<f8", shape: [count, 784], values }));
  return name;
}

test("large networks on many records: without the bounds that take long, which is said", () => {
  const many = images("many.npy", MOST_RECORDS_IN_FULL + 1);
  const { status, stdout, stderr } = runCommand(folder, [...mnist, "--data", many]);
  expect([status, stderr]).toEqual([0, "21 records; Ctrl-C ends it with those that are done\n"]);
  expect(stdout).toMatch(
    /^depth 2, widths 64, 32, input dimension 784, 52256 parameters \(rows and v\), tanh\n21 records of many\.npy\n/,
  );
  expect(stdout).toContain("left out, as it takes long on so many records: hessian-measured-blocks;");
  expect(stdout).not.toMatch(/^hessian-measured-blocks/m);
  expect(stdout).toMatch(/^layer +γ = ‖g‖/m);
  const few = JSON.parse(runCommand(folder, [...mnist, "--data", images("few.npy", 1), "--json"]).stdout);
  expect(few).toMatchObject({
    records: 1,
    interrupted: false,
    leftOut: [],
    network: { widths: [64, 32], parameters: 52_256, trained: "paper" },
    ownSymbols: ["gainNorm", "turn", "atZero"],
  });
  const ids = few.outputs[0].theorems.map(({ id }: { id: string }) => id);
  expect(ids).toContain("hessian-measured-blocks");
});

onlyInFull("Ctrl-C: the records that are done, and exit code 130", async () => {
  const args = [...mnist, "--data", images("long.npy", 600), "--json"];
  const child = spawn(process.execPath, [command, ...args], { cwd: folder, env: environment });
  let stdout = "";
  child.stdout.on("data", (text) => {
    stdout += text;
  });
  const closed = once(child, "close");
  await once(child.stderr, "data");
  child.kill("SIGINT");
  expect(await closed).toEqual([130, null]);
  const { interrupted, records, outputs } = JSON.parse(stdout);
  expect([interrupted, records < 600]).toEqual([true, true]);
  expect(outputs).toMatchObject([{ output: 3, losses: [] }]);
});

test("the report of a run that was ended says how far it came", () => {
  const [{ network }] = networks;
  const measured = finish(measureRecords(task(2)));
  const title = titleOf(describedNetwork({ network, input, parameters: "all" }), ["gainNorm"]);
  expect(recordsReport(measured, [title], true).split("\n")[0]).toBe(
    "depth 2, widths 5, 3, input dimension 4, 55 parameters (rows, v, gains and biases), softplus",
  );
});
