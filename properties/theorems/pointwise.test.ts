/** Every pointwise theorem holds on random networks; its bounds are the same in every arithmetic; and a wrong one is noticed. */
import fc from "fast-check";
import { decimals } from "../../src/arithmetic/decimal";
import { float64 } from "../../src/arithmetic/float64";
import { defaultRanges } from "../../src/generators/caseRanges";
import { networkCases } from "../../src/generators/networkCases";
import { theorems } from "../../src/theorems";
import { smoothActivation } from "../../src/theorems/assumptions";
import { allOnes } from "../../src/theorems/coefficients";
import { plainNetworkExceeding } from "../../src/theorems/depthFreeLipschitzVsPlain";
import { Evaluation } from "../../src/theorems/evaluation";
import { scalesOf } from "../../src/theorems/scales";
import { checkTheorem } from "../../src/verify/checkTheorem";
import { theoremById, verifyChunk } from "../../src/verify/verifyChunk";

const pointwise = theorems.filter(({ group }) => group === "pointwise");
const decimal = decimals(40);

describe.each(pointwise.map((theorem) => [theorem.id, theorem] as const))("%s", (_, theorem) => {
  test("holds on random networks", () => {
    fc.assert(
      fc.property(theorem.cases(), (networkCase) => {
        const result = checkTheorem(theorem, new Evaluation(networkCase));
        expect(result).toMatchObject({ verdict: "holds" });
      }),
    );
  });

  test("has the same bounds in 40 digits as in float64", () => {
    const small = { ...defaultRanges, width: { from: 1, to: 4 }, inputDimension: { from: 1, to: 4 } };
    fc.assert(
      fc.property(theorem.cases(small), (networkCase) => {
        const near = theorem.bound(
          float64,
          { networkCase, scales: scalesOf(float64, networkCase) },
          allOnes(float64, theorem.coefficients),
        );
        const exact = theorem.bound(
          decimal,
          { networkCase, scales: scalesOf(decimal, networkCase) },
          allOnes(decimal, theorem.coefficients),
        );
        expect(near.length).toBe(exact.length);
        near.forEach((bound, i) => {
          // Not exact: the plain network's layer norms enter as measured in float64.
          expect(Math.abs(bound - exact[i].toNumber())).toBeLessThanOrEqual(1e-12 * bound);
        });
      }),
      { numRuns: 30 },
    );
  });

  test("states its parts", () => {
    expect(theorem.coefficients.length).toBeGreaterThan(0);
    expect(theorem.statement).toMatch(/\\/);
    expect(theorem.reference).not.toBe("");
  });
});

/** Theorems that random networks attain, or nearly: half of this term is too little, and the suite must find out. */
test.each([
  ["min-weight-norm", "distance"],
  ["activation-norm", "input"],
  ["activation-norm", "atZero"],
  ["output-bound", "output"],
  ["input-lipschitz", "output"],
  ["layer-gradient", "layer"],
  ["output-gradient", "output"],
  ["parameter-gradient", "output"],
  ["parameter-gradient", "layers"],
  ["hessian-layerwise", "output"],
  ["hessian-layerwise", "rotation"],
  ["hessian-layerwise", "curvature"],
  ["hessian-closed-form", "output"],
  ["depth-free-lipschitz-vs-plain", "layers"],
  ["activation-at-zero", "output"],
])("%s with half of its term %s is found to be violated", (id, coefficient) => {
  const plan = { theoremIds: [id], ranges: defaultRanges, seed: 1, weakenings: { [id]: { [coefficient]: 0.5 } } };
  let verdict = "holds";
  for (let from = 0; from < 20_000 && verdict !== "violated"; from += 500) {
    [{ verdict }] = verifyChunk(plan, { from, to: from + 500 });
  }
  expect(verdict).toBe("violated");
});

test("a theorem whose assumption fails is not-applicable, by name", () => {
  const smoothOnes = pointwise.filter(({ assumptions }) => assumptions.includes(smoothActivation));
  expect(smoothOnes.map(({ id }) => id)).toContain("hessian-layerwise");
  fc.assert(
    fc.property(networkCases({ ...defaultRanges, activations: ["relu"] }), (networkCase) => {
      for (const theorem of smoothOnes) {
        const expected = { verdict: "not-applicable", assumption: "A2", quantity: null, bound: null, ratio: null };
        expect(checkTheorem(theorem, new Evaluation(networkCase))).toEqual(expected);
      }
    }),
    { numRuns: 20 },
  );
});

test("the envelope does not apply to inputs beyond √m", () => {
  const theorem = theoremById("hessian-envelope");
  const network = plainNetworkExceeding(1, 1, 4);
  const scaled = { ...network, input: network.input.map((entry) => 2.001 * entry) };
  expect(checkTheorem(theorem, new Evaluation(scaled)).assumption).toBe("X <= sqrt(m)");
});

test("without normalisation the Lipschitz constant exceeds ‖v‖ by any factor; with it, by none", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 100, noNaN: true }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 8 }),
      (exponent, depth, width) => {
        const factor = 10 ** exponent;
        const evaluation = new Evaluation(plainNetworkExceeding(factor, depth, width));
        const { quantity } = checkTheorem(theoremById("depth-free-lipschitz-vs-plain"), evaluation);
        expect(Math.abs((quantity ?? 0) / factor - 1)).toBeLessThan(1e-10);
        expect(evaluation.inputGradientNorm.value).toBeLessThanOrEqual(1 + 1e-10);
      },
    ),
  );
});
