import type { CaseRanges } from "../generators/caseRanges";
import { networkCases } from "../generators/networkCases";
import type { NetworkCase } from "../network/networkCase";

/**
 * The random network number `index` of a run: it depends on the seed, the ranges and the index, not on who asks when.
 *
 * @param seed a 32-bit integer
 */
export function randomCase(seed: number, index: number, ranges: CaseRanges): NetworkCase {
  // Loaded here, as in networkCases.
  const { sample }: typeof import("fast-check") = require("fast-check");
  return sample(networkCases(ranges), { seed: mixed(seed, index), numRuns: 1 })[0];
}

/** One 32-bit seed for each pair, with neighbours far apart (the finaliser of MurmurHash3). */
function mixed(seed: number, index: number): number {
  let hash = Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
