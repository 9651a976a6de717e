import { worse } from "../../verify/verdict";
import { colouredVerdict } from "../shared/colour";
import { shortNumber, shortRatio } from "../shared/numbers";
import { tableOf } from "../shared/table";
import type { OutputOnRecords, RecordsMeasurement } from "./measureRecords";
import { RATIO_LEGEND } from "./measureReport";

/**
 * What `wnb measure --data` prints: each theorem's ratios over the records, of the output where the worst record is; with targets, the theorems on losses.
 *
 * @param head what it begins with, each part apart
 * @param hasOutputs whether to say which output a row is about
 */
export function recordsReport(
  { outputs, leftOut }: RecordsMeasurement,
  head: readonly string[],
  hasOutputs: boolean,
): string {
  const name = (output: number): string => (hasOutputs ? `output ${output}` : "");
  const rows = outputs[0].theorems.map((_, i) => {
    const { output, theorems } = outputs.reduce((worst, each) => (isWorse(each, worst, i) ? each : worst));
    const { id, ratios, worst, verdict, assumption } = theorems[i];
    const where = worst === null ? `needs ${assumption ?? "more"}` : `record ${worst.record}`;
    return [
      id,
      shortRatio(ratios?.least ?? null),
      shortRatio(ratios?.median ?? null),
      shortRatio(ratios?.largest ?? null),
      colouredVerdict(verdict),
      [where, worst?.result.claim, worst === null ? "" : name(output)].filter((part) => part).join(", "),
    ];
  });
  const parts = [
    ...head,
    `${tableOf(["theorem", "least", "median", "largest", "verdict", "worst at"], rows, [1, 2, 3])}\n${RATIO_LEGEND}`,
  ];
  if (leftOut.length > 0) {
    parts.push(`left out, as it takes long on so many records: ${leftOut.join(", ")}; at one of them: --input X.npy:K`);
  }
  if (outputs[0].losses.length > 0) {
    const lossRows = outputs.flatMap(({ output, losses }) =>
      losses.map(({ id, quantity, bound, ratio, verdict, assumption, claim, place }) => [
        id,
        shortNumber(quantity),
        shortNumber(bound),
        shortRatio(ratio),
        colouredVerdict(verdict),
        [claim ?? (assumption === undefined ? place : `needs ${assumption}`), name(output)]
          .filter((part) => part)
          .join(", "),
      ]),
    );
    parts.push(tableOf(["theorem", "quantity", "bound", "ratio", "verdict", ""], lossRows, [1, 2, 3]));
  }
  return parts.join("\n\n");
}

/** Whether theorem i is worse off at this output. */
function isWorse(a: OutputOnRecords, b: OutputOnRecords, i: number): boolean {
  const [ofA, ofB] = [a.theorems[i], b.theorems[i]];
  return ofA.verdict === ofB.verdict
    ? (ofA.ratios?.largest ?? 0) > (ofB.ratios?.largest ?? 0)
    : worse(ofA.verdict, ofB.verdict) === ofA.verdict;
}
