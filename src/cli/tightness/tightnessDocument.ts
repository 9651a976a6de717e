import { paperActivationNames } from "../../network/activation";
import type { Theorem } from "../../theorems/theorem";
import type { TightnessEntry } from "../../tightness/tightnessEntry";
import { entriesOf, extreme } from "../../tightness/tightnessSummary";
import { shortRatio } from "../shared/numbers";
import { markdownSection, type TitledTable } from "../shared/titledTable";

/**
 * docs/tightness.md: the largest ratio known of each theorem, by depth and by activation.
 *
 * @returns Markdown without a newline at the end
 */
export function tightnessDocument(theorems: readonly Theorem[], entries: readonly TightnessEntry[]): string {
  const tables = [depthTable(theorems, entries), activationTable(theorems, entries)];
  const cases = entries.filter(({ ratio }) => ratio !== null).length;
  return `# The tightest cases known

For every theorem with a ratio, and for every depth, width (1, 2, 4) and activation that it applies to, \`fixtures/tightness.json\` holds the
largest ratio quantity/bound known and the network that attains it: ${cases} cases, found by search and made as short as their ratio
allows. 1.0000: the bound is attained. A smaller number is the best that is known, and not a limit: a longer search may find a larger one.
This file was made by

    npx wnb tightness --markdown

${tables.map((table) => markdownSection(table, "##")).join("\n\n")}

## How it is kept

- \`npm test\` evaluates every case again, at the place that attains the ratio, and fails where a bound changed, looser or tighter, or a
  quantity changed, by more than their rounding errors; it names the theorem, the case, the old value and the new one. So a change of a constant
  shows in its theorem, in those stated in terms of it (\`inTermsOf\` in their files), and in no other.
- \`npm run tightness\` prints the same as a table. \`npm run tightness:update\` looks for larger ratios; a case goes only for a tighter one.
- A constant that was changed on purpose: \`npm run tightness:update -- --theorem ID --accept ID\` records its cases as they are now. The commit
  then shows old and new bounds line by line.
- Ratios are compared at the lower end of their numerical error, so that noise does not pass for tightness.
- Theorems on whole classes of networks are recorded for depth and width 1 and 2, as each evaluation searches a class.`;
}

function depthTable(theorems: readonly Theorem[], entries: readonly TightnessEntry[]): TitledTable {
  const depths = [...new Set(entries.map(({ depth }) => depth))].sort((a, b) => a - b);
  const columns = depths.map((depth) => ({
    name: `L = ${depth}`,
    has: (entry: TightnessEntry) => entry.depth === depth,
  }));
  return tableBy("By depth", columns, theorems, entries);
}

function activationTable(theorems: readonly Theorem[], entries: readonly TightnessEntry[]): TitledTable {
  const columns = paperActivationNames.map((name) => ({
    name,
    has: (entry: TightnessEntry) => entry.activation === name,
  }));
  return tableBy("By activation", columns, theorems, entries);
}

function tableBy(
  title: string,
  columns: readonly { readonly name: string; has(entry: TightnessEntry): boolean }[],
  theorems: readonly Theorem[],
  entries: readonly TightnessEntry[],
): TitledTable {
  return {
    title,
    head: ["theorem", ...columns.map(({ name }) => name)],
    firstNumber: 1,
    rows: theorems
      .filter(({ ratio }) => ratio !== "none")
      .map((theorem) => {
        const own = entriesOf(theorem, entries);
        return [`\`${theorem.id}\``, ...columns.map(({ has }) => shortRatio(extreme(own.filter(has))))];
      }),
  };
}
