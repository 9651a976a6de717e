/** The pointwise theorems on networks with gains, biases and widths of their own; and which of their bounds is never above which. */
import fc from "fast-check";
import { float64 } from "../../src/arithmetic/float64";
import { median } from "../../src/arithmetic/median";
import { allOnes } from "../../src/bounds/coefficients";
import { sharpDepthFactor } from "../../src/bounds/sharpDepthFactor";
import { type CaseRanges, defaultRanges } from "../../src/generators/caseRanges";
import { networkCases } from "../../src/generators/networkCases";
import { Evaluation } from "../../src/measurement/evaluation";
import { relativeBoundRounding } from "../../src/measurement/rounding";
import type { NetworkCase } from "../../src/network/networkCase";
import type { Theorem } from "../../src/theorems/theorem";
import { checkJudged } from "../../src/verify/checkJudged";
import { checkTheorem, type TheoremResult } from "../../src/verify/checkTheorem";
import { whereResolved } from "../../src/verify/resolution";
import { quickOrFull } from "../depth";
import { smoothPaperActivationNames } from "../reference/paperActivations";
import { theoremById } from "../reference/theoremById";
import { theoremsOf } from "../reference/theoremProperties";

const general: CaseRanges = { ...defaultRanges, networks: "general" };
const smooth: CaseRanges = { ...general, activations: smoothPaperActivationNames };

/** The bounds of a theorem, one for each of its places, and how far they may be off. */
function boundsOf(id: string, networkCase: NetworkCase) {
  const theorem = theoremById(id);
  const evaluation = new Evaluation(networkCase);
  const bounds = theorem.bound(float64, evaluation, allOnes(float64, theorem.coefficients));
  return { bounds, errors: theorem.boundErrors?.(evaluation) ?? bounds.map(() => 0) };
}

/** Norms of blocks are roots of sums of products of four numbers and more: those of tiny numbers underflow on the way, and their ends are far apart. */
const UNDERFLOW = 1e-50;

/** Asserts that no bound of the first theorem is above that of the second, up to rounding. */
function expectNotAbove(sharper: string, looser: string, networkCase: NetworkCase, slack = 0): void {
  const small = boundsOf(sharper, networkCase);
  const large = boundsOf(looser, networkCase);
  const rounding = 2 * relativeBoundRounding(networkCase) + slack;
  for (const [i, bound] of small.bounds.entries()) {
    const most = large.bounds[i] + large.errors[i];
    expect(bound - small.errors[i]).toBeLessThanOrEqual(most * (1 + rounding) + UNDERFLOW);
  }
}

const settled = (theorem: Theorem, evaluation: Evaluation): TheoremResult => checkJudged(theorem, evaluation).result;

test("networks are drawn with rows trained and with all parameters, with plain outputs and normalised ones", () => {
  const drawn = fc.sample(networkCases(general), { numRuns: 100, seed: 1 });
  const count = (holds: (networkCase: NetworkCase) => boolean): number => drawn.filter(holds).length;
  expect(count(({ parameters }) => parameters === "all")).toBeGreaterThan(20);
  expect(count(({ parameters }) => parameters !== "all")).toBeGreaterThan(20);
  expect(count(({ network }) => network.outputGain !== null)).toBeGreaterThan(10);
  expect(count(({ network }) => network.outputGain === null)).toBeGreaterThan(10);
});

test("every pointwise theorem holds, or says by name why it does not apply", () => {
  const theorems = theoremsOf("pointwise");
  const applied = new Set<string>();
  fc.assert(
    fc.property(networkCases(general), (networkCase) => {
      const evaluation = new Evaluation(networkCase);
      for (const theorem of theorems) {
        const result = whereResolved(checkTheorem(theorem, evaluation));
        // What float64 leaves open is enclosed, as for a network that somebody asks about.
        const { verdict, assumption } = result.verdict === "undecided" ? settled(theorem, evaluation) : result;
        expect([theorem.id, verdict, assumption]).toEqual([
          theorem.id,
          verdict === "not-applicable" ? verdict : "holds",
          verdict === "not-applicable" ? expect.any(String) : undefined,
        ]);
        if (verdict === "holds") {
          applied.add(theorem.id);
        }
      }
    }),
    { numRuns: quickOrFull(30, 300) },
  );
  const ofPaperAlone = theorems.filter(({ assumptions }) => assumptions.some(({ name }) => name === "paper's network"));
  const others = theorems.filter((theorem) => !ofPaperAlone.includes(theorem)).map(({ id }) => id);
  expect([...applied]).toEqual(expect.arrayContaining(others));
});

test.each([
  ["hessian-measured", "hessian-layerwise", 0],
  // Upper ends of enclosures: where the parts of a block cancel, its root has half of the digits, 3e-5 once in thousands of networks.
  ["hessian-measured-blocks", "hessian-measured", 1e-3],
  ["hessian-local", "hessian-layerwise", 0],
  ["input-lipschitz-local", "input-lipschitz", 0],
  ["gradient-local", "parameter-gradient", 0],
])("%s is never above %s", (sharper, looser, slack) => {
  fc.assert(
    fc.property(networkCases(smooth), (networkCase) => {
      expectNotAbove(sharper, looser, networkCase, slack);
    }),
    { numRuns: quickOrFull(30, 300) },
  );
});

test("hessian-local of sigmoid is a twelfth of hessian-layerwise in the median over depths 1 to 4", () => {
  const ranges = {
    ...defaultRanges,
    activations: ["sigmoid"],
    depth: { from: 1, to: 4 },
    width: { from: 1, to: 6 },
  };
  const ratios = fc.sample(networkCases(ranges), { numRuns: 400, seed: 13 }).flatMap((networkCase) => {
    const [[local], [layerwise]] = ["hessian-local", "hessian-layerwise"].map((id) => boundsOf(id, networkCase).bounds);
    // Without output weights both are 0.
    return layerwise > 0 ? [local / layerwise] : [];
  });
  expect(ratios.length).toBeGreaterThan(350);
  const middle = median(ratios) ?? Number.NaN;
  expect([middle, middle > 1 / 14 && middle < 1 / 10]).toEqual([middle, true]);
});

test("the sharper closed form is never above the paper's, on the paper's networks", () => {
  fc.assert(
    fc.property(networkCases({ ...smooth, networks: "paper" }), (networkCase) => {
      expectNotAbove("hessian-closed-form-sharp", "hessian-closed-form", networkCase);
    }),
    { numRuns: quickOrFull(30, 300) },
  );
});

test("c_L is at most √(2 L ln 2) + 1 at every depth, and 1 at none", () => {
  for (let depth = 1; depth <= 200; depth++) {
    const factor = sharpDepthFactor(float64, depth);
    expect(factor).toBeGreaterThan(1);
    expect(factor).toBeLessThanOrEqual(Math.sqrt(2 * depth * Math.LN2) + 1);
  }
});
