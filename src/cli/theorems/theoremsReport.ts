import { notChecked } from "../../theorems/notChecked";
import { checkedBy, paperResults } from "../../theorems/paperResults";
import type { Theorem } from "../../theorems/theorem";
import { plainMath } from "../shared/plainMath";
import { tableOf } from "../shared/table";
import { wrapped } from "../shared/wrapped";
import { assumptionsOf, groupTitles, type RegistryRow, registryRows, rowsByGroup } from "./registryRows";

/** What `wnb theorems` prints for people: every theorem, the map from the paper to them, and what is not checked. */
export function theoremsReport(theorems: readonly Theorem[]): string {
  const rows = registryRows(theorems);
  const idWidth = Math.max(...rows.map(({ id }) => id.length)) + 2;
  const referenceWidth = Math.max(...rows.map(({ reference }) => reference.length)) + 2;
  const indent = " ".repeat(idWidth + referenceWidth);
  const theoremOf = ({ id, reference, assumptions, statement, file, test }: RegistryRow): string =>
    [
      id.padEnd(idWidth) +
        reference.padEnd(referenceWidth) +
        wrapped(unbroken(assumptions), WIDTH, indent).trimStart().replaceAll(NO_BREAK, " "),
      wrapped(plainMath(statement), WIDTH, "    "),
      `    ${file}  ${test}`,
    ].join("\n");
  const groups = rowsByGroup(rows).map(([group, members]) =>
    [heading(`${group}: ${groupTitles[group]}`), ...members.map(theoremOf)].join("\n\n"),
  );
  const results = paperResults.map((result) => {
    const { name, title, shown } = result;
    const ids = checkedBy(result, rows).map(({ id }) => id);
    const here = [...ids, ...(shown === undefined ? [] : [shown.command])].join(", ");
    return [name, title, wrapped(here, 60)];
  });
  return [
    ...groups,
    `${heading("assumptions")}\n\n${tableOf(["name", "says"], assumptionsOf(theorems), [])}`,
    `${heading("from the paper to here")}\n\n${tableOf(["in the paper", "about", "here"], results, [])}`,
    [
      heading("what the paper states and this suite does not check"),
      ...notChecked.map(({ what, why }) => `${what}\n${wrapped(why, WIDTH, "    ")}`),
    ].join("\n\n"),
    "One theorem in full: wnb theorems ID. Proofs: docs/theory.md. This map as a document: docs/theorems.md.",
  ].join("\n\n");
}

const WIDTH = 120;
const NO_BREAK = "\u00a0";

/** A list whose lines may end between its entries only. */
function unbroken(entries: readonly string[]): string {
  return entries.map((entry) => entry.replaceAll(" ", NO_BREAK)).join(", ") || "–";
}

function heading(text: string): string {
  return `── ${text} ${"─".repeat(Math.max(2, WIDTH - 4 - text.length))}`;
}
