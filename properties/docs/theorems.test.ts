/** docs/theorems.md is what `npm run docs` writes, and the map behind it leaves nothing out. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { registryRows } from "../../src/cli/theorems/registryRows";
import { theoremsDocument } from "../../src/cli/theorems/theoremsDocument";
import { checkedBy, paperResults } from "../../src/theorems/paperResults";
import { theorems } from "../../src/theorems/registry";
import { theoryPages, theoryText } from "./theoryPages";

const root = join(__dirname, "..", "..");
const document = theoremsDocument(theorems);

test("docs/theorems.md is the document of the registry, made now", () => {
  const committed = readFileSync(join(root, "docs", "theorems.md"), "utf8");
  if (committed !== `${document}\n`) {
    throw new Error("docs/theorems.md is out of date: run `npm run docs` and commit what it writes");
  }
});

test("every row of a table has as many cells as its head: no bar in a statement ends a cell", () => {
  const tables = document.match(/(?:^\|.*\|$\n?)+/gm) ?? [];
  expect(tables.length).toBeGreaterThan(3);
  for (const table of tables) {
    const cells = table
      .trim()
      .split("\n")
      .map((line) => line.replaceAll("\\|", "").split("|").length);
    expect(new Set(cells).size).toBe(1);
  }
});

test("every link leads to a file and, in a page of the theory, to a section", () => {
  const links = [...document.matchAll(/\]\((?!https:)([^)#]+)(?:#([^)]+))?\)/g)];
  for (const [, path, anchor] of links) {
    expect([path, existsSync(join(root, "docs", path))]).toEqual([path, true]);
    if (anchor !== undefined) {
      const id = anchor.replace(/^\d+-/, "");
      expect(theoryPages).toContain(path);
      expect(theoryText(path)).toMatch(new RegExp(`^### [\\d.]+ \`${id}\`$`, "m"));
    }
  }
  expect(registryRows(theorems).filter(({ proof }) => !proof.includes("#"))).toEqual([]);
});

test("every result of the paper that is listed has a theorem", () => {
  expect(paperResults.filter((result) => checkedBy(result, theorems).length === 0)).toEqual([]);
});

test("every theorem names a listed result of the paper, or says that it goes beyond the paper", () => {
  const mapped = paperResults.flatMap((result) => checkedBy(result, theorems));
  const others = theorems.filter((theorem) => !mapped.includes(theorem));
  expect(others.filter(({ reference }) => !/beyond the paper/i.test(reference)).map(({ id }) => id)).toEqual([]);
});

test("every file in a group's folder is that of a theorem of the registry, and every theorem has one", () => {
  const files = ["pointwise", "loss", "optimisation", "generalisation"].flatMap((group) =>
    readdirSync(join(root, "src", "theorems", group)).map((name) => `src/theorems/${group}/${name}`),
  );
  expect(
    registryRows(theorems)
      .map(({ file }) => file)
      .sort(),
  ).toEqual(files.sort());
});
