/** The steps by which ω is tried: the smallest row shrunk, which attains the bound, and random ones of two sizes. */
import fc from "fast-check";
import { euclideanNorm } from "../../src/arithmetic/euclideanNorm";
import { float64 } from "../../src/arithmetic/float64";
import { allOnes } from "../../src/bounds/coefficients";
import { scalesOf } from "../../src/bounds/scales";
import { networkCases } from "../../src/generators/networkCases";
import { certificatesOf } from "../../src/measurement/certificates";
import { Evaluation } from "../../src/measurement/evaluation";
import { activationNamed } from "../../src/network/activation";
import { createNetwork, fanIn, parameterCount } from "../../src/network/network";
import type { NetworkCase } from "../../src/network/networkCase";
import { minWeightNorm } from "../../src/theorems/pointwise/minWeightNorm";
import { weakened } from "../../src/theorems/weakening";
import { certifyTheorem } from "../../src/verify/certifyTheorem";
import { quickOrFull } from "../depth";

function smallestNorm({ network }: NetworkCase): number {
  const norms = network.layers.flatMap((weights, l) => {
    const n = fanIn(network, l);
    return Array.from({ length: network.width }, (_, i) => euclideanNorm(weights, i * n, n));
  });
  return Math.min(...norms);
}

const boundsOf = (networkCase: NetworkCase): readonly number[] =>
  minWeightNorm.bound(
    float64,
    { networkCase, scales: scalesOf(float64, networkCase) },
    allOnes(float64, minWeightNorm.coefficients),
  );

test("the smallest row at half its length: ω/2, and the bound is that", () => {
  fc.assert(
    fc.property(networkCases(), (networkCase) => {
      const omega = smallestNorm(networkCase);
      const [{ value }] = minWeightNorm.measure(new Evaluation(networkCase));
      const [bound] = boundsOf(networkCase);
      expect(Math.abs(value - omega / 2)).toBeLessThanOrEqual(4e-16 * omega + 1e-320);
      expect(Math.abs(bound - omega / 2)).toBeLessThanOrEqual(4e-16 * omega + 1e-320);
    }),
  );
});

test("random steps of at most a tenth of ω, and of five times it, and not much shorter", () => {
  fc.assert(
    fc.property(networkCases(), (networkCase) => {
      const omega = smallestNorm(networkCase);
      const [, short, long] = boundsOf(networkCase);
      // A step far below the last digit of a weight is lost.
      const largest = networkCase.network.layers.reduce((most, weights) => Math.max(most, ...weights.map(Math.abs)), 0);
      fc.pre(parameterCount(networkCase.network) > 20 && omega > 1e-12 * largest && omega > 1e-300);
      for (const [distance, relative] of [
        [short, 0.1],
        [long, 5],
      ]) {
        expect(distance).toBeLessThanOrEqual(relative * omega * (1 + 1e-9) + 1e-15 * largest);
        expect(distance).toBeGreaterThan(0.3 * relative * omega);
      }
      expect(minWeightNorm.measure(new Evaluation(networkCase))).toHaveLength(3);
    }),
  );
});

test("what the places are called", () => {
  expect([0, 1, 2].map((i) => minWeightNorm.places?.(i))).toEqual([
    "smallest row shrunk",
    "random step of 0.1 ω",
    "random step of 5 ω",
  ]);
});

test("a large network is moved along 4096 coordinates at most, from end to end", () => {
  const [width, inputDimension] = [3, 3000];
  const weights = Float64Array.from({ length: width * inputDimension }, (_, k) => 1 + (k % 7));
  const network = createNetwork({
    activation: { activation: activationNamed("tanh", "activation"), shift: 0 },
    layers: [weights],
    output: Float64Array.of(1, 1, 1),
  });
  const networkCase = { network, input: new Float64Array(inputDimension) };
  const [, , long] = boundsOf(networkCase);
  const omega = smallestNorm(networkCase);
  // Of numbers spread evenly over [0, 1) the root mean square is 1/√3.
  expect(long).toBeGreaterThan((0.9 * 5 * omega) / Math.sqrt(3));
  expect(long).toBeLessThan((1.1 * 5 * omega) / Math.sqrt(3));
});

test("proved without rounding, row by row; refuted with half of the distance", () => {
  fc.assert(
    fc.property(networkCases(), (networkCase) => {
      const prove = (theorem: Parameters<typeof certifyTheorem>[0]) =>
        certifyTheorem(theorem, new Evaluation(networkCase), certificatesOf(networkCase));
      expect(prove(minWeightNorm)).toMatchObject({ verdict: "holds" });
      expect(prove(weakened(minWeightNorm, { distance: 0.5 })).verdict).toBe("violated");
    }),
    { numRuns: quickOrFull(10, 40) },
  );
});
