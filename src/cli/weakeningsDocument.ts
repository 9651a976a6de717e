import { theorems } from "../theorems";
import { partsOf } from "../theorems/parts/parts";
import type { Theorem } from "../theorems/theorem";
import type { WeakeningEntry } from "../weakenings/weakeningEntry";
import { killRate } from "../weakenings/weakeningFile";
import { markdownTable } from "./markdownTable";
import { cellOf, factorText, ratioText } from "./weakeningsReport";

/**
 * docs/weakenings.md: what is needed of each theorem, and what the suite finds if it is not there.
 *
 * @returns Markdown without a newline at the end
 */
export function weakeningsDocument(entries: readonly WeakeningEntry[]): string {
  const { confirmed, statements } = killRate(entries);
  return `# Would the suite notice? Every theorem, weakened

A test that cannot fail says nothing. So each theorem is stated too strongly on purpose: with a term of its bound dropped, or halved, or
without one of the assumptions or parts of the model that it rests on. The suite then looks for a network on which that is false.
**${confirmed} of ${statements}** weakened statements have a counterexample, simplified, and confirmed in 50 digits. The others are **slack** as far as is known: no
network was found on which they fail, and the number is the largest ratio quantity/bound found on one where what is missing counts. A slack term
may be one that no network needs; a longer search may find one that does. This file was made by

    npx wnb weakenings --markdown

## How to use it

- \`npx wnb weakenings\` evaluates all cases again, \`--search\` looks for them from nothing, \`npm run weakenings:update\` looks for those that are not known and
  records them in \`fixtures/weakenings.json\`.
- \`npm test\` evaluates every case again: the weakened statement is false on it in 50 digits, and the theorem holds. So a constant that is changed in the
  code fails where it is needed, and a search from nothing must find as many as it did.
- \`wnb verify\` looks at these networks beside its random ones.
- \`npx wnb verify --theorem ID --weaken ID.TERM=0.5\`, or \`--without PART\`, shows one of them at work.

## Terms

Dropped: the coefficient is 0; halved: it is 1/2. ∞: the bound is 0 then, and the quantity is not.

${theorems
  .map((theorem) => termTable(theorem, entries))
  .filter(Boolean)
  .join("\n\n")}

## Assumptions and parts of the model

${theorems.flatMap((theorem) => partTable(theorem, entries)).join("\n\n")}

Not dropped: the data set, and \`L > 0, grad L != 0\`, without which nothing is stated; the range of float64. \`row-scale-invariance\` and
\`row-norm-growth\` are equalities: their bounds are rounding errors and have no constant, so that their parts alone are dropped.`;
}

function termTable({ id, coefficients }: Theorem, entries: readonly WeakeningEntry[]): string {
  const own = entries.filter(({ theorem, without }) => theorem === id && without === undefined);
  const factors = [...new Set(own.flatMap(({ weakening }) => Object.values(weakening)))].sort((a, b) => a - b);
  const rows = coefficients.map((name) => [
    name,
    ...factors.flatMap((factor) => {
      const entry = own.find(({ weakening }) => weakening[name] === factor);
      return entry === undefined ? ["", ""] : [finding(entry), cellOf(entry)];
    }),
  ]);
  const head = ["term", ...factors.flatMap((factor) => [factorText(factor), "on"])];
  return own.length === 0 ? "" : `### \`${id}\`\n\n${markdownTable(head, rows)}`;
}

function partTable(theorem: Theorem, entries: readonly WeakeningEntry[]): string[] {
  const rows = partsOf(theorem).flatMap(({ name, instead }) => {
    const entry = entries.find((each) => each.theorem === theorem.id && each.without === name);
    return entry === undefined ? [] : [[name, instead, finding(entry), cellOf(entry)]];
  });
  return rows.length === 0
    ? []
    : [`### \`${theorem.id}\`\n\n${markdownTable(["without", "instead", "found", "on"], rows)}`];
}

function finding(entry: WeakeningEntry): string {
  return entry.verdict === "confirmed" ? `**${ratioText(entry)}**` : `slack, ${ratioText(entry)}`;
}
