import type { Shape } from "../network/network";
import type { CaseRanges } from "./caseRanges";
import { drawInteger, type RandomIntegers } from "./draws";

/** A shape in which every layer has a width of its own. */
export function drawShape(random: RandomIntegers, ranges: CaseRanges): Shape {
  const depth = drawInteger(random, ranges.depth);
  const widths = Array.from({ length: depth }, () => drawInteger(random, ranges.width));
  return { depth, widths, inputDimension: drawInteger(random, ranges.inputDimension) };
}
