import { paperActivationNames } from "../network/activation";
import type { NetworkCase } from "../network/networkCase";
import type { CaseRanges } from "./caseRanges";
import { drawAlignedCase } from "./drawAlignedNetwork";
import { drawFreeCase } from "./drawFreeNetwork";
import { isPaperDrawn } from "./drawnForm";
import { drawPaperCase } from "./drawPaperNetwork";
import { isOneIn, type RandomIntegers } from "./draws";

/**
 * A random network and input; of a general one, in half of the cases all parameters are trained. Every choice is drawn from
 * `random` alone, with exactly rounded operations only: the same stream gives the same case on every machine.
 */
export function drawNetworkCase(random: RandomIntegers, ranges: CaseRanges): NetworkCase {
  if (isPaperDrawn(random, ranges)) {
    return drawPaperCase(random, ofThePaper(ranges));
  }
  const drawn = isOneIn(random, 2) ? drawAlignedCase(random, ranges) : drawFreeCase(random, ranges);
  return isOneIn(random, 2) ? { ...drawn, parameters: "all" } : drawn;
}

/** With the paper's activations, where these are among them. */
function ofThePaper(ranges: CaseRanges): CaseRanges {
  const activations = ranges.activations.filter((name) => paperActivationNames.includes(name));
  return activations.length === 0 ? ranges : { ...ranges, activations };
}
