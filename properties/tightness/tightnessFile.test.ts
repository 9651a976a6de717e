/** The record of the tightest cases: read, written, merged and refused. */

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cellsOf } from "../../src/records/cells";
import { changeRecord, readRecord } from "../../src/records/recordFile";
import { builtIn } from "../../src/theorems/registry";
import { weakened } from "../../src/theorems/weakening";
import { acceptChanges } from "../../src/tightness/acceptChanges";
import { compareEntry, describeChange } from "../../src/tightness/compareTightness";
import { mergedTightness } from "../../src/tightness/mergedTightness";
import { tightenCells } from "../../src/tightness/tightenCells";
import { entryKey, type TightnessEntry, tightnessEntryOf } from "../../src/tightness/tightnessEntry";
import { tightnessRecord } from "../../src/tightness/tightnessFile";
import { onlyInFull } from "../onlyInFull";
import { theoremById } from "../reference/theoremById";

const committed = join(__dirname, "..", "..", "fixtures", "tightness.json");
const all = readRecord(committed, tightnessRecord(builtIn));
const folder = mkdtempSync(join(tmpdir(), "tightness-"));
afterAll(() => rmSync(folder, { recursive: true }));
const layerGradient = theoremById("layer-gradient");
const [entry] = all.filter(({ theorem, depth }) => theorem === "layer-gradient" && depth === 2);

test("the file is what is written of what is read, one entry a line, below 1 MB", () => {
  const text = readFileSync(committed, "utf8");
  expect(tightnessRecord(builtIn).toText(all)).toBe(text);
  expect(text.split("\n").length).toBe(all.length + 3);
  expect(text.length).toBeLessThan(1e6);
});

test.each([
  ["not JSON", "{", /^content: /],
  ["another format", JSON.stringify({ format: "x", entries: [] }), /^format: /],
  ["no entries", JSON.stringify({ format: "weightnorm-tightness/1" }), /^entries: /],
  [
    "an unknown theorem",
    tightnessRecord(builtIn).toText([entry]).replace("layer-gradient", "layer-gradients"),
    /^entries\[0\]\.theorem: /,
  ],
  ["a cell twice", tightnessRecord(builtIn).toText([entry, entry]), /^entries\[1\]: .*entries\[0\]/],
  [
    "another cell",
    tightnessRecord(builtIn).toText([{ ...entry, depth: 3 }]),
    /^entries\[0\]\.case: found a network of L=2/,
  ],
  [
    "a network that is not the paper's",
    tightnessRecord(builtIn).toText([{ ...entry, networkCase: { ...entry.networkCase, parameters: "all" } }]),
    /^entries\[0\]\.case: found gains, biases or widths of its own, expected a network of the paper/,
  ],
  ["a ratio that is none", tightnessRecord(builtIn).toText([{ ...entry, ratio: 0.5 }]), /^entries\[0\]\.ratio: /],
  ["no bound", tightnessRecord(builtIn).toText([entry]).replace('"bound"', '"band"'), /^entries\[0\]\.bound: /],
  [
    "a damaged case",
    tightnessRecord(builtIn).toText([entry]).replace('"output":[', '"output":["a",'),
    /^entries\[0\]\.case\.output\[0\]: /,
  ],
])("a file with %s is refused, with the place", (_, text, message) => {
  expect(() => tightnessRecord(builtIn).fromText(text)).toThrow(message);
});

test("a network that is not the paper's has no entry, as it is of no cell", () => {
  const { networkCase } = entry;
  const { network } = networkCase;
  expect(tightnessEntryOf(layerGradient, networkCase)).not.toBeNull();
  for (const other of [
    { ...networkCase, parameters: "all" as const },
    { ...networkCase, network: { ...network, outputBias: 1 } },
    { ...networkCase, network: { ...network, gains: network.widths.map((width) => new Float64Array(width).fill(1)) } },
  ]) {
    expect(tightnessEntryOf(layerGradient, other)).toBeNull();
  }
});

test("bytes that are not UTF-8 are refused, not read as another text", () => {
  const path = join(folder, "latin1.json");
  const text = tightnessRecord(builtIn).toText([{ ...entry, place: "couche \u00e9" }]);
  writeFileSync(path, Buffer.from(text, "latin1"));
  expect(() => readRecord(path, tightnessRecord(builtIn))).toThrow(
    /latin1\.json: content: found bytes that are not UTF-8/,
  );
  rmSync(path);
});

test("a change of a bound is told apart, with the old and the new value", () => {
  expect(compareEntry(layerGradient, entry)).toEqual([]);
  const [looser] = compareEntry(weakened(layerGradient, { layer: 1.01 }), entry);
  expect(looser).toMatchObject({ what: "bound looser", before: entry.bound, now: 1.01 * entry.bound });
  expect(describeChange(looser)).toContain(`bound looser: ${entry.bound} -> ${1.01 * entry.bound} (+0.010 relative)`);
  expect(compareEntry(weakened(layerGradient, { layer: 0.99 }), entry).map(({ what }) => what)).toContain(
    "bound tighter",
  );
  const quantity = { ...entry, quantity: entry.quantity * 1.01 };
  expect(compareEntry(layerGradient, quantity).map(({ what }) => what)).toEqual(["quantity changed"]);
  expect(compareEntry(layerGradient, { ...entry, place: "layer 9" })[0].what).toBe("no such place");
});

test("what rounding may do is no change", () => {
  const nearby = { ...entry, quantity: entry.quantity + entry.error, bound: entry.bound * (1 + 2 ** -52) };
  expect(compareEntry(layerGradient, nearby)).toEqual([]);
});

test("merging keeps every cell, and of each the tighter entry", () => {
  const weaker = { ...entry, quantity: entry.quantity / 2, ratio: entry.quantity / 2 / entry.bound };
  expect(mergedTightness([weaker], [entry], builtIn)).toEqual([entry]);
  expect(mergedTightness([entry], [weaker], builtIn)).toEqual([entry]);
  expect(mergedTightness(all, [], builtIn)).toEqual(all);
  expect(mergedTightness([], all, builtIn)).toEqual(all);
});

test("updates at once lose nothing, and leave no lock", async () => {
  const path = join(folder, "at-once.json");
  await Promise.all(
    all
      .slice(0, 12)
      .map((each) => changeRecord(path, tightnessRecord(builtIn), (known) => mergedTightness(known, [each], builtIn))),
  );
  expect(readRecord(path, tightnessRecord(builtIn)).map(entryKey)).toEqual(all.slice(0, 12).map(entryKey));
  expect(readdirSync(folder)).toEqual(["at-once.json"]);
});

test("the lock of a process that is gone is removed; a change that fails leaves the file", async () => {
  const path = join(folder, "stale.json");
  writeFileSync(`${path}.lock`, String(2 ** 30));
  await changeRecord(path, tightnessRecord(builtIn), () => [entry]);
  const before = readFileSync(path, "utf8");
  const failing = changeRecord(path, tightnessRecord(builtIn), () => {
    throw new Error("killed");
  });
  await expect(failing).rejects.toThrow("killed");
  expect(readFileSync(path, "utf8")).toBe(before);
  expect(readdirSync(folder).filter((name) => name.includes("lock"))).toEqual([]);
});

test("a change on purpose is accepted for its theorem alone", () => {
  const looser = {
    ...layerGradient,
    bound: (...[arithmetic, input, coefficient]: Parameters<typeof layerGradient.bound>) =>
      layerGradient.bound(arithmetic, input, coefficient).map((bound) => arithmetic.multiply(arithmetic.of(2), bound)),
  } as typeof layerGradient;
  const accepted = acceptChanges(looser, all);
  expect(accepted.length).toBe(all.length);
  accepted.forEach((each, i) => {
    expect(each.bound).toBe(each.theorem === looser.id ? 2 * all[i].bound : all[i].bound);
  });
});

onlyInFull("a search fills every cell, and never goes back", async () => {
  const collect = async (known: readonly TightnessEntry[], seed: number): Promise<readonly TightnessEntry[]> => {
    let entries = known;
    for await (const found of tightenCells(known, { theorems: [layerGradient], seconds: 0, seed })) {
      entries = mergedTightness(entries, found, builtIn);
    }
    return entries;
  };
  const first = await collect([], 1);
  expect(first.length).toBe(cellsOf(layerGradient).length);
  expect(await collect(first, 2)).toEqual(first);
});
