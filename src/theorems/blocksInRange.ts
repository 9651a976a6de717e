import { measuredBlocksOf } from "../measurement/measuredBlocksOf";
import { type Assumption, smoothActivation } from "./assumptions";
import { fewRows } from "./fewRows";

/** Products of gains of 1e150 may pass 1e308, and an end of an interval that does is no number that a proof could take. */
export const blocksInRange: Assumption = {
  name: "blocks within float64",
  statement: "the bound by blocks stays below 1.8e308",
  holds: (networkCase) =>
    smoothActivation.holds(networkCase) &&
    fewRows.holds(networkCase) &&
    measuredBlocksOf(networkCase).bound < Number.POSITIVE_INFINITY,
  enforce: () => null,
};
