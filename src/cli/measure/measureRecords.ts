import { Evaluation } from "../../measurement/evaluation";
import { createBatch } from "../../network/batch";
import { createCaseData } from "../../network/caseData";
import { type Network, parameterCount } from "../../network/network";
import type { NetworkCase } from "../../network/networkCase";
import type { TrainedParameters } from "../../network/trainedParameters";
import type { Theorem } from "../../theorems/theorem";
import { checkJudged, type TheoremRow } from "../../verify/checkJudged";
import { checkTheorem, type TheoremResult } from "../../verify/checkTheorem";
import type { Steps } from "../../verify/steps";
import { unlessFaulty } from "../../verify/unlessFaulty";
import { type Verdict, worse } from "../../verify/verdict";
import { registry } from "../shared/registry";

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
export interface OutputOnRecords {
  /** Counted from 0. */
  readonly output: number;
  /** The pointwise theorems. */
  readonly theorems: readonly TheoremOnRecords[];
  /** Those on the loss over all records, where there are targets. */
  readonly losses: readonly TheoremRow[];
  readonly verdict: Verdict;
}

/** A network on a data set. */
export interface RecordsMeasurement {
  /** How many records were looked at: fewer than there are if it was stopped. */
  readonly records: number;
  /** Theorems that would take too long on so many records. */
  readonly leftOut: readonly string[];
  readonly outputs: readonly OutputOnRecords[];
}

/** What is measured. */
export interface RecordsTask {
  readonly outputs: readonly {
    readonly output: number;
    readonly network: Network;
    /** One for each record, or null. */
    readonly targets: Float64Array | null;
  }[];
  /** n records of d numbers. */
  readonly inputs: readonly Float64Array[];
  readonly parameters: TrainedParameters;
}

/** Parameters up to which a violation is judged in decimals. */
const LARGEST_JUDGED = 20_000;

/** On more records, the theorems of {@link SLOW} are left out for large networks. */
export const MOST_RECORDS_IN_FULL = 20;
/** With products of all matrices of the network: at P = 50,000 they take seven times as long as all others together. */
const SLOW: readonly string[] = ["hessian-measured-blocks"];
/** Parameters from which that is felt. */
const SMALLEST_SLOW = 5_000;

/**
 * Every pointwise theorem at every record; with targets, the theorems on the loss and its descent too.
 *
 * In steps of one output at one record, each of which tells how many records are done. Told to stop, it leaves out the record that is not
 * done, and the losses.
 *
 * @example finish(measureRecords({ outputs, inputs, parameters: "directions" })).outputs[0].theorems
 */
export function* measureRecords({ outputs, inputs, parameters }: RecordsTask): Steps<number, RecordsMeasurement> {
  const moving = parameters === "all" ? { parameters } : {};
  const isLong = inputs.length > MOST_RECORDS_IN_FULL && parameterCount(outputs[0].network) >= SMALLEST_SLOW;
  const pointwise = registry().theorems.filter(({ group }) => group === "pointwise");
  const chosen = pointwise.filter(({ id }) => !(isLong && SLOW.includes(id)));
  const running = outputs.map(() => chosen.map((theorem) => new Running(theorem)));
  let records = 0;
  let isStopped = false;
  for (const input of inputs) {
    const results: TheoremResult[][] = [];
    for (const { network } of outputs) {
      isStopped ||= (yield records) === "stop";
      if (!isStopped) {
        const evaluation = new Evaluation({ network, input, ...moving });
        results.push(chosen.map((theorem) => unlessFaulty(() => settled(theorem, evaluation))));
      }
    }
    if (isStopped) {
      break;
    }
    for (const [k, ofOutput] of results.entries()) {
      for (const [i, result] of ofOutput.entries()) {
        running[k][i].add(records, result);
      }
    }
    records++;
  }
  const measured: OutputOnRecords[] = [];
  for (const [k, { output, network, targets }] of outputs.entries()) {
    isStopped ||= (yield records) === "stop";
    const data = targets === null ? undefined : createCaseData(createBatch(network, inputs, targets));
    const losses = isStopped || data === undefined ? [] : lossRows({ network, input: inputs[0], data, ...moving });
    const onRecords = running[k].map((each) => each.summary());
    const verdict = [...onRecords, ...losses].map((row) => row.verdict).reduce(worse);
    measured.push({ output, theorems: onRecords, losses, verdict });
  }
  return { records, leftOut: isLong ? SLOW : [], outputs: measured };
}

function lossRows(networkCase: NetworkCase): TheoremRow[] {
  const evaluation = new Evaluation(networkCase);
  return registry()
    .theorems.filter(({ group }) => group === "loss" || group === "optimisation")
    .map((theorem) => ({ id: theorem.id, ...unlessFaulty(() => settled(theorem, evaluation)) }));
}

/** A theorem while the records pass. */
class Running {
  private readonly ratios: number[] = [];
  private records = 0;
  private worst: TheoremOnRecords["worst"] = null;
  private assumption: string | undefined;

  constructor(private readonly theorem: Theorem) {}

  add(record: number, result: TheoremResult): void {
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
