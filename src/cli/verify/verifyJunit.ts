import type { Verdict } from "../../verify/verdict";
import { shortRatio } from "../shared/numbers";
import { registry } from "../shared/registry";
import type { VerifyOutcome } from "./verifyOutcome";

/**
 * A run as JUnit XML, which CI systems read: a test case for each theorem. Violated is a failure, undecided an error, not-applicable
 * skipped.
 *
 * Written here, not by a library: it is one element in another.
 */
export function verifyJunit(outcome: VerifyOutcome): string {
  const { verification, verdicts, plan } = outcome;
  const { ledger, seconds } = verification;
  const counted = (verdict: Verdict): number => ledger.filter(({ id }) => verdicts.get(id) === verdict).length;
  const attributes = {
    name: "weightnorm-bounds",
    tests: ledger.length,
    failures: counted("violated"),
    errors: counted("undecided"),
    skipped: counted("not-applicable"),
    time: seconds.toFixed(3),
  };
  const cases = ledger.map(({ id, cases: count, worstRatio }) => {
    const testCase = { classname: registry().theorem(id).group, name: id, time: 0 };
    const counts = `${count} networks, worst ratio ${shortRatio(worstRatio)}, seed ${plan.seed}`;
    return element("testcase", testCase, [...finding(outcome, id), element("system-out", {}, [escaped(counts)])]);
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element("testsuites", {}, [element("testsuite", attributes, cases)])}\n`;
}

function finding({ verification, verdicts, violations, saved }: VerifyOutcome, id: string): string[] {
  const verdict = verdicts.get(id);
  const fault = verification.ledger.find((entry) => entry.id === id)?.fault;
  const reported = violations.find(({ theorem }) => theorem === id);
  switch (verdict) {
    case "violated": {
      const again = saved.replays.filter((replay) => replay.theorem === id && replay.verdict === "violated");
      const files = [...new Set([...again.map(({ path }) => path), ...(reported?.file ? [reported.file] : [])])];
      const result = reported?.violation.result ?? again[0]?.result;
      const sides = `quantity ${result?.quantity} against bound ${result?.bound}`;
      return [element("failure", { message: `violated: ${sides}` }, [escaped(files.join("\n"))])];
    }
    case "undecided":
      return [element("error", { message: fault?.message ?? "undecided" }, [])];
    case "not-applicable":
      return [element("skipped", {}, [])];
    default:
      return [];
  }
}

function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  content: readonly string[],
): string {
  const inside = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  return `<${name}${inside.join("")}>${content.join("")}</${name}>`;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** XML has no place for control characters, escaped or not. */
function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character]).replace(/[^\P{Cc}\t\n]/gu, "?");
}
