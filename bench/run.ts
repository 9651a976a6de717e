/**
 * npm run bench [-- --json] [-- --write DIR]
 *
 * Times gradient norm plus exact Hessian spectral norm for six shapes on one thread, and `wnb verify` on all cores. --write
 * leaves the first networks of each shape and this run's values in DIR, for bench/peers/peers.py.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { writeNetworkFile } from "../src/network/formats/writeNetworkFile";
import { normsOf, type ShapeTime, timeExactHessian } from "./exactHessian";
import { benchmarkCases, SHAPES } from "./shapes";

const NETWORKS_FOR_PEERS = 5;
const NETWORKS_VERIFIED = 10_000;

function networksPerSecond(): number {
  const command = join(__dirname, "..", "dist", "cli", "wnb.js");
  const args = [command, "verify", "--runs", String(NETWORKS_VERIFIED), "--seed", "1", "--json"];
  const started = performance.now();
  execFileSync(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  return NETWORKS_VERIFIED / ((performance.now() - started) / 1000);
}

function writeForPeers(folder: string, exactHessian: readonly ShapeTime[]): void {
  mkdirSync(folder, { recursive: true });
  const networks = SHAPES.flatMap(([depth, width]) =>
    benchmarkCases(depth, width, NETWORKS_FOR_PEERS).map((networkCase, k) => {
      const file = `depth${depth}-width${width}-${k}.json`;
      writeNetworkFile(join(folder, file), networkCase);
      return { file, ...normsOf(networkCase) };
    }),
  );
  writeFileSync(join(folder, "results.json"), JSON.stringify({ networks, exactHessian }));
}

const { values } = parseArgs({ options: { json: { type: "boolean" }, write: { type: "string" } } });
const exactHessian = timeExactHessian();
if (values.write !== undefined) {
  writeForPeers(values.write, exactHessian);
}
const report = { format: "weightnorm-bench/1", exactHessian, verify: { networksPerSecond: networksPerSecond() } };
if (values.json) {
  console.log(JSON.stringify(report));
} else {
  console.log("gradient norm + exact Hessian spectral norm, one thread, median of a network");
  for (const { depth, width, parameters, milliseconds } of exactHessian) {
    console.log(
      `  L = ${depth}, m = d = ${String(width).padEnd(3)} P = ${String(parameters).padEnd(5)} ${milliseconds.toFixed(4)} ms`,
    );
  }
  console.log(`wnb verify: ${report.verify.networksPerSecond.toFixed(0)} networks a second, start-up included`);
}
