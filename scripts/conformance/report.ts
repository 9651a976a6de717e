import { tableOf } from "../../src/cli/shared/table";
import type { Judgement, Verdict } from "./judge";
import { operations } from "./operations";

/** What became of the statements with one operation. */
export interface OperationSummary {
  readonly operation: string;
  readonly passed: number;
  readonly failed: number;
  readonly unsupported: number;
  /** Floats that an end may lie outside of the tightest result, and those that the worst one does; null where there is none. */
  readonly ulpsAllowed: number | null;
  readonly ulpsFound: number | null;
}

export interface ConformanceReport {
  readonly format: "weightnorm-conformance/1";
  readonly files: readonly string[];
  readonly passed: number;
  readonly failed: number;
  readonly unsupported: number;
  readonly operations: readonly OperationSummary[];
  readonly failures: readonly {
    readonly file: string;
    readonly line: number;
    readonly statement: string;
    readonly reason: string;
  }[];
}

function countOf(judgements: readonly Judgement[], verdict: Verdict): number {
  return judgements.filter((judgement) => judgement.verdict === verdict).length;
}

/** Counts what was judged, operation by operation in the order in which the files have them. */
export function reportOf(files: readonly string[], judgements: readonly Judgement[]): ConformanceReport {
  const names = [...new Set(judgements.map(({ statement }) => statement.operation))];
  return {
    format: "weightnorm-conformance/1",
    files,
    passed: countOf(judgements, "passed"),
    failed: countOf(judgements, "failed"),
    unsupported: countOf(judgements, "unsupported"),
    operations: names.map((name) => summaryOf(name, judgements)),
    failures: judgements
      .filter(({ verdict }) => verdict === "failed")
      .map(({ statement: { file, line, text }, reason }) => ({ file, line, statement: text, reason })),
  };
}

function summaryOf(operation: string, judgements: readonly Judgement[]): OperationSummary {
  const own = judgements.filter(({ statement }) => statement.operation === operation);
  const excesses = own.flatMap(({ excess }) => (excess === null ? [] : [excess]));
  return {
    operation,
    passed: countOf(own, "passed"),
    failed: countOf(own, "failed"),
    unsupported: countOf(own, "unsupported"),
    ulpsAllowed: operations.get(operation)?.ulps ?? null,
    ulpsFound: excesses.length === 0 ? null : Math.max(...excesses),
  };
}

/** For the terminal: the failures, the table, and the totals as the last line. */
export function drawnReport({ failures, operations, passed, failed, unsupported }: ConformanceReport): string {
  const shown = (value: number | null): string => (value === null ? "–" : String(value));
  const rows = operations.map((row) => [
    row.operation,
    ...[row.passed, row.failed, row.unsupported, row.ulpsAllowed, row.ulpsFound].map(shown),
  ]);
  const head = ["operation", "passed", "failed", "unsupported", "ulp allowed", "ulp found"];
  return [
    ...failures.map(({ file, line, statement, reason }) => `${file}:${line}: ${statement}\n    ${reason}`),
    tableOf(head, rows, [1, 2, 3, 4, 5]),
    "",
    `${passed} passed, ${failed} failed, ${unsupported} unsupported`,
  ].join("\n");
}
