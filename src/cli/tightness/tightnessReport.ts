import { describeChange } from "../../tightness/compareTightness";
import type { TightnessSummary } from "../../tightness/tightnessSummary";
import { shortRatio } from "../shared/numbers";
import { tableOf } from "../shared/table";

/** Changes of one theorem that are printed; the rest is counted. */
const MOST_CHANGES = 5;

/** One row for each theorem, then what changed, and what to do about it. */
export function tightnessReport(summaries: readonly TightnessSummary[]): string {
  const rows = summaries.map(({ id, cells, smallest, largest, changes }) => [
    id,
    String(cells),
    shortRatio(smallest),
    shortRatio(largest),
    changes.length === 0 ? "" : String(changes.length),
  ]);
  const table = tableOf(["theorem", "cells", "smallest ratio", "largest ratio", "changes"], rows, [1, 2, 3, 4]);
  const legend =
    "a cell is one depth, width and activation; its ratio quantity/bound is the largest known, and 1 where the bound is attained (docs/tightness.md)";
  const changed = summaries.filter(({ changes }) => changes.length > 0).map(describeChanges);
  return [`${table}\n${legend}`, ...changed].join("\n\n");
}

/** The changes of a theorem in lines, the last of which says how to record them. */
export function describeChanges({ id, changes }: Pick<TightnessSummary, "id" | "changes">): string {
  const lines = changes.slice(0, MOST_CHANGES).map(describeChange);
  const more = changes.length > MOST_CHANGES ? [`… and ${changes.length - MOST_CHANGES} more`] : [];
  const missing = changes.every(({ what }) => what === "cell missing");
  const advice = missing
    ? `to look for its cases: npm run tightness:update -- --theorem ${id}`
    : `if this is meant: npm run tightness:update -- --theorem ${id} --accept ${id}`;
  return [...lines, ...more, advice].join("\n");
}
