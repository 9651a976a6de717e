import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { sync as writeFileAtomic } from "write-file-atomic";
import { networkToJson } from "../network/networkJson";
import type { Weakening } from "./checkTheorem";
import type { ShrunkViolation } from "./shrinkViolation";

/** Where a violation came from. */
export interface Origin {
  readonly theorem: string;
  readonly seed: number;
  /** Which network of the run it was before shrinking. */
  readonly network: number;
  /** Coefficients other than 1, if the theorem was weakened on purpose. */
  readonly weakening: Weakening;
}

/**
 * Saves a shrunk violation as a network file with the key "counterexample", whole or not at all.
 *
 * @returns the file's path; `measure` reads it
 */
export function saveCounterexample(folder: string, { networkCase, result }: ShrunkViolation, origin: Origin): string {
  const { quantity, bound, ratio } = result;
  const file = { ...networkToJson(networkCase), counterexample: { ...origin, quantity, bound, ratio } };
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${origin.theorem}-seed${origin.seed}-network${origin.network}.json`);
  writeFileAtomic(path, `${JSON.stringify(file, null, 1)}\n`);
  return path;
}
