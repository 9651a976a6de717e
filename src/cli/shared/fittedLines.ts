import { stripVTControlCharacters } from "node:util";
import { screenLength } from "./drawnRows";
import { wrapped } from "./wrapped";

/** A command stays in one line, so that it can be copied as one. */
const COMMAND = /\bnpx wnb |\bnpm run /;

/**
 * A report in lines of at most `width` characters: a longer line goes on below itself, indented. Words are not cut, as a path may be one.
 *
 * @param width null where nothing has to fit
 * @example fittedLines("some words that are too many", 16) // "some words that\n  are too many"
 */
export function fittedLines(text: string, width: number | null): string {
  return width === null
    ? text
    : text
        .split("\n")
        .map((line) => (screenLength(line) <= width || COMMAND.test(line) ? line : continued(line, width)))
        .join("\n");
}

function continued(line: string, width: number): string {
  const indent = /^ */.exec(stripVTControlCharacters(line))?.[0] ?? "";
  // The first line has two characters more than those that go on from it, which are moved by these.
  const [first, ...others] = wrapped(line.trimStart(), width - 2, indent).split("\n");
  return [first, ...others.map((other) => `  ${other}`)].join("\n");
}
