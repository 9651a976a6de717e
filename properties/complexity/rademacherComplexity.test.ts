/** Rademacher complexities: closed forms for the identity, exactness of the enumeration, and the theorems' bounds. */
import fc from "fast-check";
import { euclideanNorm } from "../../src/arithmetic/euclideanNorm";
import { float64 } from "../../src/arithmetic/float64";
import { rademacherBound, rademacherOddBound } from "../../src/bounds/rademacherBounds";
import { classSupremum } from "../../src/complexity/classSupremum";
import { classLipschitz } from "../../src/complexity/functionClass";
import { rademacherComplexity, SAMPLING_FAILURE } from "../../src/complexity/rademacherComplexity";
import { allSignVectors, randomSignVectors } from "../../src/complexity/signVectors";
import { activationNamed, activationNames } from "../../src/network/activation";
import { quickOrFull } from "../depth";
import { classCases, functionClassOf, odd, weightedInput } from "../reference/classCases";

test("all sign vectors up to the sign, one entry changed at a time", () => {
  for (const n of [1, 2, 5, 8]) {
    const signs = allSignVectors(n);
    expect(new Set(signs.map(String)).size).toBe(2 ** (n - 1));
    expect(signs.every((vector) => vector[n - 1] === 1 && vector.every((sign) => Math.abs(sign) === 1))).toBe(true);
    for (let k = 1; k < signs.length; k++) {
      expect(signs[k].filter((sign, i) => sign !== signs[k - 1][i])).toHaveLength(1);
    }
  }
  const random = randomSignVectors(10, 1000, 3);
  expect(random).toEqual(randomSignVectors(10, 1000, 3));
  expect(Math.abs(random.flatMap((vector) => [...vector]).reduce((sum, sign) => sum + sign, 0))).toBeLessThan(600);
});

/** E|Σ ε_i| for n signs, from the binomial distribution. */
function expectedMagnitude(n: number): number {
  let binomial = 1;
  let sum = 0;
  for (let k = 0; k <= n; k++) {
    sum += binomial * Math.abs(n - 2 * k);
    binomial = (binomial * (n - k)) / (k + 1);
  }
  return sum / 2 ** n;
}

test("n equal inputs and the identity: ‖x‖ E|Σ ε_i|/n at every depth", () => {
  for (const depth of [1, 2, 4]) {
    for (let n = 1; n <= 8; n++) {
      const functionClass = functionClassOf("identity", { depth, width: 3, inputDimension: 2 }, 1.5);
      const inputs = Array.from({ length: n }, () => Float64Array.of(3, 4));
      const { value, exhaustive, signVectors, samplingError } = rademacherComplexity(functionClass, inputs);
      expect(value).toBeCloseTo((1.5 * 5 * expectedMagnitude(n)) / n, 12);
      expect({ exhaustive, signVectors, samplingError }).toEqual({
        exhaustive: true,
        signVectors: 2 ** (n - 1),
        samplingError: 0,
      });
    }
  }
});

test("the identity: the mean of T ‖Σ ε_i x_i‖/n", () => {
  fc.assert(
    fc.property(classCases({ activations: ["identity"], records: 6 }), ({ functionClass, inputs }) => {
      const signs = allSignVectors(inputs.length);
      const sum = signs.reduce((total, vector) => total + euclideanNorm(weightedInput(inputs, vector)), 0);
      const expected = (functionClass.outputRadius * sum) / signs.length / inputs.length;
      const { value } = rademacherComplexity(functionClass, inputs, { iterations: 100, tolerance: 1e-12 });
      expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-6 * expected + 1e-12);
    }),
    { numRuns: quickOrFull(30, 100) },
  );
});

test("not far below a long search for every sign vector alone", () => {
  fc.assert(
    fc.property(classCases({ records: 4, depth: 3, width: 4 }), ({ functionClass, inputs }) => {
      const signs = allSignVectors(inputs.length);
      const options = { restarts: 12, iterations: 60 };
      const sum = signs.reduce(
        (total, vector) => total + classSupremum(functionClass, inputs, vector, options).value,
        0,
      );
      const alone = sum / signs.length / inputs.length;
      expect(rademacherComplexity(functionClass, inputs).value).toBeGreaterThanOrEqual(0.8 * alone);
    }),
    // A search promises no share of the supremum (once in some hundred cases it ends below 0.8): so always the same cases.
    { seed: 20240908, numRuns: quickOrFull(15, 40) },
  );
});

test("within the bounds of both theorems, odd activations within the sharper one", () => {
  let largest = 0;
  fc.assert(
    fc.property(classCases({ records: 8 }), ({ functionClass, inputs }) => {
      const { depth, activation } = functionClass;
      const { value } = rademacherComplexity(functionClass, inputs);
      const bound = (activation.activation.odd ? rademacherOddBound : rademacherBound)(float64, {
        depth,
        lipschitz: classLipschitz(functionClass),
        inputs,
      });
      expect(value).toBeLessThanOrEqual(bound * (1 + 1e-13));
      largest = bound > 0 && activation.activation.odd ? Math.max(largest, value / bound) : largest;
    }),
    { numRuns: 100 },
  );
  expect(largest).toBeGreaterThan(0.9);
});

test("beyond the limit: sampled, with an error that covers the whole sum", () => {
  const functionClass = functionClassOf("identity", { depth: 2, width: 2, inputDimension: 2 }, 2);
  const inputs = Array.from({ length: 8 }, (_, i) => Float64Array.of(i + 1, (i * 3) % 5));
  const exact = rademacherComplexity(functionClass, inputs, { tolerance: 1e-9 });
  const options = { exhaustiveUpTo: 7, draws: 400, tolerance: 1e-9 };
  const sampled = rademacherComplexity(functionClass, inputs, options);
  const length = euclideanNorm(inputs.map((input) => euclideanNorm(input)));
  expect(sampled).toMatchObject({ exhaustive: false, signVectors: 400 });
  expect(sampled.samplingError).toBeCloseTo(((2 * length) / 8) * Math.sqrt(Math.log(1 / SAMPLING_FAILURE) / 200), 12);
  expect(Math.abs(sampled.value - exact.value)).toBeLessThan(5 * sampled.standardError);
  expect(sampled.standardError).toBeLessThan(sampled.samplingError / 5);
  const again = rademacherComplexity(functionClass, inputs, options);
  expect({ ...again, witnesses: again.witnesses() }).toEqual({ ...sampled, witnesses: sampled.witnesses() });
  expect(rademacherComplexity(functionClass, inputs, { ...options, seed: 2 }).value).not.toBe(sampled.value);
});

test("an activation is called odd if and only if it is", () => {
  expect(activationNames.filter((name) => activationNamed(name, name).odd)).toEqual(odd);
  for (const name of activationNames) {
    const activation = activationNamed(name, name);
    const isSymmetric = [0.25, 1, 3].every((z) => activation.value(float64, -z) === -activation.value(float64, z));
    expect(activation.odd).toBe(isSymmetric);
  }
});
