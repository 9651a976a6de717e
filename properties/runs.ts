/**
 * How many cases a property without a number of its own tries, unless WNB_RUNS says so. `npm run test:thorough` gives every property its
 * share of WNB_MINUTES (default 10) instead, about that long in all on two cores.
 */
import fc from "fast-check";
import { quickOrFull } from "./depth";

const PROPERTIES = 150;
const CORES = 2;

const isThorough = process.env["WNB_THOROUGH"] === "1";
const minutes = Number(process.env["WNB_MINUTES"] ?? 10);
const share = (minutes * 60_000 * CORES) / PROPERTIES;

fc.configureGlobal({
  seed: Number(process.env["WNB_SEED"]),
  numRuns: Number(process.env["WNB_RUNS"] ?? (isThorough ? 1e9 : quickOrFull(12, 200))),
  ...(isThorough ? { interruptAfterTimeLimit: share, markInterruptAsFailure: false } : {}),
});

if (isThorough) {
  jest.setTimeout(2 * share + 600_000);
}
