/** Every pointwise theorem holds on random networks; its bounds are the same in every arithmetic; and a wrong one is noticed. */

import fc from "fast-check";
import { float64 } from "../../src/arithmetic/float64";
import { allOnes } from "../../src/bounds/coefficients";
import { scalesOf } from "../../src/bounds/scales";
import { Evaluation } from "../../src/measurement/evaluation";
import { activationNamed } from "../../src/network/activation";
import { createNetwork } from "../../src/network/network";
import { plainNetworkExceeding } from "../../src/theorems/pointwise/depthFreeLipschitzVsPlain";
import { checkTheorem } from "../../src/verify/checkTheorem";
import { onlyInFull } from "../onlyInFull";
import { theoremById } from "../reference/theoremById";
import { isFoundViolated, testTheorems } from "../reference/theoremProperties";

testTheorems("pointwise");

/** Theorems that random networks attain, or nearly: half of this term is too little, and the suite must find out. */
onlyInFull.each([
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

test.each([
  ["hessian-layerwise", "hessianForm"],
  ["hessian-closed-form", "closedForm"],
  ["hessian-envelope", "hessian-envelope"],
])("%s has no bound without β, and says so", (id, place) => {
  const relu = { activation: activationNamed("relu", "activation"), shift: 0 };
  const network = createNetwork({
    activation: relu,
    layers: [Float64Array.of(1, 2), Float64Array.of(1)],
    output: Float64Array.of(1),
  });
  const networkCase = { network, input: Float64Array.of(1, 0) };
  const theorem = theoremById(id);
  const input = { networkCase, scales: scalesOf(float64, networkCase) };
  expect(() => theorem.bound(float64, input, allOnes(float64, theorem.coefficients))).toThrow(
    new RangeError(`${place}: the activation is not smooth (A2 fails)`),
  );
});
