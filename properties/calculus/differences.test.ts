/** Derivatives from the definition, by differences in decimals: against the float64 calculus, and where rows are tiny, huge or do not move. */
import fc from "fast-check";
import { decimals } from "../../src/arithmetic/decimal";
import { propagateBatch } from "../../src/calculus/batchPropagation";
import { definedLoss, definedNetwork, definedValue } from "../../src/calculus/definition";
import {
  curvatureOn,
  gradientByDifferences,
  inputSlopeAlong,
  slopeAlong,
  slopeTowards,
  TooLargeError,
} from "../../src/calculus/differences";
import { parameterGradient } from "../../src/calculus/gradient";
import { fullHessian } from "../../src/calculus/hessianOperator";
import { lossOf } from "../../src/calculus/loss";
import { propagate } from "../../src/calculus/propagation";
import { createBatch } from "../../src/network/batch";
import { networkFromJson } from "../../src/network/formats/networkJson";
import { parametersOf } from "../../src/network/layout";
import { createNetwork, parameterCount } from "../../src/network/network";
import type { NetworkCase } from "../../src/network/networkCase";
import { quickOrFull } from "../depth";
import { differentiableCases } from "../reference/differentiableCases";

const decimal = decimals(100);
type Functional = Parameters<typeof slopeAlong<ReturnType<typeof decimal.of>>>[2];

const functionalOf =
  ({ input }: NetworkCase): Functional =>
  (network) =>
    definedValue(decimal, network, Array.from(input, decimal.of));

/** A direction that turns every row, and v, at another speed. */
const directionOf = (size: number): Float64Array => Float64Array.from({ length: size }, (_, k) => Math.sin(3 * k + 1));

const innerProduct = (a: Float64Array, b: Float64Array): number => a.reduce((sum, entry, k) => sum + entry * b[k], 0);

const largestTerm = (a: Float64Array, b: Float64Array): number =>
  a.reduce((most, entry, k) => Math.max(most, Math.abs(entry * b[k])), 0);

function expectNear(found: { toNumber(): number }, expected: number, scale: number): void {
  expect(Math.abs(found.toNumber() - expected)).toBeLessThanOrEqual(1e-12 * Math.max(scale, Math.abs(expected)));
}

test("slope and curvature along a direction, from tiny rows to huge ones", () => {
  fc.assert(
    fc.property(differentiableCases, fc.constantFrom(1e-30, 1e-3, 1, 1e30), (networkCase, scale) => {
      const { network, input } = networkCase;
      const layers = network.layers.map((weights, l) => weights.map((entry) => (l === 0 ? scale : 1) * entry));
      const scaled = { network: { ...network, layers }, input };
      const propagation = propagate(scaled);
      const gradient = parameterGradient(propagation);
      // Each block at a speed of order 1, or all differences would be of one block.
      const direction = directionOf(gradient.length);
      direction.set(direction.subarray(0, layers[0].length).map((entry) => entry * scale));
      const length = Math.hypot(...direction);
      const product = new Float64Array(direction.length);
      fullHessian(propagation).apply(direction, product);
      const slope = slopeAlong(decimal, scaled.network, functionalOf(scaled), direction);
      expectNear(slope.times(length), innerProduct(gradient, direction), largestTerm(gradient, direction));
      // D turns rows at a speed of order 1, whatever their length.
      const curvature = curvatureOn(decimal, scaled.network, functionalOf(scaled), direction);
      const expected = innerProduct(product, direction);
      expectNear(curvature.times(length).times(length), expected, largestTerm(product, direction) + 1e-30);
    }),
    { numRuns: quickOrFull(8, 60) },
  );
});

test("a direction that moves v alone, with v = 0 and v huge", () => {
  const { network, input } = oneRow([0.5]);
  for (const output of [0, 1e200]) {
    const networkCase = { network: { ...network, output: Float64Array.of(output) }, input };
    const direction = Float64Array.of(0, 0, 2);
    // f = v tanh(<u, x>), <u, x> = 0.8.
    expectNear(slopeAlong(decimal, networkCase.network, functionalOf(networkCase), direction), Math.tanh(0.8), 1);
    expectNear(curvatureOn(decimal, networkCase.network, functionalOf(networkCase), direction), 0, 1);
  }
});

test("nothing moves: 0", () => {
  const networkCase = oneRow([0.5]);
  const none = new Float64Array(3);
  expect(slopeAlong(decimal, networkCase.network, functionalOf(networkCase), none).toNumber()).toBe(0);
  expect(curvatureOn(decimal, networkCase.network, functionalOf(networkCase), none).toNumber()).toBe(0);
  expect(slopeTowards(decimal, networkCase.network, functionalOf(networkCase), networkCase.network).toNumber()).toBe(0);
  expect(inputSlopeAlong(decimal, networkCase, new Float64Array(2)).toNumber()).toBe(0);
});

test("the slope towards another network, and each entry of the gradient", () => {
  fc.assert(
    fc.property(differentiableCases, (networkCase) => {
      const { network } = networkCase;
      fc.pre(parameterCount(network) <= 24);
      const gradient = parameterGradient(propagate(networkCase));
      const other = createNetwork({
        ...network,
        activation: network.activation,
        layers: network.layers.map((weights) => weights.map((entry, k) => entry + 0.25 * Math.cos(k))),
        output: network.output.map((entry) => entry - 0.5),
      });
      const step = parametersOf(other).map((entry, k) => entry - parametersOf(network)[k]);
      expectNear(
        slopeTowards(decimal, network, functionalOf(networkCase), other),
        innerProduct(gradient, step),
        Math.hypot(...gradient) * Math.hypot(...step),
      );
      const entries = gradientByDifferences(decimal, network, functionalOf(networkCase), 1);
      expect(entries).toHaveLength(gradient.length);
      entries.forEach((entry, k) => {
        expectNear(entry, gradient[k], Math.hypot(...gradient));
      });
    }),
    { numRuns: quickOrFull(2, 15) },
  );
});

test("slopes at the input, with normalisation and without", () => {
  const networkCase = oneRow([0.5]);
  // d/dx v φ(<u, x>) = v φ′ u: u = (0.6, 0.8), <u, x> = 0.8; and W = (3, 4), <W, x> = 4.
  const slope = (t: number): number => 0.5 / Math.cosh(t) ** 2;
  expectNear(inputSlopeAlong(decimal, networkCase, Float64Array.of(2, 0)), 0.6 * slope(0.8), 1);
  expectNear(inputSlopeAlong(decimal, networkCase, Float64Array.of(0, -1)), -0.8 * slope(0.8), 1);
  expectNear(inputSlopeAlong(decimal, networkCase, Float64Array.of(1, 0), false), 3 * slope(4), 1);
});

test("the network without normalisation, and its loss and that of the other by definition", () => {
  const networkCase = oneRow([0.5]);
  const weights = definedNetwork(decimal, networkCase.network);
  const exact = Array.from(networkCase.input, decimal.of);
  expectNear(definedValue(decimal, weights, exact, false), 0.5 * Math.tanh(4), 1);
  expectNear(definedValue(decimal, weights, exact), 0.5 * Math.tanh(0.8), 1);
  const inputs = [Float64Array.of(0, 1), Float64Array.of(1, 0)];
  const batch = createBatch(networkCase.network, inputs, Float64Array.of(1, -2));
  // ((1 - f)² + (2 + f)²)/2.
  const loss = ((1 - 0.5 * Math.tanh(0.8)) ** 2 + (2 + 0.5 * Math.tanh(0.6)) ** 2) / 2;
  expectNear(definedLoss(decimal, weights, batch), loss, 1);
  expect(lossOf(propagateBatch(networkCase.network, batch))).toBeCloseTo(loss, 13);
});

test("what would take minutes is refused", () => {
  const networkCase = oneRow([0.5]);
  const refused = () => gradientByDifferences(decimal, networkCase.network, functionalOf(networkCase), 22_223);
  expect(refused).toThrow(TooLargeError);
  expect(refused).toThrow("differences along all 3 parameters over 22223 records would take minutes");
  // 3² · 22,222 <= 200,000.
  expect(gradientByDifferences(decimal, networkCase.network, functionalOf(networkCase), 22_222)).toHaveLength(3);
});

/** f = v tanh(<u, x>), W = (3, 4), x = (0, 1). */
function oneRow(output: readonly number[]): NetworkCase {
  const { network, input } = networkFromJson({
    format: "weightnorm-network/1",
    activation: { name: "tanh", shift: 0 },
    layers: [[[3, 4]]],
    output,
    input: [0, 1],
  });
  return { network, input: input ?? new Float64Array() };
}
