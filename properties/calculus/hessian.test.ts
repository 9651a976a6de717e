/** The Hessian by four routes: products, central differences of the gradient, the reduced operator, a dense solver. */
import fc from "fast-check";
import { euclideanNorm } from "../../src/arithmetic/euclideanNorm";
import { parameterGradient } from "../../src/calculus/gradient";
import { fullHessian, reducedHessian } from "../../src/calculus/hessianOperator";
import { propagate } from "../../src/calculus/propagation";
import { entriesOf } from "../../src/calculus/symmetricOperator";
import { defaultRanges } from "../../src/generators/caseRanges";
import { networkCases } from "../../src/generators/networkCases";
import { Evaluation } from "../../src/measurement/evaluation";
import { roundingError } from "../../src/measurement/rounding";
import { layerOffsets, parametersOf, withParameters } from "../../src/network/layout";
import { createNetwork, fanIn } from "../../src/network/network";
import type { NetworkCase } from "../../src/network/networkCase";
import { hessianSpectralNorm } from "../../src/spectrum/hessianSpectralNorm";
import { quickOrFull } from "../depth";
import { denseSpectralNorm } from "../reference/denseSpectrum";
import { differentiableCases } from "../reference/differentiableCases";
import { largestDifference } from "../reference/largestDifference";
import { smoothPaperActivationNames } from "../reference/paperActivations";

const STEP = 1e-5;
const smallCases = networkCases({
  depth: { from: 1, to: 3 },
  width: { from: 1, to: 4 },
  inputDimension: { from: 1, to: 5 },
  activations: smoothPaperActivationNames,
});

/**
 * The rounding error of a product with a unit vector. Not relative to the entries, which may all be rounding errors
 * themselves: to what bounds the Hessian a priori.
 */
const productError = (networkCase: NetworkCase): number =>
  roundingError(networkCase.network, 4, new Evaluation(networkCase).layerwiseHessianBound);

test("it is symmetric", () => {
  fc.assert(
    fc.property(smallCases, (networkCase) => {
      const hessian = fullHessian(propagate(networkCase));
      const entries = entriesOf(hessian);
      const n = hessian.dimension;
      const transposed = entries.map((_, k) => entries[(k % n) * n + Math.floor(k / n)]);
      expect(largestDifference(entries, transposed)).toBeLessThanOrEqual(2 * productError(networkCase));
    }),
  );
});

test("its rows are central differences of the gradient", () => {
  fc.assert(
    fc.property(differentiableCases, ({ network, input }) => {
      const parameters = parametersOf(network);
      const hessian = fullHessian(propagate({ network, input }));
      const entries = entriesOf(hessian);
      const n = hessian.dimension;
      for (let i = 0; i < n; i++) {
        const at = (step: number): Float64Array =>
          parameterGradient(
            propagate({ network: withParameters(network, parameters.with(i, parameters[i] + step)), input }),
          );
        const [above, below] = [at(STEP), at(-STEP)];
        for (let j = 0; j < n; j++) {
          const difference = (above[j] - below[j]) / (2 * STEP);
          expect(Math.abs(difference - entries[i * n + j])).toBeLessThan(1e-6);
        }
      }
    }),
    { numRuns: quickOrFull(6, 100) },
  );
});

test("a product is that of the dense matrix with the vector", () => {
  fc.assert(
    fc.property(smallCases, fc.infiniteStream(fc.integer({ min: -9, max: 9 })), (networkCase, digits) => {
      const hessian = fullHessian(propagate(networkCase));
      const n = hessian.dimension;
      const entries = entriesOf(hessian);
      const direction = Float64Array.from({ length: n }, () => digits.next().value);
      const product = new Float64Array(n).fill(Number.NaN);
      hessian.apply(direction, product);
      const tolerance = (Math.sqrt(n) + 2) * productError(networkCase) * euclideanNorm(direction);
      for (let i = 0; i < n; i++) {
        const expected = direction.reduce((sum, entry, j) => sum + entry * entries[i * n + j], 0);
        expect(Math.abs(product[i] - expected)).toBeLessThanOrEqual(tolerance);
      }
    }),
  );
});

test("W_i is mapped to -∇_{W_i} f in its own block and to 0 elsewhere, for each row alone", () => {
  fc.assert(
    fc.property(differentiableCases, ({ network, input }) => {
      const propagation = propagate({ network, input });
      const hessian = fullHessian(propagation);
      const gradient = parameterGradient(propagation);
      const offsets = layerOffsets(network);
      for (const [l, weights] of network.layers.entries()) {
        const n = fanIn(network, l);
        for (let i = 0; i < network.width; i++) {
          const begin = offsets[l] + i * n;
          const direction = new Float64Array(hessian.dimension);
          direction.set(weights.subarray(i * n, (i + 1) * n), begin);
          const product = new Float64Array(hessian.dimension);
          hessian.apply(direction, product);
          product.forEach((entry, k) => {
            const expected = k >= begin && k < begin + n ? -gradient[k] : 0;
            expect(Math.abs(entry - expected)).toBeLessThan(1e-12);
          });
        }
      }
    }),
  );
});

test("its spectral norm is that of a dense solver on all P parameters", () => {
  fc.assert(
    fc.property(smallCases, (networkCase) => {
      const propagation = propagate(networkCase);
      const full = fullHessian(propagation);
      const expected = denseSpectralNorm(entriesOf(full), full.dimension);
      const { value, converged, residual } = hessianSpectralNorm(propagation, {
        productError: new Evaluation(networkCase).hessianSpectralNorm.error,
      });
      expect(converged).toBe(true);
      expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-10 * expected + residual);
    }),
    { numRuns: quickOrFull(40, 300) },
  );
});

test("the reduced operator's dimension is 2m + (L-1)m² + m, whatever d is", () => {
  fc.assert(
    fc.property(networkCases({ ...defaultRanges, activations: ["tanh"] }), (networkCase) => {
      const { depth, width } = networkCase.network;
      expect(reducedHessian(propagate(networkCase)).dimension).toBe(3 * width + (depth - 1) * width * width);
    }),
  );
});

test.each([-100, -60, -20, 20, 60, 100])("row norms times 1e%i change nothing but the unit", (exponent) => {
  const factor = 10 ** exponent;
  fc.assert(
    fc.property(differentiableCases, ({ network, input }) => {
      const layers = network.layers.map((weights) => weights.map((entry) => entry * factor));
      const scaled = createNetwork({ ...network, layers });
      const [before, after] = [propagate({ network, input }), propagate({ network: scaled, input })];
      const near = (found: number, expected: number): void =>
        expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-9 * Math.abs(expected) + 1e-13);
      near(after.value, before.value);
      // v's block does not scale: only without it is the Hessian a multiple. v is 0 here, so ∇_v f stays, Hess_WW is 0 and
      // Hess_Wv scales as 1/‖W‖.
      const zeroOutput = (layersOf: Float64Array[]) =>
        createNetwork({ ...network, layers: layersOf, output: network.output.map(() => 0) });
      const [bare, bareScaled] = [zeroOutput([...network.layers]), zeroOutput(layers)];
      const norm = hessianSpectralNorm(propagate({ network: bare, input })).value;
      const scaledNorm = hessianSpectralNorm(propagate({ network: bareScaled, input })).value;
      expect(Math.abs(scaledNorm * factor - norm)).toBeLessThanOrEqual(1e-9 * norm + 1e-13);
      const evaluation = new Evaluation({ network: scaled, input });
      expect(evaluation.hessianSpectralNorm.converged).toBe(true);
      expect(Number.isFinite(evaluation.layerwiseHessianBound)).toBe(true);
    }),
    { numRuns: quickOrFull(10, 50) },
  );
});

test("it is exactly zero where it should be: d = 1, L = 1", () => {
  fc.assert(
    fc.property(
      networkCases({
        ...defaultRanges,
        depth: { from: 1, to: 1 },
        inputDimension: { from: 1, to: 1 },
        activations: smoothPaperActivationNames,
      }),
      (networkCase) => {
        expect(hessianSpectralNorm(propagate(networkCase), { confirm: true })).toMatchObject({
          value: 0,
          converged: true,
        });
      },
    ),
  );
});
