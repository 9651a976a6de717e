/** Decimals in options reach proofs: read to the nearest float64, or refused with what they would become. Through the built command. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { onlyInFull } from "../onlyInFull";
import { runCommand, temporaryFolder } from "../reference/builtCommand";

const folder = temporaryFolder();
const network = { format: "weightnorm-network/1", activation: "tanh", layers: [[[1, 2]]], output: [1], input: [1, 0] };
writeFileSync(join(folder, "net.json"), JSON.stringify(network));

const weakened = (factor: string) =>
  runCommand(folder, [
    "verify",
    "--theorem",
    "output-bound",
    "--runs",
    "2",
    "--json",
    "--weaken",
    `output-bound.output=${factor}`,
  ]);
const shifted = (shift: string) => runCommand(folder, ["measure", "net.json", `--shift=${shift}`]);

onlyInFull.each([
  ["1e-400", "found 1e-400, which float64 reads as 0"],
  ["-1e-400", "found -1e-400, which float64 reads as 0"],
  ["1e400", "found 1e400, which float64 reads as Infinity"],
  ["Infinity", 'found "Infinity"'],
  ["0x10", 'found "0x10"'],
  [" ", 'found ""'],
])("%s is refused as a factor and as a shift, with what it would become", (text, message) => {
  for (const { status, stdout, stderr } of [weakened(text), shifted(text)]) {
    expect(stderr).toContain(message);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  }
});

test("a factor below 0 is refused", () => {
  const { status, stderr } = weakened("-1");
  expect(stderr).toContain('found "-1", expected a factor of 0 or more');
  expect(status).toBe(2);
});

test("a factor given twice is refused: one of both would have no effect", () => {
  const twice = ["--weaken", "output-bound.output=0.5", "--weaken", "output-bound.output=1"];
  const { status, stderr } = runCommand(folder, ["verify", "--theorem", "output-bound", "--runs", "2", ...twice]);
  expect(stderr).toBe("wnb: --weaken: found output-bound.output twice, expected each coefficient once\n");
  expect(status).toBe(2);
});

test("more digits than float64 has are rounded to the nearest: that is what a disagreement is measured by", () => {
  writeFileSync(join(folder, "tenth.json"), JSON.stringify({ ...network, activation: { name: "tanh", shift: 0.1 } }));
  const tenth = "0.1000000000000000055511151231257827021181583404541015625";
  expect(runCommand(folder, ["measure", "tenth.json", "--shift", tenth, "--json"]).status).toBe(0);
});

onlyInFull("--help says how decimals are read", () => {
  for (const name of ["verify", "measure", "train"]) {
    expect(runCommand(folder, [name, "--help"]).stdout.replace(/\s+/g, " ")).toContain("read to the nearest float64");
  }
});
