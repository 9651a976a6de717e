/** A change of a constant shows in the theorem itself and in those stated in terms of it, and in no others. */
import { join } from "node:path";
import { readRecord } from "../../src/records/recordFile";
import { builtIn, theorems } from "../../src/theorems/registry";
import type { Theorem } from "../../src/theorems/theorem";
import { tightnessRecord } from "../../src/tightness/tightnessFile";
import { entriesOf } from "../../src/tightness/tightnessSummary";
import { onlyInFull } from "../onlyInFull";

const entries = readRecord(join(__dirname, "..", "..", "fixtures", "tightness.json"), tightnessRecord(builtIn));

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
  ["loss-bound", "lossBounds", ["lossValueBound"]],
  ["loss-gradient", "lossBounds", ["lossGradientBound"]],
  ["loss-hessian", "lossBounds", ["lossHessianBound"]],
  ["gradient-to-loss-ratio", "lossBounds", ["gradientToLossBound"]],
  ["rademacher-odd", "rademacherBounds", ["rademacherOddBound"]],
  ["generalization", "generalizationBounds", ["generalizationBound"]],
  ["generalization-odd", "generalizationBounds", ["generalizationOddBound"]],
  ["hessian-closed-form-sharp", "sharpClosedForm", ["sharpClosedForm"]],
  ["hessian-measured", "measuredForm", ["measuredBound"]],
  ["rademacher-sharp", "sharpDepthFactor", ["sharpDepthFactor"]],
  ["generalization-sharp", "generalizationBounds", ["generalizationSharpBound"]],
];

interface Arithmetic {
  of(value: number): unknown;
  multiply(...factors: unknown[]): unknown;
}

/** One shape is enough to see who is concerned: all activations, and every theorem has it. */
const ofOneShape = entries.filter(({ depth, width }) => depth === 2 && width === 2);

/** The theorems that change where functions of a file of src/bounds/ return a multiple of what they do. */
function changedBy(factor: number, name: string, functions: readonly string[]): string[] {
  const path = `../../src/bounds/${name}`;
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
    const { theorems: changed } = require("../../src/theorems/registry") as { theorems: readonly Theorem[] };
    const { compareEntry: compare } =
      require("../../src/tightness/compareTightness") as typeof import("../../src/tightness/compareTightness");
    found = changed
      .filter((theorem) => entriesOf(theorem, ofOneShape).some((entry) => compare(theorem, entry).length > 0))
      .map(({ id }) => id);
    jest.dontMock(path);
  });
  return found;
}

onlyInFull.each(shared)(
  "a change of %s, in %s.ts, shows in those stated in terms of it, and in no other",
  (id, name, functions) => {
    expect(changedBy(1.01, name, functions).sort()).toEqual(dependants(id).sort());
  },
);
