/** The suite's own test, as recorded: what is missing in a weakened theorem shows on its case, and the theorem holds there. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type DrawnNetworks, defaultRanges } from "../../src/generators/caseRanges";
import { readRecord } from "../../src/records/recordFile";
import { builtIn, theorems } from "../../src/theorems/registry";
import { knownViolations } from "../../src/weakenings/knownViolations";
import { allWeakenedStatements, statementName, weakenedStatements } from "../../src/weakenings/weakenedStatement";
import { weakeningChanges } from "../../src/weakenings/weakeningChanges";
import { better, type WeakeningEntry } from "../../src/weakenings/weakeningEntry";
import { killRate, mergedWeakenings, weakeningRecord } from "../../src/weakenings/weakeningFile";

const path = join(__dirname, "..", "..", "fixtures", "weakenings.json");
const entries = readRecord(path, weakeningRecord(builtIn));
const text = readFileSync(path, "utf8");

test.each(theorems.map((theorem) => [theorem.id, theorem] as const))(
  "%s: every weakened form is as recorded",
  (_, theorem) => {
    expect(weakeningChanges(weakenedStatements(theorem), entries, builtIn)).toEqual([]);
  },
);

test.each(theorems.map(({ id }) => [id]))("%s: a weakened form of it is found to be false", (id) => {
  expect(entries.some(({ theorem, verdict }) => theorem === id && verdict === "confirmed")).toBe(true);
});

/** A regression figure: more may be found, fewer may not. */
const FOUND = 229;

test("so many weakened theorems at least have a confirmed counterexample", () => {
  expect(killRate(entries).statements).toBe(allWeakenedStatements(builtIn).length);
  expect(killRate(entries).confirmed).toBeGreaterThanOrEqual(FOUND);
});

test("the file is what is written of what is read, one entry a line", () => {
  expect(weakeningRecord(builtIn).toText(entries)).toBe(text);
  expect(text.split("\n").length).toBe(entries.length + 3);
});

test.each([
  [
    "a kill rate that the entries do not have",
    text.replace(/"confirmed":\d+/, '"confirmed":999'),
    /^confirmed: found 999/,
  ],
  ["a statement twice", text.replace(/\n(\{.*?\}),\n/, "\n$1,\n$1,\n"), /^entries\[1\]: /],
  [
    "an unknown coefficient",
    text.replace('"weakening":{"distance"', '"weakening":{"d"'),
    /^entries\[0\]\.weakening: found "d"/,
  ],
  ["an unknown part", text.replace('"without":"A1"', '"without":"A9"'), /\.without: found "A9"/],
  [
    "another verdict",
    text.replace('"verdict":"confirmed"', '"verdict":"sure"'),
    /^entries\[0\]\.verdict: found "sure"/,
  ],
  [
    "parameters that nobody trains",
    text.replace('"parameters":"all"', '"parameters":"some"'),
    /\.parameters: found "some"/,
  ],
  ["half of it", text.slice(0, text.length / 2), /^content: /],
])("%s is refused, with the place", (_, damaged, message) => {
  expect(() => weakeningRecord(builtIn).fromText(damaged)).toThrow(message);
});

describe("of two entries on one statement", () => {
  const confirmed = entries.find(({ verdict }) => verdict === "confirmed") as WeakeningEntry;
  const slack: WeakeningEntry = { ...confirmed, verdict: "slack", quantity: 0.5, error: 0, bound: 1 };

  test("the confirmed one stays, of two that are slack the larger ratio, else the known one", () => {
    const larger = { ...slack, quantity: 0.6 };
    expect(better(confirmed, slack)).toBe(confirmed);
    expect(better(slack, confirmed)).toBe(confirmed);
    expect(better(slack, larger)).toBe(larger);
    expect(better(larger, slack)).toBe(larger);
    expect(better(slack, { ...slack, quantity: 0.5 + 1e-9 })).toBe(slack);
    expect(mergedWeakenings([confirmed], [slack])).toEqual([confirmed]);
  });
});

test("what is no longer as recorded is told, by name", () => {
  const theorem = theorems.filter(({ id }) => id === "output-bound");
  const statements = theorem.flatMap(weakenedStatements);
  const own = entries.filter((entry) => entry.theorem === "output-bound");
  const [first, ...others] = own;
  const namesOf = (changed: readonly WeakeningEntry[]) =>
    weakeningChanges(statements, changed, builtIn).map(({ change }) => change);
  expect(namesOf(own)).toEqual([]);
  expect(weakeningChanges(statements, others, builtIn)).toEqual([
    { name: statementName(first), change: "not recorded" },
  ]);
  expect(namesOf([{ ...first, verdict: "slack" }, ...others])[0]).toMatch(/^was slack, and now confirmed: /);
  expect(namesOf([...own, { ...first, weakening: { output: 0.25 } }])).toEqual(["no such statement any more"]);
});

test("a network of which all parameters are trained is a known violation where such networks are drawn, and not among the paper's", () => {
  const id = "hessian-local";
  const weakenings = { [id]: { interaction: 0.5 } };
  const found = (networks: DrawnNetworks) => {
    const plan = { theoremIds: [id], ranges: { ...defaultRanges, networks }, seed: 1, weakenings };
    return knownViolations(plan, id, entries, builtIn).map(({ parameters = "directions" }) => parameters);
  };
  expect(found("general")).toContain("all");
  expect(found("paper")).not.toContain("all");
});
