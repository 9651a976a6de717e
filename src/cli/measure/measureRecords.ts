import { Evaluation } from "../../measurement/evaluation";
import { createBatch } from "../../network/batch";
import { createCaseData } from "../../network/caseData";
import { type Network, parameterCount } from "../../network/network";
import type { NetworkCase } from "../../network/networkCase";
import type { TrainedParameters } from "../../network/trainedParameters";
import { theorems } from "../../theorems/registry";
import type { Theorem } from "../../theorems/theorem";
import { checkJudged, type TheoremRow } from "../../verify/checkJudged";
import { checkTheorem, type TheoremResult } from "../../verify/checkTheorem";
import { type Verdict, worse } from "../../verify/verdict";

/** A theorem at every record of a data set. */
interface TheoremOnRecords {
  readonly id: string;
  /** In how many records its assumptions held. */
  readonly records: number;
  /** Over the records with a ratio; null if none has one. */
  readonly ratios: { readonly least: number; readonly median: number; readonly largest: number } | null;
  /** Counted from 0: the one with the worst verdict, and of these with the largest ratio. */
  readonly worst: { readonly record: number; readonly result: TheoremResult } | null;
  readonly verdict: Verdict;
  /** Of a theorem that applies to no record: the assumption that failed first. */
  readonly assumption?: string;
}

/** One output on a data set. */
export interface RecordsMeasurement {
  /** The pointwise theorems. */
  readonly theorems: readonly TheoremOnRecords[];
  /** Those on the loss over all records, where there are targets. */
  readonly losses: readonly TheoremRow[];
  readonly verdict: Verdict;
}

/** Parameters up to which a violation is judged in decimals. */
const LARGEST_JUDGED = 20_000;

/**
 * Every pointwise theorem at every record; with targets, the theorems on the loss and its descent too.
 *
 * @param inputs n records of d numbers
 * @param onRecord told of each record that is done, counted from 1
 */
export function measureRecords(
  network: Network,
  inputs: readonly Float64Array[],
  targets: Float64Array | null,
  parameters: TrainedParameters,
  onRecord: (record: number) => void,
): RecordsMeasurement {
  const moving = parameters === "all" ? { parameters } : {};
  const batch = createBatch(network, inputs, targets ?? new Float64Array(inputs.length));
  const running = theorems.filter(({ group }) => group === "pointwise").map((theorem) => new Running(theorem));
  for (const [record, input] of inputs.entries()) {
    const evaluation = new Evaluation({ network, input, ...moving });
    for (const each of running) {
      each.add(record, evaluation);
    }
    onRecord(record + 1);
  }
  const onRecords = running.map((each) => each.summary());
  const lossCase = { network, input: inputs[0], data: createCaseData(batch), ...moving };
  const losses = targets === null ? [] : lossRows(lossCase);
  const verdict = [...onRecords, ...losses].map((row) => row.verdict).reduce(worse);
  return { theorems: onRecords, losses, verdict };
}

function lossRows(networkCase: NetworkCase): TheoremRow[] {
  const evaluation = new Evaluation(networkCase);
  return theorems
    .filter(({ group }) => group === "loss" || group === "optimisation")
    .map((theorem) => ({ id: theorem.id, ...settled(theorem, evaluation) }));
}

/** A theorem while the records pass. */
class Running {
  private readonly ratios: number[] = [];
  private records = 0;
  private worst: TheoremOnRecords["worst"] = null;
  private assumption: string | undefined;

  constructor(private readonly theorem: Theorem) {}

  add(record: number, evaluation: Evaluation): void {
    const result = settled(this.theorem, evaluation);
    if (result.verdict === "not-applicable") {
      this.assumption ??= result.assumption;
      return;
    }
    this.records++;
    if (result.ratio !== null) {
      this.ratios.push(result.ratio);
    }
    if (this.worst === null || isWorse(result, this.worst.result)) {
      this.worst = { record, result };
    }
  }

  summary(): TheoremOnRecords {
    const sorted = Float64Array.from(this.ratios).sort();
    const n = sorted.length;
    const median = (sorted[Math.floor((n - 1) / 2)] + sorted[Math.ceil((n - 1) / 2)]) / 2;
    return {
      id: this.theorem.id,
      records: this.records,
      ratios: n === 0 ? null : { least: sorted[0], median, largest: sorted[n - 1] },
      worst: this.worst,
      verdict: this.worst?.result.verdict ?? "not-applicable",
      ...(this.worst === null && this.assumption !== undefined && { assumption: this.assumption }),
    };
  }
}

function isWorse(a: TheoremResult, b: TheoremResult): boolean {
  return a.verdict === b.verdict ? (a.ratio ?? 0) > (b.ratio ?? 0) : worse(a.verdict, b.verdict) === a.verdict;
}

/** What float64 leaves open goes to certificates and decimals, on networks small enough for these. */
function settled(theorem: Theorem, evaluation: Evaluation): TheoremResult {
  const found = checkTheorem(theorem, evaluation);
  const isClear = found.verdict === "holds" || found.verdict === "not-applicable";
  if (isClear || parameterCount(evaluation.networkCase.network) > LARGEST_JUDGED) {
    return found;
  }
  const { result, verdict } = checkJudged(theorem, evaluation);
  return { ...result, verdict };
}
