import { worse } from "../../verify/verdict";
import { colouredVerdict } from "../shared/colour";
import { shortNumber, shortRatio } from "../shared/numbers";
import { tableOf } from "../shared/table";
import { RATIO_LEGEND, titleOf } from "./measureReport";
import type { OutputMeasurement } from "./outputMeasurement";
import { symbolsReport } from "./symbolsReport";

/** More outputs have rows of their own, but no column in the table of theorems. */
const MOST_COLUMNS = 6;

/**
 * What `wnb measure` prints of a network with several outputs: a row for each output, then each theorem's ratio at the worst of them, and its worst verdict at any.
 *
 * @param outputs worst first
 */
export function outputsReport(outputs: readonly OutputMeasurement[], notes: readonly string[]): string {
  const [{ measurement: worst }] = outputs;
  const rows = outputs.map(({ output, measurement: { quantities, verdict, checks } }) => [
    String(output),
    shortNumber(quantities.value),
    shortNumber(quantities.inputGradientNorm),
    shortNumber(quantities.parameterGradientNorm),
    shortNumber(quantities.hessianSpectralNorm),
    colouredVerdict(verdict),
    checks
      .map(
        (check) =>
          `${check.quantity} ${check.value ?? "–"} at most ${check.limitText ?? check.limit}: ${check.verdict}`,
      )
      .join(", "),
  ]);
  const head = ["output", "value", "‖∇_x f‖", "‖∇_θ f‖", "‖Hess f‖", "verdict", ""];
  const shown = outputs.slice(0, MOST_COLUMNS);
  const theoremRows = worst.theorems.map(({ id, assumption }, i) => [
    id,
    ...shown.map(({ measurement: { theorems } }) => shortRatio(theorems[i].ratio)),
    colouredVerdict(outputs.map(({ measurement: { theorems } }) => theorems[i].verdict).reduce(worse)),
    assumption === undefined ? "" : `needs ${assumption}`,
  ]);
  const columns = shown.map(({ output }) => String(output));
  return [
    [titleOf(worst.network, worst.ownSymbols), `${outputs.length} outputs, worst first`, ...notes].join("\n"),
    ...symbolsReport(worst.symbols, worst.ownSymbols),
    tableOf(head, rows, [0, 1, 2, 3, 4]),
    `${tableOf(
      ["ratio at output", ...columns, "verdict", ""],
      theoremRows,
      columns.map((_, i) => i + 1),
    )}\n${RATIO_LEGEND}`,
    "One of the outputs at length: --output k",
  ].join("\n\n");
}
