import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Where docs/theory.md proves a theorem.
 *
 * @returns for every theorem with a section its number and the heading's anchor on GitHub
 */
export function theorySections(): Map<string, { readonly number: string; readonly anchor: string }> {
  const text = readFileSync(join(__dirname, "..", "..", "..", "docs", "theory.md"), "utf8");
  const headings = text.matchAll(/^### ([\d.]+) `([\w-]+)`$/gm);
  return new Map(
    [...headings].map(([, number, id]) => [id, { number, anchor: `${number.replaceAll(".", "")}-${id}` }]),
  );
}
