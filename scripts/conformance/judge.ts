import { type Interval, isEmpty } from "../../src/arithmetic/interval/interval";
import { isSubset } from "../../src/arithmetic/interval/sets";
import { floatSteps } from "./floatSteps";
import type { Statement, Value } from "./itl";
import type { Operation, Outcome } from "./operation";
import { operations } from "./operations";

export type Verdict = "passed" | "failed" | "unsupported";

export interface Judgement {
  readonly statement: Statement;
  readonly verdict: Verdict;
  /** Why it failed or could not be judged; empty where it passed. */
  readonly reason: string;
  /** Floats by which the ends lie outside of the tightest result; null where that was not asked. */
  readonly excess: number | null;
}

/**
 * Evaluates a statement and compares: an interval must contain the tightest result and be at most the operation's `ulps` wider at each end, or
 * lie within the accurate one where the statement has that; anything else, the decoration and the exception too, must be equal.
 */
export function judge(statement: Statement): Judgement {
  const judgement = (verdict: Verdict, reason = "", excess: number | null = null): Judgement => ({
    statement,
    verdict,
    reason,
    excess,
  });
  const operation = operations.get(statement.operation);
  if (operation === undefined) {
    return judgement("unsupported", `no operation ${statement.operation}`);
  }
  if (hasOtherFormat(statement)) {
    return judgement("unsupported", "numbers that are not binary64");
  }
  const found = operation.apply(statement.inputs);
  if (found === null) {
    return judgement("unsupported", "arguments that the operation does not have");
  }
  const objection = objectionTo(statement, operation, found);
  return objection === null
    ? judgement("passed", "", excessOf(statement.tightest, found))
    : judgement("failed", `${objection}; found ${shownOutcome(found)}`);
}

function hasOtherFormat({ inputs, tightest, accurate }: Statement): boolean {
  return [...inputs, ...(tightest ?? []), ...(accurate ?? [])].some(({ kind }) => kind === "otherFormat");
}

function objectionTo({ tightest, accurate, signal }: Statement, { ulps }: Operation, found: Outcome): string | null {
  if (signal !== found.signal) {
    return `expected ${signal === null ? "no exception" : `the exception ${signal}`}`;
  }
  const counts = [tightest, accurate].flatMap((expected) => (expected === null ? [] : [expected.length]));
  if (counts.some((count) => count !== found.results.length)) {
    return `expected ${counts.join(" and ")} results`;
  }
  for (const [i, result] of found.results.entries()) {
    const objection =
      (tightest && objectionToResult(result, tightest[i], accurate === null ? ulps : null)) ??
      (accurate && objectionToAccuracy(result, accurate[i]));
    if (objection !== null) {
      return objection;
    }
  }
  return null;
}

/** @param ulps null: no limit to the width here */
function objectionToResult(result: Value, tightest: Value, ulps: number | null): string | null {
  if (result.kind !== "interval" || tightest.kind !== "interval") {
    return isSame(result, tightest) ? null : "not the result expected";
  }
  if (result.decoration !== tightest.decoration) {
    return "not the decoration expected";
  }
  if (!isSubset(tightest.interval, result.interval)) {
    return "does not contain the result expected";
  }
  const excess = excessAt(result.interval, tightest.interval);
  return ulps !== null && excess > ulps ? `wider than expected by ${excess} ulp, ${ulps} allowed` : null;
}

function objectionToAccuracy(result: Value, accurate: Value): string | null {
  if (result.kind !== "interval" || accurate.kind !== "interval") {
    return isSame(result, accurate) ? null : "not the result expected";
  }
  if (result.decoration !== accurate.decoration) {
    return "not the decoration expected";
  }
  return isSubset(result.interval, accurate.interval) ? null : "not within the accurate result";
}

function isSame(a: Value, b: Value): boolean {
  switch (a.kind) {
    case "number":
      return b.kind === "number" && Object.is(a.number, b.number);
    case "boolean":
      return b.kind === "boolean" && a.boolean === b.boolean;
    case "decoration":
      return b.kind === "decoration" && a.decoration === b.decoration;
    default:
      return false;
  }
}

/** The larger number of floats from an end of the tightest interval to that of a wider one. */
function excessAt(wider: Interval, tightest: Interval): number {
  if (isEmpty(tightest)) {
    return isEmpty(wider) ? 0 : Number.POSITIVE_INFINITY;
  }
  return Math.max(floatSteps(wider.lower, tightest.lower), floatSteps(tightest.upper, wider.upper));
}

function excessOf(tightest: readonly Value[] | null, { results }: Outcome): number | null {
  const excesses = results.flatMap((result, i) => {
    const expected = tightest?.[i];
    return result.kind === "interval" && expected?.kind === "interval"
      ? [excessAt(result.interval, expected.interval)]
      : [];
  });
  return excesses.length === 0 ? null : Math.max(...excesses);
}

function shownOutcome({ results, signal }: Outcome): string {
  return `${results.map(shownValue).join(" ")}${signal === null ? "" : ` signal ${signal}`}`;
}

function shownValue(value: Value): string {
  switch (value.kind) {
    case "interval": {
      const { lower, upper } = value.interval;
      const content = value.decoration === "ill" ? "nai" : isEmpty(value.interval) ? "empty" : `${lower}, ${upper}`;
      return `[${content}]${value.decoration === null || value.decoration === "ill" ? "" : `_${value.decoration}`}`;
    }
    case "number":
      return Object.is(value.number, -0) ? "-0" : String(value.number);
    case "boolean":
      return String(value.boolean);
    case "decoration":
      return value.decoration;
    default:
      return value.kind;
  }
}
