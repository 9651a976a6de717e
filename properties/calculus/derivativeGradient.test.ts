/** Gradients of f, of slopes and of curvatures along a direction, against central differences and dual numbers. */
import fc from "fast-check";
import { type Dual, dualOf, duals } from "../../src/arithmetic/dual";
import { activationNormGradient, type CaseGradient, derivativeGradient } from "../../src/calculus/derivativeGradient";
import { fullHessian } from "../../src/calculus/hessianOperator";
import { propagate } from "../../src/calculus/propagation";
import { thirdDerivative } from "../../src/calculus/thirdDerivative";
import { defaultRanges } from "../../src/generators/caseRanges";
import { networkCases } from "../../src/generators/networkCases";
import { activationNamed, smoothActivationNames } from "../../src/network/activation";
import { parametersOf, withParameters } from "../../src/network/layout";
import type { NetworkCase } from "../../src/network/networkCase";
import { quickOrFull } from "../depth";
import { unitVector } from "../reference/unitVector";

const ranges = {
  ...defaultRanges,
  depth: { from: 1, to: 4 },
  width: { from: 1, to: 5 },
  inputDimension: { from: 1, to: 5 },
  // Rows of norm near 1, and φ‴ without jumps.
  activations: smoothActivationNames.filter((name) => !["parabolic", "selu"].includes(name)),
};
const cases = networkCases(ranges).map(({ network, input }) => ({ network: withUnitRows(network), input }));
const runs = { numRuns: quickOrFull(60, 600) };
const STEP = 1e-5;

function withUnitRows(network: NetworkCase["network"]) {
  const theta = parametersOf(network);
  const { layers } = propagate({ network, input: new Float64Array(network.inputDimension) });
  let offset = 0;
  for (const { unitRows } of layers) {
    theta.set(unitRows, offset);
    offset += unitRows.length;
  }
  return withParameters(network, theta);
}

/** θ, x and the shift moved along one direction of each. */
function moved({ network, input }: NetworkCase, by: CaseGradient, t: number): NetworkCase {
  const theta = parametersOf(network).map((each, i) => each + t * by.parameters[i]);
  const { activation, shift } = network.activation;
  const shifted = { ...withParameters(network, theta), activation: { activation, shift: shift + t * by.shift } };
  return { network: shifted, input: input.map((each, i) => each + t * by.input[i]) };
}

/** The derivative of a number along a random direction, by its gradient and by central differences. */
function expectGradient(
  networkCase: NetworkCase,
  seed: number,
  number: (at: NetworkCase) => number,
  gradient: CaseGradient,
) {
  const P = gradient.parameters.length;
  const by = {
    parameters: unitVector(P, seed),
    input: unitVector(networkCase.input.length, seed + 1),
    shift: 0.5,
  };
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, each, i) => sum + each * b[i], 0);
  const slope = dot(gradient.parameters, by.parameters) + dot(gradient.input, by.input) + gradient.shift * by.shift;
  const [up, down] = [STEP, -STEP].map((t) => number(moved(networkCase, by, t)));
  const size = 1 + Math.abs(up) + Math.abs(slope);
  expect(Math.abs((up - down) / (2 * STEP) - slope)).toBeLessThan(1e-5 * size);
}

test.each([0, 1, 2] as const)("derivatives of order %i along a direction of θ and x", (order) => {
  fc.assert(
    fc.property(cases, fc.nat(1e6), (networkCase, seed) => {
      const propagation = propagate(networkCase);
      const parameters = unitVector(parametersOf(networkCase.network).length, seed);
      const direction = { parameters, input: unitVector(networkCase.input.length, seed + 7) };
      const number = (at: NetworkCase) => derivativeGradient(propagate(at), order, direction).value;
      expectGradient(networkCase, seed, number, derivativeGradient(propagation, order, direction).gradient);
    }),
    runs,
  );
});

test("the second derivative along a direction of θ is that of the Hessian operator", () => {
  fc.assert(
    fc.property(cases, fc.nat(1e6), (networkCase, seed) => {
      const propagation = propagate(networkCase);
      const hessian = fullHessian(propagation);
      const parameters = unitVector(hessian.dimension, seed);
      const product = new Float64Array(hessian.dimension);
      hessian.apply(parameters, product);
      const expected = product.reduce((sum, each, i) => sum + each * parameters[i], 0);
      const { value } = derivativeGradient(propagation, 2, { parameters });
      expect(Math.abs(value - expected)).toBeLessThan(1e-12 * (1 + Math.hypot(...product)));
    }),
    runs,
  );
});

test("norms of activations", () => {
  fc.assert(
    fc.property(cases, fc.nat(1e6), (networkCase, seed) => {
      for (let l = 0; l <= networkCase.network.depth; l++) {
        const norm = (at: NetworkCase) => {
          const { input, layers } = propagate(at);
          return Math.hypot(...(l === 0 ? input : layers[l - 1].outgoing));
        };
        // At 0 a norm has no gradient.
        if (norm(networkCase) > 1e-2) {
          expectGradient(networkCase, seed, norm, activationNormGradient(propagate(networkCase), l));
        }
      }
    }),
    runs,
  );
});

test.each(smoothActivationNames)("φ‴ of %s is the slope of φ″", (name) => {
  const activation = activationNamed(name, "");
  const jet = new Float64Array(3);
  const curvature = (z: number) => {
    activation.jet(z, jet);
    return jet[2];
  };
  for (const z of [-2.3, -0.7, -0.01, 0.4, 0.9, 1.7, 3.1]) {
    const slope = (curvature(z + STEP) - curvature(z - STEP)) / (2 * STEP);
    expect(Math.abs(thirdDerivative(activation, z) - slope)).toBeLessThan(1e-8);
  }
});

test("every operation of dual numbers has its derivative", () => {
  const number = fc.double({ min: 0.1, max: 3, noNaN: true });
  const formulas = {
    sums:
      ({ add, subtract, negate, of }) =>
      (a, b) =>
        add(a, negate(b), subtract(of(2), a), a),
    products:
      ({ multiply, divide }) =>
      (a, b) =>
        divide(multiply(a, a, b), multiply(b, b, b)),
    magnitudes:
      ({ absolute, maximum, minimum, negate }) =>
      (a, b) =>
        maximum(absolute(negate(a)), minimum(a, b)),
    roots:
      ({ squareRoot, hypotenuse }) =>
      (a, b) =>
        hypotenuse([squareRoot(a), b, b]),
    powers:
      ({ exponential, logarithm, logarithmOnePlus, add }) =>
      (a, b) =>
        add(exponential(a), logarithm(b), logarithmOnePlus(a)),
    waves:
      ({ sine, cosine, arctangent, hyperbolicTangent, add }) =>
      (a, b) =>
        add(sine(a), cosine(b), arctangent(a), hyperbolicTangent(b)),
    errors:
      ({ errorFunction, complementaryErrorFunction, subtract }) =>
      (a, b) =>
        subtract(errorFunction(a), complementaryErrorFunction(b)),
    roots_of_matrices:
      ({ perronRoot, multiply }) =>
      (a, b) =>
        perronRoot([
          [a, b, a],
          [b, multiply(a, b), b],
          [a, b, b],
        ]),
  } satisfies Record<string, (arithmetic: typeof duals) => (a: Dual, b: Dual) => Dual>;
  fc.assert(
    fc.property(number, number, number, (x, y, direction) => {
      for (const formula of Object.values(formulas)) {
        const f = formula(duals);
        const { value, rate } = f(dualOf(x, 1), dualOf(y, direction));
        const [up, down] = [STEP, -STEP].map((t) => f(dualOf(x + t, 0), dualOf(y + t * direction, 0)).value);
        expect(Number.isFinite(value)).toBe(true);
        // Where x = y, a maximum has a kink.
        if (Math.abs(x - y) > 1e-3) {
          expect(Math.abs((up - down) / (2 * STEP) - rate)).toBeLessThan(1e-6 * (1 + Math.abs(rate)));
        }
      }
    }),
    { numRuns: 200 },
  );
});
