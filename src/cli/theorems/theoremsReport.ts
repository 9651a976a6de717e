import { notChecked } from "../../theorems/notChecked";
import { checkedBy, paperResults } from "../../theorems/paperResults";
import type { Theorem } from "../../theorems/theorem";
import { plainMath } from "../shared/plainMath";
import { tableOf } from "../shared/table";
import { terminalWidth } from "../shared/terminalWidth";
import { wrapped } from "../shared/wrapped";
import { assumptionsOf, groupTitles, type RegistryRow, registryRows, rowsByGroup } from "./registryRows";

/** What `wnb theorems` prints for people: every theorem, the map from the paper to them, and what is not checked. */
export function theoremsReport(theorems: readonly Theorem[]): string {
  const width = Math.min(WIDEST, terminalWidth() ?? WIDEST);
  const rows = registryRows(theorems);
  const idWidth = Math.max(...rows.map(({ id }) => id.length)) + 2;
  const referenceWidth = Math.max(...rows.map(({ reference }) => reference.length)) + 2;
  const named = ({ id, reference, assumptions }: RegistryRow): string => {
    const name = id.padEnd(idWidth) + reference;
    const room = width - idWidth - referenceWidth;
    const inLines = (indent: number): string =>
      wrapped(unbroken(assumptions), width, " ".repeat(indent)).replaceAll(NO_BREAK, " ");
    return room < LEAST_ROOM
      ? `${name}\n${inLines(4)}`
      : name.padEnd(idWidth + referenceWidth) + inLines(idWidth + referenceWidth).trimStart();
  };
  const theoremOf = (row: RegistryRow): string => {
    const { statement, file, test } = row;
    return [named(row), wrapped(plainMath(statement), width, "    "), wrapped(`${file}  ${test}`, width, "    ")].join(
      "\n",
    );
  };
  const groups = rowsByGroup(rows).map(([group, members]) =>
    [heading(`${group}: ${groupTitles[group]}`, width), ...members.map(theoremOf)].join("\n\n"),
  );
  const results = paperResults.map((result) => {
    const { name, title, shown } = result;
    const ids = checkedBy(result, rows).map(({ id }) => id);
    const here = [...ids, ...(shown === undefined ? [] : [shown.command])].join(", ");
    return [name, title, wrapped(here, 60)];
  });
  return [
    ...groups,
    `${heading("assumptions", width)}\n\n${tableOf(["name", "says"], assumptionsOf(theorems), [])}`,
    `${heading("from the paper to here", width)}\n\n${tableOf(["in the paper", "about", "here"], results, [])}`,
    [
      heading("what the paper states and this suite does not check", width),
      ...notChecked.map(({ what, why }) => `${what}\n${wrapped(why, width, "    ")}`),
    ].join("\n\n"),
    "One theorem in full: wnb theorems ID. Proofs: docs/theory.md, docs/theory-general.md. This map as a document: docs/theorems.md.",
  ].join("\n\n");
}

/** Wider lines are hard to read. */
const WIDEST = 120;
/** For the assumptions, beside the names of a theorem. */
const LEAST_ROOM = 24;
const NO_BREAK = "\u00a0";

/** A list whose lines may end between its entries only. */
function unbroken(entries: readonly string[]): string {
  return entries.map((entry) => entry.replaceAll(" ", NO_BREAK)).join(", ") || "–";
}

function heading(text: string, width: number): string {
  return `── ${text} ${"─".repeat(Math.max(2, width - 4 - text.length))}`;
}
