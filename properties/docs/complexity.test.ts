/** docs/complexity.md is what `npm run docs` writes: the rows that are quickly made again are made again. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { complexityDocument } from "../../src/cli/complexity/complexityDocument";
import { complexityTable, growthSettings, widthSettings } from "../../src/experiments/complexityTable";

const committed = readFileSync(join(__dirname, "..", "..", "docs", "complexity.md"), "utf8").trimEnd();
/** A search may end in another maximum where the last bits of tanh are others. */
const TOLERANCE = 0.02;

/** The lines of a document with the settings of a table's row, and the numbers in them. */
function rowsOf(document: string): Map<string, number[]> {
  const rows = document.split(/^## /m).flatMap((section) =>
    section.split("\n").flatMap((line) => {
      const cells = line.split("|").map((cell) => cell.trim());
      const settings = `${section.slice(0, 5)} ${cells.slice(1, 5).join(" ")}`;
      return /^\d/.test(cells[2] ?? "") ? [[settings, cells.slice(5, 9).map(Number)] as const] : [];
    }),
  );
  return new Map(rows);
}

test("its rows are those that the code makes now", () => {
  const quick = complexityTable(growthSettings.filter(({ records }) => records === 4));
  const narrow = complexityTable(widthSettings.filter(({ width }) => width <= 8));
  const made = rowsOf(complexityDocument(narrow, quick, { inputDimension: 8, seed: 1 }));
  const found = rowsOf(committed);
  expect(made.size).toBe(quick.length + narrow.length);
  expect(found.size).toBe(widthSettings.length + growthSettings.length);
  for (const [settings, numbers] of made) {
    numbers.forEach((number, i) => {
      const before = found.get(settings)?.[i] ?? Number.NaN;
      expect(Math.abs(number - before)).toBeLessThanOrEqual(TOLERANCE * Math.max(number, before));
    });
  }
});

test("its text is that of the code", () => {
  const made = complexityDocument(
    complexityTable(widthSettings.slice(0, 1)),
    complexityTable(growthSettings.slice(0, 1)),
    { inputDimension: 8, seed: 1 },
  );
  const text = (document: string): string => document.replace(/^\|.*\n?/gm, "");
  expect(text(committed)).toBe(text(made));
});
