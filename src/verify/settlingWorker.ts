/** What a worker thread runs: settles the violations of one theorem, and tells how far it has come. */

import { parentPort, workerData } from "node:worker_threads";
import { knownBy } from "../loading/knownBy";
import type { NetworkCase } from "../network/networkCase";
import { runViolationSteps, stopped } from "./runViolation";
import { receivedCase } from "./sentCase";
import { type Settling, sentViolation, type Told } from "./settling";
import { finish } from "./steps";

/** Often enough for the eye. */
const MILLISECONDS_BETWEEN = 200;

const { plan, modules, entry, hard, shrinkUntil } = workerData as Settling;
const tell = (message: Told): void => parentPort?.postMessage(message);
const now = (): number => performance.timeOrigin + performance.now();

let candidates = 0;
let told: NetworkCase | null = null;
let toldAt = now();
let isOver = false;

void settle();

async function settle(): Promise<void> {
  const registry = await knownBy(modules);
  const settled = finish(runViolationSteps(plan, entry, hard.map(receivedCase), registry), (best) => {
    const { networkCase } = best.violation;
    const time = now();
    candidates += 1;
    isOver ||= time >= shrinkUntil;
    if (networkCase !== told || time - toldAt >= MILLISECONDS_BETWEEN) {
      // A large network is not sent again and again.
      tell({ kind: "best", candidates, best: networkCase === told ? null : sentViolation(best) });
      told = networkCase;
      toldAt = time;
    }
    return isOver;
  });
  tell({ kind: "settled", settled: settled && sentViolation(isOver ? stopped(settled) : settled) });
}
