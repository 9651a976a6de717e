import { type CaseRanges, drawnNetworksOf } from "./caseRanges";
import { isOneIn, type RandomIntegers } from "./draws";

/** Whether the next network is one of the paper's. Where no other is asked for, nothing is drawn for that. */
export function isPaperDrawn(random: RandomIntegers, ranges: CaseRanges): boolean {
  const networks = drawnNetworksOf(ranges);
  return networks === "paper" || (networks === "all" && isOneIn(random, 2));
}
