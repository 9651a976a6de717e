/** Every pointwise theorem holds on random networks; its bounds are the same in every arithmetic; and a wrong one is noticed. */
import fc from "fast-check";
import { plainNetworkExceeding } from "../../src/theorems/depthFreeLipschitzVsPlain";
import { Evaluation } from "../../src/theorems/evaluation";
import { checkTheorem } from "../../src/verify/checkTheorem";
import { theoremById } from "../../src/verify/verifyChunk";
import { isFoundViolated, testTheorems } from "../reference/theoremProperties";

testTheorems("pointwise");

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
  expect(isFoundViolated(id, coefficient, 0.5)).toBe(true);
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
