/**
 * The tightest cases known, evaluated again: a theorem whose bound changed, looser or tighter, or whose quantity did, fails here
 * with the old value and the new one; and so do those stated in terms of it, and no others.
 */
import { join } from "node:path";
import { describeChanges } from "../../src/cli/tightnessReport";
import { theorems } from "../../src/theorems";
import type { Theorem } from "../../src/theorems/theorem";
import { weakened } from "../../src/theorems/weakening";
import { compareEntry, compareTightness } from "../../src/tightness/compareTightness";
import { readRecord } from "../../src/tightness/recordFile";
import { tightnessRecord } from "../../src/tightness/tightnessFile";
import { entriesOf } from "../../src/tightness/tightnessSummary";

const file = join(__dirname, "..", "..", "fixtures", "tightness.json");
const entries = readRecord(file, tightnessRecord);

describe.each(theorems.map((theorem) => [theorem.id, theorem] as const))("%s", (id, theorem) => {
  const own = entriesOf(theorem, entries);

  test("is as tight as recorded, in every cell", () => {
    const changes = compareTightness(theorem, own);
    if (changes.length > 0) {
      throw new Error(`${changes.length} changes\n${describeChanges({ id, changes })}`);
    }
  });

  test.each(theorem.coefficients)("shows a change of its coefficient %s by 1 %%, up and down", (coefficient) => {
    const isSeen = (factor: number, what: string): boolean =>
      own.some((entry) =>
        compareEntry(weakened(theorem, { [coefficient]: factor }), entry).some((change) => change.what === what),
      );
    // In some cells a term is 0, or too small to count. A bound that is divided by a term falls where that grows.
    const kinds = ["bound looser", "bound tighter"];
    expect(kinds.some((what) => isSeen(1.01, what))).toBe(true);
    expect(kinds.some((what) => isSeen(0.99, what))).toBe(true);
  });
});

/** The theorem and all that are stated in terms of it, directly or not. */
function dependants(id: string): string[] {
  const direct = theorems.filter(({ inTermsOf }) => inTermsOf?.includes(id));
  return [...new Set([id, ...direct.flatMap((theorem) => dependants(theorem.id))])];
}

test("a theorem is stated in terms of theorems of the registry only", () => {
  const ids = theorems.map(({ id }) => id);
  for (const { inTermsOf = [] } of theorems) {
    expect(ids).toEqual(expect.arrayContaining([...inTermsOf]));
  }
});

/** The functions that bounds of several theorems are made of: a theorem, and where its constants are. */
const shared: [string, string, string[]][] = [
  ["parameter-gradient", "gradientBound", ["gradientBound"]],
  ["hessian-layerwise", "hessianForm", ["hessianBound"]],
  ["hessian-closed-form", "closedForm", ["closedForm"]],
  ["restricted-strong-convexity", "optimisationBounds", ["curvatureLoss", "strongConvexity"]],
  ["descent", "optimisationBounds", ["descentSmoothness"]],
  ["rademacher", "rademacherBounds", ["rademacherBound", "depthFactor"]],
  ["loss-bound", "lossBounds", ["lossBound"]],
  ["loss-gradient", "lossBounds", ["lossGradientBound"]],
  ["loss-hessian", "lossBounds", ["lossHessianBound"]],
  ["gradient-to-loss-ratio", "lossBounds", ["gradientToLossBound"]],
  ["rademacher-odd", "rademacherBounds", ["rademacherOddBound"]],
  ["generalization", "generalizationBounds", ["generalizationBound"]],
  ["generalization-odd", "generalizationBounds", ["generalizationOddBound"]],
];

interface Arithmetic {
  of(value: number): unknown;
  multiply(...factors: unknown[]): unknown;
}

/** One shape is enough to see who is concerned: all activations, and every theorem has it. */
const ofOneShape = entries.filter(({ depth, width }) => depth === 2 && width === 2);

/** The theorems that change where functions of a file of src/theorems/ return a multiple of what they do. */
function changedBy(factor: number, name: string, functions: readonly string[]): string[] {
  const path = `../../src/theorems/${name}`;
  let found: string[] = [];
  jest.isolateModules(() => {
    jest.doMock(path, () => {
      const actual = jest.requireActual(path);
      const times = (own: (arithmetic: Arithmetic, ...rest: unknown[]) => unknown) => {
        return (arithmetic: Arithmetic, ...rest: unknown[]): unknown =>
          arithmetic.multiply(arithmetic.of(factor), own(arithmetic, ...rest));
      };
      return { ...actual, ...Object.fromEntries(functions.map((each) => [each, times(actual[each])])) };
    });
    const { theorems: changed } = require("../../src/theorems") as { theorems: readonly Theorem[] };
    const { compareEntry: compare } =
      require("../../src/tightness/compareTightness") as typeof import("../../src/tightness/compareTightness");
    found = changed
      .filter((theorem) => entriesOf(theorem, ofOneShape).some((entry) => compare(theorem, entry).length > 0))
      .map(({ id }) => id);
    jest.dontMock(path);
  });
  return found;
}

test.each(shared)(
  "a change of %s, in %s.ts, shows in those stated in terms of it, and in no other",
  (id, name, functions) => {
    expect(changedBy(1.01, name, functions).sort()).toEqual(dependants(id).sort());
  },
);
