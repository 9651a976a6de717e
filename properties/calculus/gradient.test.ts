/** The gradient against central differences of the value, part by part, and its Euler identity for each row alone. */
import fc from "fast-check";
import { euclideanNorm } from "../../src/arithmetic/euclideanNorm";
import { gradientNorms, parameterGradient } from "../../src/calculus/gradient";
import { plainInputGradient } from "../../src/calculus/plainGradient";
import { propagate, valueAt } from "../../src/calculus/propagation";
import { layerOffsets, parametersOf, withParameters } from "../../src/network/layout";
import type { NetworkCase } from "../../src/network/networkCase";
import { differentiableCases } from "../reference/differentiableCases";

/** Central differences with step h have an error of h² times a third derivative, and of u/h: both near 1e-10 at this h. */
const STEP = 1e-5;
const TOLERANCE = 1e-7;

function valueAtCase(networkCase: NetworkCase): number {
  return propagate(networkCase).value;
}

test("∇_θ f is the central difference of f in each parameter", () => {
  fc.assert(
    fc.property(differentiableCases, ({ network, input }) => {
      const parameters = parametersOf(network);
      const gradient = parameterGradient(propagate({ network, input }));
      parameters.forEach((_, i) => {
        const at = (step: number): number =>
          valueAtCase({ network: withParameters(network, parameters.with(i, parameters[i] + step)), input });
        expect(Math.abs((at(STEP) - at(-STEP)) / (2 * STEP) - gradient[i])).toBeLessThan(TOLERANCE);
      });
    }),
  );
});

test("∇_x f is the central difference of f in each input", () => {
  fc.assert(
    fc.property(differentiableCases, ({ network, input }) => {
      const propagation = propagate({ network, input });
      input.forEach((_, j) => {
        const at = (step: number): number => valueAt(propagation, input.with(j, input[j] + step));
        expect(Math.abs((at(STEP) - at(-STEP)) / (2 * STEP) - propagation.inputGradient[j])).toBeLessThan(TOLERANCE);
      });
    }),
  );
});

test("the plain network's ∇_x is that of WeightNorm when every row has norm 1", () => {
  fc.assert(
    fc.property(differentiableCases, (networkCase) => {
      const propagation = propagate(networkCase);
      const layers = propagation.layers.map(({ unitRows }) => unitRows);
      const plain = plainInputGradient({ ...networkCase, network: { ...networkCase.network, layers } });
      plain.forEach((entry, j) => {
        expect(Math.abs(entry - propagation.inputGradient[j])).toBeLessThan(1e-12);
      });
    }),
  );
});

test("valueAt is the value of a new propagation", () => {
  fc.assert(
    fc.property(differentiableCases, ({ network, input }) => {
      const other = input.map((entry) => 1 - entry);
      expect(valueAt(propagate({ network, input }), other)).toBe(valueAtCase({ network, input: other }));
    }),
  );
});

test("the norms are those of the gradient's blocks", () => {
  fc.assert(
    fc.property(differentiableCases, (networkCase) => {
      const { network } = networkCase;
      const propagation = propagate(networkCase);
      const norms = gradientNorms(propagation);
      const gradient = parameterGradient(propagation);
      const offsets = layerOffsets(network);
      const near = (found: number, expected: number): void =>
        expect(Math.abs(found - expected)).toBeLessThan(1e-13 * (1 + expected));
      norms.layers.forEach((norm, l) => {
        near(norm, euclideanNorm(gradient.subarray(offsets[l], offsets[l + 1])));
      });
      near(norms.output, euclideanNorm(gradient.subarray(offsets[network.depth])));
      near(norms.parameters, euclideanNorm(gradient));
      near(norms.input, euclideanNorm(propagation.inputGradient));
    }),
  );
});
