/** docs/own-theorem.md, done by a reader: its code in a file of an empty folder, then its commands in their order. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { quickOrFull } from "../depth";
import { runCommand, temporaryFolder } from "../reference/builtCommand";
import { codeBlocks } from "../reference/codeBlocks";

const [code = ""] = codeBlocks("docs/own-theorem.md", "ts");
const commands = codeBlocks("docs/own-theorem.md", "sh").flatMap((block) => block.trim().split("\n"));
const folder = temporaryFolder();

test("every command ends as the page says: all hold, and the halved constant is refuted by one neuron", () => {
  writeFileSync(join(folder, "growth.ts"), code);
  const results = commands.map((line) => {
    // The page searches for five seconds.
    const [npx, wnb, ...words] = line.replace(/--seconds \d+/, `--seconds ${quickOrFull(1, 5)}`).split(" ");
    expect([npx, wnb]).toEqual(["npx", "wnb"]);
    return { line, ...runCommand(folder, words, { more: { WNB_RUNS: String(quickOrFull(100, 1000)) } }) };
  });
  // A proof tells equal sides apart from near ones only where it compares them exactly, and some networks attain the bound.
  const expected = (line: string) => (line.includes("--weaken") ? 1 : line.includes("certified") ? 3 : 0);
  expect(results.map(({ status }) => status)).toEqual(results.map(({ line }) => expected(line)));
  const certified = results.find(({ line }) => line.includes("certified"));
  expect(certified?.stdout).toContain("Undecided networks attain the bound");
  const [holds, halved] = results;
  expect(holds.stdout).toMatch(/growth .* 1\.0000 .* holds/);
  expect(halved.stdout).toContain("layers: [[[1]]]");
  expect(halved.stdout).toContain("growth is violated, confirmed in 50 digits");
  expect(results.length).toBeGreaterThanOrEqual(6);
});
