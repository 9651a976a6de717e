import { activationNamed } from "../network/activation";
import { createNetwork } from "../network/network";
import type { NetworkCase } from "../network/networkCase";
import type { CaseRanges } from "./caseRanges";
import { drawInput, drawOutput } from "./drawEnds";
import { drawRows, ROW_NORM_CHOICES, ROW_NORMS, scaleRows, shrinkOneRow } from "./drawRows";
import { drawInteger, pick, type RandomIntegers, weighted } from "./draws";
import { Signal } from "./signal";

/**
 * Shifts b: φ(0) small, of order 1, and in the flat part of a sigmoid. Half of the cases have none.
 */
export const SHIFTS = [0, 0, 0, 0, 0, 0, 0.5, -0.75, 1.25, -3, 0.01, 2];

/** Along the signal: all rows along what enters the layer, or nearly, and v along what leaves the last. */
type RowDirections = "independent" | "aligned" | "near the input" | "along the signal";

/** Each choice as often as its weight says. */
const ROW_DIRECTION_CHOICES = weighted<RowDirections>({
  independent: 5,
  aligned: 2,
  "near the input": 1,
  // Where bounds on signals are attained, at any depth and width: drawn independently, wide rows are nearly orthogonal to what enters.
  "along the signal": 2,
});

/** A random network of the paper, with an input. */
export function drawPaperCase(random: RandomIntegers, ranges: CaseRanges): NetworkCase {
  const depth = drawInteger(random, ranges.depth);
  const width = drawInteger(random, ranges.width);
  const inputDimension = drawInteger(random, ranges.inputDimension);
  const activation = {
    activation: activationNamed(pick(random, ranges.activations), "activation"),
    shift: pick(random, SHIFTS),
  };
  const directions = pick(random, ROW_DIRECTION_CHOICES);
  const norms = pick(random, ROW_NORM_CHOICES);
  const common = norms === "as drawn" ? 1 : pick(random, ROW_NORMS);
  const input = drawInput(random, inputDimension, width);

  const layers: Float64Array[] = [];
  const along = directions === "along the signal" ? new Signal(random, input) : null;
  for (let l = 0; l < depth; l++) {
    const columns = l === 0 ? inputDimension : width;
    const towards = l === 0 && directions === "near the input" ? input : null;
    const weights =
      along?.drawRows(random, width) ?? drawRows(random, width, columns, directions === "aligned", towards);
    scaleRows(random, weights, columns, norms, common);
    layers.push(weights);
  }
  if (norms === "one tiny") {
    shrinkOneRow(random, layers, new Array(depth).fill(width));
  }
  const output = drawOutput(random, width);
  return { network: createNetwork({ activation, layers, output: along?.outputAlong(output) ?? output }), input };
}
