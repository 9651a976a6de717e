import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The pages with proofs: of the paper's network, and of networks with gains. */
const PAGES = ["docs/theory.md", "docs/theory-general.md"];

/**
 * Where the pages of the theory prove a theorem.
 *
 * @returns for every theorem with a section its page, its number and the heading's anchor on GitHub
 */
export function theorySections(): Map<
  string,
  { readonly page: string; readonly number: string; readonly anchor: string }
> {
  return new Map(PAGES.flatMap(sectionsOf));
}

function sectionsOf(page: string): [string, { page: string; number: string; anchor: string }][] {
  const text = readFileSync(join(__dirname, "..", "..", "..", page), "utf8");
  const headings = text.matchAll(/^### ([\d.]+) `([\w-]+)`$/gm);
  return [...headings].map(([, number, id]) => [id, { page, number, anchor: `${number.replaceAll(".", "")}-${id}` }]);
}
