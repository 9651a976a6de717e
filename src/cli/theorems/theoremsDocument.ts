import { notChecked } from "../../theorems/notChecked";
import { checkedBy, paperResults } from "../../theorems/paperResults";
import type { Theorem } from "../../theorems/theorem";
import { markdownTable } from "../shared/markdownTable";
import { assumptionsOf, groupTitles, type RegistryRow, registryRows, rowsByGroup } from "./registryRows";

/**
 * docs/theorems.md: the map from the paper to the code and back, and what is not on it.
 *
 * @returns Markdown without a newline at the end
 */
export function theoremsDocument(theorems: readonly Theorem[]): string {
  const rows = registryRows(theorems);
  const groups = rowsByGroup(rows).map(
    ([group, members]) => `### ${groupTitle(group)}\n\n${markdownTable(THEOREM_HEAD, members.map(theoremCells))}`,
  );
  const assumptions = assumptionsOf(theorems).map(([name, says]) => [code(name), cell(says)]);
  const results = paperResults.map((result) => {
    const places = checkedBy(result, rows).map(proofLink);
    const { shown } = result;
    const seen = shown === undefined ? [] : [`\`${shown.command}\`, [${shown.document}](${fromDocs(shown.document)})`];
    return [result.name, result.title, [...places, ...seen].join(", ")];
  });
  return `# From the paper to the code

*Optimization and Generalization Guarantees for Weight Normalization* (Cisneros-Velarde, Chen, Koyejo, Banerjee; TMLR 2025;
[arXiv 2409.08935](https://arxiv.org/abs/2409.08935)), statement by statement. Names link to proofs in [theory.md](theory.md) and, of
networks with gains and biases, [theory-general.md](theory-general.md), which also explain the notation. \`npm run docs\` writes this page from the registry (\`npx wnb theorems --markdown\`), and a test compares the two.

## The theorems

${groups.join("\n\n")}

### Assumptions

${markdownTable(["name", "says"], assumptions)}

## From the paper to here

Results that the paper's public listings name; of Sections 5 and 6, what its abstract announces.

${markdownTable(["in the paper", "about", "here"], results)}

## What the paper states and this suite does not check

${notChecked.map(({ what, why }) => `- **${what}.** ${why}`).join("\n")}`;
}

const THEOREM_HEAD = ["theorem", "in the paper", "statement", "assumes", "where"];

function theoremCells(row: RegistryRow): string[] {
  const { reference, statement, assumptions, file, test } = row;
  const where = `[code](${fromDocs(file)}), [test](${fromDocs(test)})`;
  return [proofLink(row), cell(reference), math(statement), assumptions.map(code).join(", ") || "–", where];
}

function groupTitle(group: RegistryRow["group"]): string {
  return `${group[0].toUpperCase()}${group.slice(1)}: ${groupTitles[group]}`;
}

function proofLink({ id, proof }: RegistryRow): string {
  return `[\`${id}\`](${fromDocs(proof)})`;
}

/** A path from the root of the repository, as seen from docs/. */
function fromDocs(path: string): string {
  return path.startsWith("docs/") ? path.slice("docs/".length) : `../${path}`;
}

/** GitHub's math in backquotes, in which Markdown changes nothing; a bar would end the cell of a table even there. */
function math(latex: string): string {
  const withoutBars = latex.replaceAll("\\|", "\\Vert ").replaceAll("|", "\\vert ");
  return `$\`${withoutBars.replace(/(\\[Vv]ert) (?![A-Za-z])/g, "$1")}\`$`;
}

function code(text: string): string {
  return `\`${cell(text)}\``;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
