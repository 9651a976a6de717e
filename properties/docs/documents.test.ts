/** Documents that speak of the code stay true to it. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { theorems } from "../../src/theorems/registry";

const root = join(__dirname, "..", "..");
const read = (...path: string[]): string => readFileSync(join(root, ...path), "utf8");

test.each(theorems.map(({ id, reference }) => [id, reference]))("docs/theory.md has a section on %s", (id) => {
  expect(read("docs", "theory.md")).toMatch(new RegExp(`^#+.*\`${id}\``, "m"));
});

test("every theorem's file opens with its statement, hypotheses and reference", () => {
  const files = ["pointwise", "loss", "optimisation", "generalisation"].flatMap((group) =>
    readdirSync(join(root, "src", "theorems", group)).map((name) => read("src", "theorems", group, name)),
  );
  expect(files.length).toBe(theorems.length);
  for (const text of files) {
    expect(text).toMatch(/= define\w*Theorem\(/);
    expect(text).toMatch(/^\/\*\*\n(?: \*.*\n)+ \*\//);
    expect(text).toMatch(/Hypotheses: /);
    expect(text).toMatch(/Reference: /);
  }
});
