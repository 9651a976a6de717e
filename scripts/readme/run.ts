/**
 * Writes into the documents what the commands in them print now, and draws their figure.
 *
 *     npm run figures:readme                        all of it, but for the times of the tests
 *     npm run figures:readme -- --tests             these too: runs `npm test` and `npm run test:full`
 *     npm run figures:readme -- --check             writes nothing; exit code 1 if more than times would change
 *     npm run figures:readme -- README.md           these documents only
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { writeWhole } from "../../src/files/writeWhole";
import { depthFigure, depthFigureFile } from "./depthFigure";
import { machine, testFigure, withFigure } from "./figures";
import { blocksOf, withOutputs, withoutTimes } from "./outputBlock";

const root = join(__dirname, "..", "..");
const TEST_SCRIPTS = ["test", "test:full"];

const { values: options, positionals } = parseArgs({
  options: { check: { type: "boolean", default: false }, tests: { type: "boolean", default: false } },
  allowPositionals: true,
});
const pages = readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md"));
const documents = positionals.length > 0 ? positionals : ["README.md", ...pages.map((name) => `docs/${name}`)];
const testFigures = options.tests ? TEST_SCRIPTS.map((script) => [script, testFigure(script)] as const) : [];
let changed = 0;

/** Writes a file that is not as it should be, or says so. */
function settle(file: string, before: string, after: string, isSame: boolean): void {
  if (before === after || (options.check && isSame)) {
    return;
  }
  changed += 1;
  if (options.check) {
    console.error(`${file} is out of date:\n${differences(before, after)}`);
  } else {
    writeWhole(join(root, file), after);
    console.error(`${file} written`);
  }
}

/** The lines that are in one text only. */
function differences(before: string, after: string): string {
  const [old, now] = [before, after].map((text) => withoutTimes(text).split("\n"));
  const only = (lines: readonly string[], others: readonly string[], mark: string): string[] =>
    lines.filter((line) => !others.includes(line)).map((line) => `${mark} ${line}`);
  return [...only(old, now, "-"), ...only(now, old, "+")].join("\n");
}

for (const file of documents) {
  const before = readFileSync(join(root, file), "utf8");
  const made = blocksOf(before).length > 0 ? withOutputs(before) : before;
  const stamped = options.check ? made : withFigure(made, "machine", machine());
  const after = testFigures.reduce((text, [script, figure]) => withFigure(text, script, figure), stamped);
  settle(file, before, after, withoutTimes(before) === withoutTimes(after));
}
const drawn = readFileSync(join(root, depthFigureFile), { encoding: "utf8", flag: "a+" });
const figure = depthFigure();
settle(depthFigureFile, drawn, figure, drawn === figure);
process.exitCode = options.check && changed > 0 ? 1 : 0;
