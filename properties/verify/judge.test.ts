/** The judge: violations are confirmed, artefacts of rounding are not, whatever float64 says. */
import fc from "fast-check";
import { defaultRanges } from "../../src/generators/caseRanges";
import { networkCases } from "../../src/generators/networkCases";
import { Evaluation } from "../../src/measurement/evaluation";
import type { Quantity } from "../../src/measurement/quantity";
import { activationNamed } from "../../src/network/activation";
import { createNetwork } from "../../src/network/network";
import type { NetworkCase } from "../../src/network/networkCase";
import { defineTheorem, type Theorem } from "../../src/theorems/theorem";
import { weakened } from "../../src/theorems/weakening";
import { checkJudged } from "../../src/verify/checkJudged";
import { checkTheorem } from "../../src/verify/checkTheorem";
import { judge } from "../../src/verify/judge";
import { settleViolation } from "../../src/verify/settleViolations";
import { quickOrFull } from "../depth";
import { theoremById } from "../reference/theoremById";

const small = {
  ...defaultRanges,
  width: { from: 1, to: 3 },
  depth: { from: 1, to: 3 },
  inputDimension: { from: 1, to: 3 },
};

const identity = { activation: activationNamed("identity", "activation"), shift: 0 };

/** |f| <= ‖v‖ A_L for one row (0, 1), v = 2 and x = (0, x₂): attained, f = 2 x₂. */
function attaining(entry: number): NetworkCase {
  const network = createNetwork({
    activation: identity,
    layers: [Float64Array.of(0, 1)],
    output: Float64Array.of(2),
  });
  return { network, input: Float64Array.of(0, entry) };
}

/** |x₁| <= 1, with a measurement of the caller's. */
function theoremOn(measure: (entry: number) => Quantity): Theorem {
  return defineTheorem({
    id: "first-entry",
    group: "pointwise",
    reference: "no paper",
    statement: String.raw`|x_1| \le 1`,
    assumptions: [],
    coefficients: ["one"],
    measure: ({ networkCase }) => [measure(networkCase.input[0])],
    bound: ({ of, multiply }, _, { one }) => [multiply(one, of(1))],
  });
}

const entered = (entry: number): NetworkCase => ({ ...attaining(0), input: Float64Array.of(entry, 0) });

test("the numbers of a confirmed violation, in 50 digits", () => {
  const judgement = judge(weakened(theoremById("output-bound"), { output: 0.75 }), attaining(3));
  expect(judgement).toMatchObject({ verdict: "confirmed", digits: 50, quantity: "6", beyondError: false });
  expect(Number(judgement.bound)).toBe(4.5);
  expect(judgement.ratio).toBe(`1.${"3".repeat(49)}`);
});

test("a theorem that holds is never confirmed to be violated, attained or not", () => {
  fc.assert(
    fc.property(networkCases(small), (networkCase) => {
      for (const id of ["output-bound", "input-lipschitz", "parameter-gradient", "layer-gradient"]) {
        expect(judge(theoremById(id), networkCase).verdict).toBe("numerical artefact");
      }
    }),
    { numRuns: quickOrFull(2, 8) },
  );
});

test("whatever is violated by a clear margin in float64 is confirmed", () => {
  for (const id of ["output-bound", "output-gradient", "hessian-layerwise", "parameter-gradient"]) {
    const theorem = weakened(theoremById(id), { output: 0.5 });
    const violating = fc
      .sample(theorem.cases(small), { numRuns: 400, seed: 11 })
      .filter((found) => (checkTheorem(theorem, new Evaluation(found)).ratio ?? 0) > 1.01);
    expect(violating.length).toBeGreaterThan(0);
    for (const networkCase of violating.slice(0, quickOrFull(1, 5))) {
      expect(judge(theorem, networkCase).verdict).toBe("confirmed");
    }
  }
});

test("rounding that claims to be none: an artefact, with the digits it cost, and the code is suspected", () => {
  const lying = theoremOn((entry) => ({
    value: entry + 1e-10,
    error: 0,
    converged: true,
    again: ({ of }) => of(entry),
  }));
  const { verdict, judgement } = checkJudged(lying, new Evaluation(entered(1)));
  expect(verdict).toBe("undecided");
  expect(judgement).toMatchObject({ verdict: "numerical artefact", quantity: "1", bound: "1", beyondError: true });
  // 1e-10 in units of 2⁻⁵³.
  expect(judgement?.digitsLost).toBeCloseTo(Math.log10(1e-10 * 2 ** 53), 1);
});

test("an excess that decimals see is confirmed, in as many digits as show it: 1e-40 in 50, 1e-60 in 61", () => {
  const exceedingBy = (inverse: number): Theorem =>
    theoremOn((entry) => ({
      value: entry + 1e-10,
      error: 0,
      converged: true,
      again: ({ of, add, divide }) => add(of(entry), divide(of(1), of(inverse))),
    }));
  const found = (inverse: number) => judge(exceedingBy(inverse), entered(1));
  expect(found(1e40)).toMatchObject({ verdict: "confirmed", digits: 50, quantity: `1.${"0".repeat(39)}1`, bound: "1" });
  expect(found(1e60)).toMatchObject({ verdict: "confirmed", digits: 61, quantity: `1.${"0".repeat(59)}1`, bound: "1" });
  for (let exponent = 45; exponent <= 110; exponent += 5) {
    const { verdict, quantity, bound } = found(10 ** exponent);
    expect([exponent, verdict, quantity === bound]).toEqual([exponent, "confirmed", false]);
  }
  // Beyond the digits carried, the two sides are one number, and nothing is confirmed.
  expect(found(1e200)).toMatchObject({ verdict: "numerical artefact", digits: 50, quantity: "1", bound: "1" });
  expect(judge(exceedingBy(-1e60), entered(1))).toMatchObject({ verdict: "numerical artefact" });
});

test("without a route of its own a quantity is not judged, and the violation stays one", () => {
  const routeless = theoremOn((entry) => ({ value: entry, error: 0, converged: true }));
  const { verdict, judgement } = checkJudged(routeless, new Evaluation(entered(2)));
  expect(verdict).toBe("violated");
  expect(judgement).toMatchObject({ verdict: "not judged", quantity: null, reason: expect.stringMatching(/route/) });
});

test("where shrinking drifts to an artefact, it goes back to what decimals confirm", () => {
  // True beyond 2; float64 is wrong on whole numbers, which are the simplest ones.
  const driftsToWholeNumbers = theoremOn((entry) => ({
    value: entry > 2 || Number.isInteger(entry) ? 5 : 0,
    error: 0,
    converged: true,
    again: ({ of }) => (entry > 2 && !Number.isInteger(entry) ? of(5) : of(0)),
  }));
  const violation = settleViolation(driftsToWholeNumbers, entered(2.625), defaultRanges);
  expect(violation?.judgement.verdict).toBe("confirmed");
  expect(violation?.networkCase.input[0]).toBeGreaterThan(2);
  expect(violation?.networkCase.input[0] ?? 0).not.toBe(2.625);
  const artefact = settleViolation(driftsToWholeNumbers, entered(2), defaultRanges);
  expect(artefact?.judgement.verdict).toBe("numerical artefact");
});
