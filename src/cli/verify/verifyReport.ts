import { type DrawnNetworks, drawnNetworksOf } from "../../generators/caseRanges";
import { PROOF_STEPS } from "../../rigour/certificate";
import type { Ledger, Whereabouts } from "../../verify/ledger";
import type { Verification } from "../../verify/runVerification";
import { isVacuous, SMALLEST_SHARE } from "../../verify/vacuity";
import type { VerificationPlan } from "../../verify/verificationPlan";
import { colouredVerdict } from "../shared/colour";
import { columnWidths, type TableContent, widthOf } from "../shared/drawnRows";
import { fittedTable } from "../shared/fittedTable";
import { shortRatio } from "../shared/numbers";
import { shortReference } from "../shared/paperNames";
import { registry } from "../shared/registry";
import { tableOf } from "../shared/table";
import { terminalWidth } from "../shared/terminalWidth";
import { networksFlag, rangeText, replayLine } from "../shared/violationReport";
import type { VerifyOutcome } from "./verifyOutcome";

/** One row for each theorem: cases, worst ratio, where it was attained, verdict. */
export function ledgerTable({ verification, verdicts }: VerifyOutcome, width = terminalWidth()): string {
  const rows = verification.ledger.map((entry): LedgerRow => {
    const { id, cases, worstRatio, worstAt, counts, assumption } = entry;
    const verdict = verdicts.get(id) ?? entry.verdict;
    const few = counts[verdict] > 0 && verdict !== "holds" && cases > 0 ? ` (${counts[verdict]})` : "";
    return {
      id,
      reference: registry().theorem(id).reference,
      cases: String(cases),
      ratio: shortRatio(worstRatio),
      worstAt,
      needs: assumption === null || cases > 0 ? "" : `needs ${assumption}`,
      verdict: `${colouredVerdict(verdict)}${few}`,
    };
  });
  const full = fullLedger(rows);
  return width === null || widthOf(columnWidths(full)) <= width
    ? fittedTable(full, null)
    : fittedTable(shortLedger(rows), width);
}

/** What its columns mean, below it. */
export function ledgerLegend({ ranges }: VerificationPlan): readonly string[] {
  const show = `wnb show --seed S --network N --theorem ID${networksFlag(ranges)}`;
  return [
    "ratio = quantity/bound, at most 1 where a theorem holds; below 0 the two have opposite signs",
    `places: L depth, m ${drawnNetworksOf(ranges) === "paper" ? "width" : "widths"}, d input dimension, n records; ${show} writes the network`,
  ];
}

/** What a run drew besides the paper's networks, for its line of parameters. */
const DRAWN_NETWORKS: Readonly<Record<DrawnNetworks, string>> = {
  paper: "",
  general: "; networks general: with widths, gains and biases of their own",
  all: "; networks all: half the paper's, half general",
};

interface LedgerRow {
  readonly id: string;
  readonly reference: string;
  readonly cases: string;
  readonly ratio: string;
  readonly worstAt: Whereabouts | null;
  readonly needs: string;
  readonly verdict: string;
}

function fullLedger(rows: readonly LedgerRow[]): TableContent {
  return {
    head: ["theorem", "in the paper", "cases", "worst ratio", "attained at", "verdict"],
    rows: rows.map(({ id, reference, cases, ratio, worstAt, needs, verdict }) => {
      const at = worstAt === null ? needs : `${whereOf(worstAt)} (network ${worstAt.index})`;
      return [id, reference, cases, ratio, at, verdict];
    }),
    rightAligned: [2, 3],
  };
}

/** For narrow terminals: places come last, where they can go on below, and begin with the number of the network. */
function shortLedger(rows: readonly LedgerRow[]): TableContent {
  return {
    head: ["theorem", "in the paper", "cases", "worst", "verdict", "at"],
    rows: rows.map(({ id, reference, cases, ratio, worstAt, needs, verdict }) => {
      const at = worstAt === null ? needs : `#${worstAt.index} ${whereOf(worstAt)}`;
      return [id, shortReference(reference), cases, ratio, verdict, at];
    }),
    rightAligned: [2, 3],
  };
}

export function describeRun(
  { seed, ranges }: VerificationPlan,
  { networks, seconds, interrupted }: Verification,
): string {
  const stopped = interrupted ? "Interrupted after " : "";
  return (
    `${stopped}${networks} random networks in ${seconds.toFixed(1)} s: depth ${rangeText(ranges.depth)}, width ${rangeText(ranges.width)}, ` +
    `input dimension ${rangeText(ranges.inputDimension)}${DRAWN_NETWORKS[drawnNetworksOf(ranges)]}; seed ${seed}`
  );
}

/** What the numbers of cases do not say: where a theorem was vacuous, and which ones get a part of the networks only. */
export function describeCounts(ledger: Ledger): string[] {
  const shares = ledger.flatMap((entry) => {
    const { nonvacuous } = registry().theorem(entry.id);
    if (nonvacuous === undefined || entry.cases === 0) {
      return [];
    }
    const percent = (100 * (entry.nonvacuous ?? 0)) / entry.cases;
    const few = isVacuous(entry) ? `: too few to call it checked (at least ${100 * SMALLEST_SHARE} %)` : "";
    return [`${entry.id}: ${nonvacuous.statement} in ${percent.toFixed(0)} % of its cases${few}`];
  });
  const every = (id: string): number => registry().theorem(id).every ?? 1;
  const strides = new Set(ledger.map(({ id }) => every(id)).filter((stride) => stride > 1));
  const parts = [...strides].map((stride) => {
    const ids = ledger.map(({ id }) => id).filter((id) => every(id) === stride);
    return `${ids.join(", ")}: one network in ${stride}, as each takes longer`;
  });
  return [...shares, ...parts];
}

/** How much of each theorem was proved, and by which steps: for certified verdicts. */
export function describeProofs({ rigour }: VerificationPlan, ledger: Ledger): string[] {
  if (rigour !== "certified") {
    return [];
  }
  const rows = ledger
    .filter(({ cases }) => cases > 0)
    .map(({ id, cases, proofs, counts }) => [
      id,
      share(cases - counts.undecided, cases),
      ...PROOF_STEPS.map((step) => (proofs[step] === undefined ? "" : share(proofs[step], cases))),
      counts.undecided === 0 ? "" : String(counts.undecided),
    ]);
  const table = tableOf(["proved", "in all", ...PROOF_STEPS, "undecided"], rows, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
  const isOpen = ledger.some(({ counts, fault }) => counts.undecided > 0 && fault === null);
  const notes =
    "Undecided networks attain the bound: equal sides are told apart from near ones only where they are compared exactly.";
  return ["", table, ...(isOpen ? ["", notes] : [])];
}

/** @example share(9999, 10000) // "99.99 %" */
function share(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(2)} %`;
}

/** What became of the saved counterexamples, if there are any. */
export function describeSaved({ saved: { replays, refused } }: VerifyOutcome): string[] {
  const violated = replays.filter(({ verdict }) => verdict === "violated");
  const summary =
    replays.length + refused.length === 0
      ? []
      : [
          `${counted(replays.length, "saved counterexample")} looked at first: ${violated.length === 0 ? "none" : violated.length} violated` +
            (refused.length === 0 ? "" : `; ${counted(refused.length, "file")} refused`),
        ];
  const lines = violated.map(
    ({ path, theorem, result, judgement }) =>
      `${theorem} is violated, ${judgement?.verdict ?? "not judged"}, ratio ${shortRatio(result.ratio)}: ${replayLine(path)}`,
  );
  return [...summary, ...lines];
}

function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}

function whereOf(where: Whereabouts): string {
  const { depth, width, widths = [width], inputDimension, records, activation, parameters, place } = where;
  const data = records === undefined ? "" : ` n=${records}`;
  const trained = parameters === "all" ? ", all trained" : "";
  return `L=${depth} m=${widths.join()} d=${inputDimension}${data} ${activation}${trained}${place === undefined ? "" : `, ${place}`}`;
}
