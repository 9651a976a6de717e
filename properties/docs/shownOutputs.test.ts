/** What the README and the pages show of commands is what these print: `npm run figures:readme` writes it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { blocksOf, madeNow, type OutputBlock, withoutTimes } from "../../scripts/readme/outputBlock";
import { theorems } from "../../src/theorems/registry";

const root = join(__dirname, "..", "..");
const pages = [
  "README.md",
  "docs/network-files.md",
  "docs/verdicts.md",
  "docs/counterexamples.md",
  "docs/rigour.md",
  "docs/search.md",
];
const blocks = pages.flatMap((page) =>
  blocksOf(readFileSync(join(root, page), "utf8")).map((block) => [page, block.line, block] as const),
);
const quick = blocks.filter(([, , { isSlow }]) => !isSlow);
const slow = blocks.filter(([, , { isSlow }]) => isSlow);

/** The theorems that have a row in a table. */
const rowsIn = ({ output }: OutputBlock): string[] =>
  theorems.map(({ id }) => id).filter((id) => new RegExp(`^${id} `, "m").test(output));

test("there are outputs of both kinds, and each page has one", () => {
  expect(quick.length).toBeGreaterThan(2);
  expect(slow.length).toBeGreaterThan(2);
  expect(new Set(blocks.map(([page]) => page)).size).toBe(pages.length);
});

test.each(quick)("%s: wnb %s prints what is shown", (_page, _line, block) => {
  expect(withoutTimes(madeNow(block))).toBe(withoutTimes(block.output));
});

test.each(blocks)("%s: wnb %s is the command that readers see", (_page, line, { shown }) => {
  expect([`npx wnb ${line}`, "npm ci && npm run verify"]).toContain(shown);
});

test.each(slow)("%s: wnb %s shows the theorems that there are", (_page, line, block) => {
  const asked = [...line.matchAll(/--theorem (\S+)/g)].map(([, id]) => id);
  const group = /--group all/.test(line) ? ["loss", "optimisation", "generalisation"] : ["pointwise"];
  const expected = theorems.filter(({ id, group: own }) =>
    asked.length > 0 ? asked.includes(id) : group.includes(own),
  );
  expect(rowsIn(block)).toEqual(expected.map(({ id }) => id));
});
