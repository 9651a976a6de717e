import { premisesOf } from "../../theorems/premises/premises";
import { theorems } from "../../theorems/registry";
import type { WeakeningEntry } from "../../weakenings/weakeningEntry";
import { killRate } from "../../weakenings/weakeningFile";
import { markdownTable } from "../shared/markdownTable";
import { cellOf, factorText, ratioText, weakenedWhat } from "./weakeningsReport";

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
- \`wnb verify\` looks at these networks besides its random ones.
- \`npx wnb verify --theorem ID --weaken ID.TERM=0.5\`, or \`--without PART\`, shows one of them at work.

## Terms

Dropped: the coefficient of the term or factor is 0; halved: it is 1/2. ∞: the bound is 0 then, and the quantity is not. All
trained: gains, biases and c are differentiated too.

${markdownTable(["theorem", "term", ...SHARES.map(factorText)], termRows(entries))}

Other constants:

${markdownTable(["theorem", "weakened", "found"], otherRows(entries))}

## Assumptions and parts of the model

${markdownTable(["theorem", "without", "instead", "found"], partRows(entries))}

Not dropped: the data set, and \`L > 0, grad L != 0\`, without which nothing is stated; the range of float64. \`row-scale-invariance\` and
\`row-norm-growth\` are equalities: their bounds are rounding errors and have no constant, so that their parts alone are dropped.`;
}

/** What every coefficient is weakened to, in a column each. */
const SHARES = [0, 0.5];

function termRows(entries: readonly WeakeningEntry[]): string[][] {
  return theorems
    .filter(({ ratio }) => ratio !== "none")
    .flatMap(({ id, coefficients }) =>
      coefficients.map((name) => [
        `\`${id}\``,
        name,
        ...SHARES.map((share) => {
          const entry = entries.find(({ theorem, weakening }) => theorem === id && weakening[name] === share);
          return entry === undefined ? "" : finding(entry);
        }),
      ]),
    );
}

function otherRows(entries: readonly WeakeningEntry[]): string[][] {
  return entries
    .filter(({ weakening }) => Object.values(weakening).some((factor) => !SHARES.includes(factor)))
    .map((entry) => [`\`${entry.theorem}\``, weakenedWhat(entry), finding(entry)]);
}

function partRows(entries: readonly WeakeningEntry[]): string[][] {
  return theorems.flatMap((theorem) =>
    premisesOf(theorem).flatMap(({ name, instead }) => {
      const entry = entries.find((each) => each.theorem === theorem.id && each.without === name);
      return entry === undefined ? [] : [[`\`${theorem.id}\``, name, instead, finding(entry)]];
    }),
  );
}

function finding(entry: WeakeningEntry): string {
  const ratio = entry.verdict === "confirmed" ? `**${ratioText(entry)}**` : `slack, ${ratioText(entry)}`;
  return `${ratio} (${cellOf(entry)})`;
}
