/** Documents that speak of the code stay true to it. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { theorems } from "../../src/theorems/registry";
import { theoryPages, theoryText } from "./theoryPages";

const root = join(__dirname, "..", "..");
const read = (...path: string[]): string => readFileSync(join(root, ...path), "utf8");

test.each(theorems.map(({ id, reference }) => [id, reference]))("one page of the theory has a section on %s", (id) => {
  const sections = theoryPages.flatMap((page) => theoryText(page).match(new RegExp(`^#+.*\`${id}\``, "gm")) ?? []);
  expect(sections).toHaveLength(1);
});

test("sections are numbered on from one page of the theory to the next", () => {
  const numbers = theoryPages.flatMap((page) =>
    [...theoryText(page).matchAll(/^#{2,3} ([\d.]+)/gm)].map(([, number]) =>
      number.replace(/\.$/, "").split(".").map(Number),
    ),
  );
  expect(numbers.length).toBeGreaterThan(40);
  for (const [i, [section, part = 0]] of numbers.entries()) {
    const [before, partBefore = 0] = numbers[i - 1] ?? [0];
    expect([section, part]).toEqual(part === 0 ? [before + 1, 0] : [before, partBefore + 1]);
  }
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
