/** What a worker thread runs: settles the violations of one theorem, and tells how far it has come. */

import { parentPort, workerData } from "node:worker_threads";
import { runViolationSteps } from "./runViolation";
import { receivedCase } from "./sentCase";
import { type Settling, sentViolation, type Told } from "./settling";
import { finish } from "./steps";

/** Often enough for the eye. */
const MILLISECONDS_BETWEEN = 200;

const { plan, entry, hard, shrinkUntil } = workerData as Settling;
const tell = (told: Told): void => parentPort?.postMessage(told);
const now = (): number => performance.timeOrigin + performance.now();

let candidates = 0;
let toldSteps = 0;
let toldAt = now();
let isOver = false;

const settled = finish(runViolationSteps(plan, entry, hard.map(receivedCase)), (best) => {
  const time = now();
  candidates += 1;
  isOver ||= time >= shrinkUntil;
  if (best.violation.steps !== toldSteps || time - toldAt >= MILLISECONDS_BETWEEN) {
    tell({
      kind: "best",
      candidates,
      // A large network is not sent again and again.
      best: best.violation.steps === toldSteps ? null : sentViolation(best),
    });
    toldSteps = best.violation.steps;
    toldAt = time;
  }
  return isOver;
});
const isCutShort = isOver && settled !== null;
tell({
  kind: "settled",
  settled:
    settled &&
    sentViolation(isCutShort ? { ...settled, violation: { ...settled.violation, isStopped: true } } : settled),
});
