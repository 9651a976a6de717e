/**
 * What `npm test` looks at for less long than `npm run test:full`: every use of depth.ts and onlyInFull.ts, with its numbers, is a line of
 * depth.txt. Where a property loses its full run, or tries fewer cases, that file changes, and nobody overlooks it.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { expectListed } from "./reference/listFile";

const list = join(__dirname, "depth.txt");
const UPDATE = "npm run depth:update";

/** The head of a test with its title, or a pair of numbers; what stands before the first test is the whole file's. */
const PLACES =
  /\b(?<head>test|nativeTest|testSetUp|testWithoutOwn|onlyInFull|setUpInFull|withoutOwnInFull|nativeInFull)(?:\.each\b.*?\))?\(\s*(?<quote>["`])(?<title>.*?)\k<quote>,|\bquickOrFull\((?<quick>[^(),]*), (?<full>[^(),]*)\)/gs;
const ONLY_IN_FULL = ["onlyInFull", "setUpInFull", "withoutOwnInFull", "nativeInFull"];

interface Use {
  readonly place: string;
  /** null where `npm test` skips it. */
  readonly quick: number | null;
  readonly full: number | null;
}

function usesIn(file: string): Use[] {
  const uses: Use[] = [];
  let place = file;
  for (const { groups = {} } of readFileSync(join(__dirname, file), "utf8").matchAll(PLACES)) {
    const { head, title, quick, full } = groups;
    if (head === undefined) {
      uses.push({ place, quick: numberOf(quick), full: numberOf(full) });
      continue;
    }
    place = `${file}: ${title}`;
    if (ONLY_IN_FULL.includes(head)) {
      uses.push({ place, quick: null, full: null });
    }
  }
  return uses;
}

function numberOf(text: string): number {
  return Number(text.replaceAll("_", ""));
}

const ownFiles = ["depth.ts", "depth.test.ts", "onlyInFull.ts"];
const uses = readdirSync(__dirname, { recursive: true, encoding: "utf8" })
  .map((file) => file.split(sep).join("/"))
  .filter((file) => file.endsWith(".ts") && !ownFiles.includes(file))
  .sort()
  .flatMap(usesIn);

const lines = uses.map(({ place, quick, full }) =>
  quick === null ? `${"-".padStart(8)} ${"all".padStart(8)}  ${place}` : `${cell(quick)} ${cell(full)}  ${place}`,
);

function cell(count: number | null): string {
  return String(count).padStart(8);
}

const text = [
  `# What npm test tries of it, and what npm run test:full tries; "-" where npm test skips it. Written by ${UPDATE}.`,
  ...lines,
  "",
].join("\n");

test("properties/depth.txt lists what npm test looks at for less long than npm run test:full", () => {
  const changed = `The depth of tests has changed. Is every full run still there? Then ${UPDATE}, and commit what it writes.`;
  expectListed(list, text, "WNB_DEPTH_UPDATE", changed);
});

test("the full run is the deeper one, everywhere", () => {
  // Counts that are no numbers would be read here as NaN.
  const wrong = uses.filter(({ quick, full }) => quick !== null && !(full !== null && quick > 0 && quick < full));
  expect(wrong).toEqual([]);
});

test("every use is found: none is in a form that this test does not read", () => {
  for (const file of new Set(uses.map(({ place }) => place.split(":")[0]))) {
    const source = readFileSync(join(__dirname, file), "utf8");
    const written =
      source.match(/\bquickOrFull\(|\b(?:onlyInFull|setUpInFull|withoutOwnInFull|nativeInFull)(?:\.each|\()/g) ?? [];
    expect([file, usesIn(file).length]).toEqual([file, written.length]);
  }
});
