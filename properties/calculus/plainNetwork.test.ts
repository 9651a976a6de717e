/** Networks without normalisation: central differences, closed forms, Euler's identity, and what ties them to WeightNorm. */
import fc from "fast-check";
import { euclideanNorm } from "../../src/arithmetic/euclideanNorm";
import { innerProduct } from "../../src/arithmetic/innerProduct";
import { parameterGradient } from "../../src/calculus/gradient";
import { fullHessian } from "../../src/calculus/hessianOperator";
import { plainInputGradient, plainParameterGradient } from "../../src/calculus/plainGradient";
import { plainHessian } from "../../src/calculus/plainHessianOperator";
import { propagatePlain } from "../../src/calculus/plainPropagation";
import { propagate } from "../../src/calculus/propagation";
import { entriesOf, type SymmetricOperator } from "../../src/calculus/symmetricOperator";
import { activationNamed } from "../../src/network/activation";
import { layerOffsets, parametersOf, withParameters } from "../../src/network/layout";
import { createNetwork, fanIn } from "../../src/network/network";
import type { NetworkCase } from "../../src/network/networkCase";
import { spectralNorm } from "../../src/spectrum/spectralNorm";
import { quickOrFull } from "../depth";
import { denseSpectralNorm } from "../reference/denseSpectrum";
import { differentiableCases } from "../reference/differentiableCases";
import { largestDifference } from "../reference/largestDifference";

/** Rows of 1e3 give a plain network derivatives of 1e12, of which differences with a fixed step tell nothing. */
const LARGEST_WEIGHT = 1;
const STEP = 1e-5;

const cases = differentiableCases.map(({ network, input }) => {
  const layers = network.layers.map((weights) => {
    const largest = weights.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
    return weights.map((entry) => (entry * LARGEST_WEIGHT) / Math.max(LARGEST_WEIGHT, largest));
  });
  return { network: createNetwork({ ...network, layers }), input };
});
const unitRowCases = differentiableCases.map(({ network, input }) => {
  const layers = propagate({ network, input }).layers.map(({ unitRows }) => unitRows);
  return { network: createNetwork({ ...network, layers }), input };
});
const linear = { activation: activationNamed("identity", "activation"), shift: 0 };
const linearCases = cases.map(({ network, input }) => ({ network: { ...network, activation: linear }, input }));

function productOf({ dimension, apply }: SymmetricOperator, direction: Float64Array): Float64Array {
  const product = new Float64Array(dimension).fill(Number.NaN);
  apply(direction, product);
  return product;
}

/** (F(+h) - F(-h))/2h, entry by entry. */
function centralDifference(at: (step: number) => Float64Array): Float64Array {
  const below = at(-STEP);
  return at(STEP).map((entry, k) => (entry - below[k]) / (2 * STEP));
}

test("∇_x f and ∇_θ f are the central differences of f", () => {
  fc.assert(
    fc.property(cases, ({ network, input }) => {
      const parameters = parametersOf(network);
      const valuesAt = (networkCase: NetworkCase): Float64Array => Float64Array.of(propagatePlain(networkCase).value);
      const ofInput = input.map(
        (_, j) => centralDifference((h) => valuesAt({ network, input: input.with(j, input[j] + h) }))[0],
      );
      const ofParameters = parameters.map(
        (_, k) =>
          centralDifference((h) =>
            valuesAt({ network: withParameters(network, parameters.with(k, parameters[k] + h)), input }),
          )[0],
      );
      const gradient = plainParameterGradient(propagatePlain({ network, input }));
      expect(largestDifference(ofInput, plainInputGradient({ network, input }))).toBeLessThan(1e-5);
      expect(largestDifference(ofParameters, gradient)).toBeLessThan(1e-5);
    }),
  );
});

test("the Hessian's rows are central differences of the gradient", () => {
  fc.assert(
    fc.property(cases, ({ network, input }) => {
      const parameters = parametersOf(network);
      const entries = entriesOf(plainHessian(propagatePlain({ network, input })));
      const scale = 1 + euclideanNorm(entries);
      parameters.forEach((parameter, k) => {
        const row = centralDifference((h) =>
          plainParameterGradient(
            propagatePlain({ network: withParameters(network, parameters.with(k, parameter + h)), input }),
          ),
        );
        const expected = entries.subarray(k * parameters.length, (k + 1) * parameters.length);
        expect(largestDifference(row, expected)).toBeLessThan(1e-6 * scale);
      });
    }),
    { numRuns: quickOrFull(25, 100) },
  );
});

test("the Hessian is symmetric", () => {
  fc.assert(
    fc.property(cases, (networkCase) => {
      const hessian = plainHessian(propagatePlain(networkCase));
      const entries = entriesOf(hessian);
      const n = hessian.dimension;
      const transposed = entries.map((_, k) => entries[(k % n) * n + Math.floor(k / n)]);
      expect(largestDifference(entries, transposed)).toBeLessThanOrEqual(1e-13 * euclideanNorm(entries));
    }),
  );
});

test("its spectral norm is that of a dense solver", () => {
  fc.assert(
    fc.property(cases, (networkCase) => {
      const hessian = plainHessian(propagatePlain(networkCase));
      const entries = entriesOf(hessian);
      const expected = denseSpectralNorm(entries, hessian.dimension);
      const { value } = spectralNorm(hessian, { productError: 1e-14 * euclideanNorm(entries) });
      expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-10 * expected);
    }),
    { numRuns: quickOrFull(25, 100) },
  );
});

test("with unit rows f and ∇_x f are those of WeightNorm, and ∇_{W_i} f differs by its part along the row", () => {
  fc.assert(
    fc.property(unitRowCases, (networkCase) => {
      const { network } = networkCase;
      const normalised = propagate(networkCase);
      const plain = propagatePlain(networkCase);
      expect(Math.abs(plain.value - normalised.value)).toBeLessThan(1e-12);
      expect(largestDifference(plain.inputGradient, normalised.inputGradient)).toBeLessThan(1e-12);
      const gradient = plainParameterGradient(plain);
      for (const row of rowsOf(networkCase, parametersOf(network))) {
        const block = gradient.subarray(row.begin, row.end);
        const along = innerProduct(block, row.values);
        block.forEach((entry, j) => {
          block[j] = entry - along * row.values[j];
        });
      }
      expect(largestDifference(gradient, parameterGradient(normalised))).toBeLessThan(1e-12);
    }),
  );
});

test("with unit rows, along directions that turn the rows, the curvature is WeightNorm's but for ü = -|D_i|² u", () => {
  fc.assert(
    fc.property(unitRowCases, fc.infiniteStream(fc.integer({ min: -9, max: 9 })), (networkCase, digits) => {
      const plain = propagatePlain(networkCase);
      const gradient = plainParameterGradient(plain);
      const direction = gradient.map(() => digits.next().value / 9);
      let ofTurning = 0;
      for (const { begin, end, values } of rowsOf(networkCase, parametersOf(networkCase.network))) {
        const block = direction.subarray(begin, end);
        const along = innerProduct(block, values);
        block.forEach((entry, j) => {
          block[j] = entry - along * values[j];
        });
        ofTurning -= innerProduct(block, block) * innerProduct(gradient.subarray(begin, end), values);
      }
      const curvature = (hessian: SymmetricOperator): number => innerProduct(productOf(hessian, direction), direction);
      const expected = curvature(plainHessian(plain)) + ofTurning;
      const scale = innerProduct(direction, direction) + 1;
      expect(Math.abs(curvature(fullHessian(propagate(networkCase))) - expected)).toBeLessThan(1e-12 * scale);
    }),
  );
});

test("Euler: with the identity f is homogeneous of degree 1 in each layer, so <∇f, θ> = (L + 1) f and Hess f θ = L ∇f", () => {
  fc.assert(
    fc.property(linearCases, (networkCase) => {
      const { depth } = networkCase.network;
      const parameters = parametersOf(networkCase.network);
      const plain = propagatePlain(networkCase);
      const gradient = plainParameterGradient(plain);
      const tolerance = 1e-12 * (1 + euclideanNorm(gradient) * euclideanNorm(parameters));
      expect(Math.abs(innerProduct(gradient, parameters) - (depth + 1) * plain.value)).toBeLessThan(tolerance);
      const product = productOf(plainHessian(plain), parameters);
      const expected = gradient.map((entry) => depth * entry);
      expect(largestDifference(product, expected)).toBeLessThan(tolerance);
    }),
  );
});

test("closed form, L = 1, identity: ‖Hess f‖ = ‖x‖/√m, whatever the weights", () => {
  fc.assert(
    fc.property(
      linearCases.filter(({ network }) => network.depth === 1),
      (networkCase) => {
        const hessian = plainHessian(propagatePlain(networkCase));
        const expected = euclideanNorm(networkCase.input) / Math.sqrt(networkCase.network.width);
        expect(Math.abs(spectralNorm(hessian).value - expected)).toBeLessThanOrEqual(1e-10 * expected);
      },
    ),
    { numRuns: quickOrFull(12, 50) },
  );
});

test.each([
  [1, 3],
  [2, 2],
  [2, 0.5],
  [12, 2],
])("closed form, one neuron, depth %i, all numbers %d: f = c^(L+1), ‖Hess f‖ = L c^(L-1)", (depth, c) => {
  const layers = Array.from({ length: depth }, () => Float64Array.of(c));
  const network = createNetwork({ activation: linear, layers, output: Float64Array.of(c) });
  const plain = propagatePlain({ network, input: Float64Array.of(1) });
  expect(plain.value).toBe(c ** (depth + 1));
  expect(plain.inputGradient[0]).toBe(c ** (depth + 1));
  expect([...plainParameterGradient(plain)]).toEqual(new Array(depth + 1).fill(c ** depth));
  // All entries off the diagonal are c^(L-1): eigenvalues L c^(L-1) once, and -c^(L-1).
  expect(spectralNorm(plainHessian(plain)).value / (depth * c ** (depth - 1))).toBeCloseTo(1, 12);
});

/** Every row of every layer: where it is in θ, and its numbers. */
function rowsOf({ network }: NetworkCase, parameters: Float64Array) {
  const offsets = layerOffsets(network);
  return network.layers.flatMap((_, l) => {
    const n = fanIn(network, l);
    return Array.from({ length: network.width }, (_unused, i) => {
      const begin = offsets[l] + i * n;
      return { begin, end: begin + n, values: parameters.subarray(begin, begin + n) };
    });
  });
}
