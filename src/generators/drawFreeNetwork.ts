import { activationNamed } from "../network/activation";
import { createNetwork, fanIn } from "../network/network";
import type { NetworkCase } from "../network/networkCase";
import type { CaseRanges } from "./caseRanges";
import { drawBiases } from "./drawBiases";
import { drawInput, drawOutput } from "./drawEnds";
import { drawGainKinds, drawGains } from "./drawGains";
import { drawOutputGain } from "./drawOutputGain";
import { drawRows, ROW_NORM_CHOICES, ROW_NORMS, rowNormsOf, scaleRows, shrinkOneRow } from "./drawRows";
import { drawShape } from "./drawShape";
import { pick, type RandomIntegers, weighted } from "./draws";

type RowDirections = "independent" | "aligned" | "near the input";

/** Each choice as often as its weight says; rows along the signal are drawAlignedNetwork.ts's. */
const ROW_DIRECTION_CHOICES = weighted<RowDirections>({ independent: 5, aligned: 2, "near the input": 1 });

/** A random network with widths, gains and biases of its own, none of them chosen for the others, with an input. */
export function drawFreeCase(random: RandomIntegers, ranges: CaseRanges): NetworkCase {
  const shape = drawShape(random, ranges);
  const { depth, widths, inputDimension } = shape;
  const activation = activationNamed(pick(random, ranges.activations), "activation");
  const directions = pick(random, ROW_DIRECTION_CHOICES);
  const norms = pick(random, ROW_NORM_CHOICES);
  const common = norms === "as drawn" ? 1 : pick(random, ROW_NORMS);
  const input = drawInput(random, inputDimension, Math.max(...widths));

  const layers = widths.map((width, l) => {
    const towards = l === 0 && directions === "near the input" ? input : null;
    const weights = drawRows(random, width, fanIn(shape, l), directions === "aligned", towards);
    scaleRows(random, weights, fanIn(shape, l), norms, common);
    return weights;
  });
  if (norms === "one tiny") {
    shrinkOneRow(random, layers, widths);
  }
  const kinds = drawGainKinds(random, depth);
  const gains = layers.map((weights, l) => drawGains(random, kinds[l], rowNormsOf(weights, fanIn(shape, l))));
  const { shift, biases } = drawBiases(random, { widths, gains });
  const output = drawOutputGain(random, drawOutput(random, widths[depth - 1]), false);
  return { network: createNetwork({ activation: { activation, shift }, layers, gains, biases, ...output }), input };
}
