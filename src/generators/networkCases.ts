import type { Arbitrary } from "fast-check";
import type { NetworkCase } from "../network/networkCase";
import { type CaseRanges, defaultRanges } from "./caseRanges";
import type { Constraint } from "./constraint";

/**
 * Random WeightNorm networks with an input, as a fast-check arbitrary.
 *
 * Depth and width vary in every run and shrink first. Shrinking needs no memory of how a case was made, so a case read from
 * a file shrinks as well as one just drawn. It stays within the ranges.
 *
 * @param constraints conditions that every case meets, drawn or shrunk (a theorem's assumptions)
 * @param preferred a condition that about half of the drawn cases are made to meet
 * @throws RangeError if no case within the ranges meets them
 * @example fc.assert(fc.property(networkCases(), ({ network }) => network.depth <= 5))
 */
export function networkCases(
  ranges: CaseRanges = defaultRanges,
  constraints: readonly Constraint[] = [],
  preferred?: Constraint,
): Arbitrary<NetworkCase> {
  // Loaded here: who measures one network does not wait for fast-check, a fifth of the start.
  const { NetworkCaseArbitrary }: typeof import("./networkCaseArbitrary") = require("./networkCaseArbitrary");
  return new NetworkCaseArbitrary(ranges, constraints, preferred);
}
