import type { Verdict } from "../../verify/verdict";
import { type Annotation, addToJobSummary, annotationText, onGithubActions } from "../shared/githubActions";
import { markdownTable } from "../shared/markdownTable";
import { shortNumber, shortRatio } from "../shared/numbers";
import { registry } from "../shared/registry";
import { replayLine } from "../shared/violationReport";
import { registryRows } from "../theorems/registryRows";
import type { ReportedViolation } from "./runViolations";
import type { VerifyOutcome } from "./verifyOutcome";
import { describeRun } from "./verifyReport";

/** On GitHub Actions: an annotation for each theorem that does not hold, in its file, and the table in the summary of the job. */
export function reportOnGithub(outcome: VerifyOutcome): void {
  if (!onGithubActions()) {
    return;
  }
  for (const annotation of annotationsOf(outcome)) {
    console.error(annotationText(annotation));
  }
  addToJobSummary(jobSummary(outcome));
}

function annotationsOf({ verdicts, violations, plan }: VerifyOutcome): Annotation[] {
  const files = new Map(registryRows(registry().theorems).map(({ id, file }) => [id, file]));
  return [...verdicts]
    .filter(([, verdict]) => verdict === "violated" || verdict === "undecided")
    .map(([id, verdict]) => {
      const violation = violations.find(({ theorem }) => theorem === id);
      const file = files.get(id);
      return {
        level: verdict === "violated" ? "error" : "warning",
        title: `${id} is ${verdict}`,
        message: violation === undefined ? `seed ${plan.seed}` : `${inWords(violation)}; seed ${plan.seed}`,
        ...(file === undefined ? {} : { file }),
      };
    });
}

/** The ledger as a table, and each violation below it with its smallest case. */
function jobSummary({ plan, verification, verdicts, violations }: VerifyOutcome): string {
  const rows = verification.ledger.map(({ id, cases, worstRatio }) => [
    `\`${id}\``,
    registry().theorem(id).reference,
    String(cases),
    shortRatio(worstRatio),
    MARKS[verdicts.get(id) ?? "not-applicable"],
  ]);
  return [
    "## Theorems on random networks",
    "",
    markdownTable(["theorem", "in the paper", "cases", "worst ratio", "verdict"], rows, 2),
    "",
    describeRun(plan, verification),
    ...violations.map((violation) => `\n**\`${violation.theorem}\`**: ${inWords(violation)}`),
  ].join("\n");
}

const MARKS: Readonly<Record<Verdict, string>> = {
  holds: "✅ holds",
  violated: "❌ violated",
  undecided: "⚠️ undecided",
  "not-applicable": "not-applicable",
};

function inWords({ violation, file }: ReportedViolation): string {
  const { networkCase, result, judgement } = violation;
  const { depth, width, activation } = networkCase.network;
  const shape = `L = ${depth}, m = ${width}, ${activation.activation.name}`;
  const sides = `quantity ${shortNumber(result.quantity)} against bound ${shortNumber(result.bound)}`;
  const saved = file === null ? "" : `, saved as ${file} (${replayLine(file)})`;
  return `${judgement.verdict}: ${sides}, ratio ${shortRatio(result.ratio)}, at ${shape}${saved}`;
}
