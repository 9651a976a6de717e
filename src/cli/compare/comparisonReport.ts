import type { ComparisonPlan, ComparisonRow } from "../../experiments/compareNormalisation";
import { drawnTable } from "../shared/titledTable";
import { deepestTable, depthTables } from "./comparisonTables";

/** What `wnb compare` prints for people: depth by depth, and the greatest depth of all at the end. */
export function comparisonReport(
  { width, inputDimension, seed, networks }: ComparisonPlan,
  rows: readonly ComparisonRow[],
): string {
  const drawn = [...depthTables(rows), deepestTable(rows)].map(drawnTable);
  return [
    ...drawn,
    `plain: z = W α/√m. WN: the same weights, rows normalised. ‖v‖Πs‖Wˡ‖ and ‖v‖ bound ‖∇ₓf‖, ϱ bounds ‖∇f‖, c_H bounds ‖Hess f‖.`,
    `Medians of ${networks} random networks of width ${width}, input dimension ${inputDimension}, ‖x‖ = ‖v‖ = 1; seed ${seed}`,
  ].join("\n\n");
}
