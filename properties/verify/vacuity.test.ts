/** A check that hardly ever says anything does not pass. */
import { emptyEntry, type LedgerEntry } from "../../src/verify/ledger";
import { isVacuous, SMALLEST_SHARE, verdictOf } from "../../src/verify/vacuity";
import type { Verdict } from "../../src/verify/verdict";

const entry = (cases: number, nonvacuous: number | null, verdict: Verdict = "holds"): LedgerEntry => ({
  ...emptyEntry("a-theorem"),
  cases,
  nonvacuous,
  verdict,
});

test("a theorem that always says something is never vacuous", () => {
  expect(isVacuous(entry(10_000, null))).toBe(false);
  expect(verdictOf(entry(10_000, null))).toBe("holds");
});

test.each([
  [10_000, 10_000, false],
  [10_000, 2000, false],
  // Five standard deviations of sqrt(10,000 · 0.2 · 0.8) = 40 below the share are no chance, two are.
  [10_000, 1920, false],
  [10_000, 1780, true],
  [10_000, 0, true],
  [100, 10, false],
  [100, 1, true],
  [100, 0, true],
  // Of few cases nothing is known: 0.8^61 is above one in a million, 0.8^62 is below.
  [1, 0, false],
  [61, 0, false],
  [62, 0, true],
  [0, 0, false],
])("%i cases of which %i say something: vacuous is %s", (cases, nonvacuous, expected) => {
  expect(isVacuous(entry(cases, nonvacuous))).toBe(expected);
  expect(verdictOf(entry(cases, nonvacuous))).toBe(expected ? "undecided" : "holds");
});

test("more that say something never make a check vacuous, and from the share on it is not", () => {
  const cases = 1000;
  const vacuous = Array.from({ length: cases + 1 }, (_, nonvacuous) => isVacuous(entry(cases, nonvacuous)));
  expect(vacuous.lastIndexOf(true)).toBe(vacuous.indexOf(false) - 1);
  expect(vacuous.indexOf(false)).toBeLessThan(SMALLEST_SHARE * cases);
});

test.each<[Verdict, Verdict]>([
  ["holds", "undecided"],
  ["violated", "violated"],
  ["undecided", "undecided"],
])("a vacuous run that %s is %s: a violation stays one", (verdict, expected) => {
  expect(verdictOf(entry(1000, 0, verdict))).toBe(expected);
  expect(verdictOf(entry(1000, 900, verdict))).toBe(verdict);
});
