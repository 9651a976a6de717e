/** Classes with gains and widths of their own: closed forms, brute force on small ones, and witnesses that have the class' gains. */
import fc from "fast-check";
import { euclideanNorm } from "../../src/arithmetic/euclideanNorm";
import { float64 } from "../../src/arithmetic/float64";
import { pseudoRandom } from "../../src/arithmetic/pseudoRandom";
import { propagate } from "../../src/calculus/propagation";
import { classSupremum } from "../../src/complexity/classSupremum";
import { ClassSweep } from "../../src/complexity/classSweep";
import { classLipschitz, emptyMember, type FunctionClass, layerShapes } from "../../src/complexity/functionClass";
import { generalizationGaps } from "../../src/complexity/generalizationGap";
import { rademacherComplexity } from "../../src/complexity/rademacherComplexity";
import type { Network } from "../../src/network/network";
import { quickOrFull } from "../depth";
import { type ClassCase, functionClassOf, vanishingAtZero, weightedInput } from "../reference/classCases";
import { generalClassCases, withGains } from "../reference/generalClasses";

const steep = [...vanishingAtZero, "gelu", "silu"];

/** Π ‖g^l‖ of what is given, and 1 for 1/√m. */
function gainProduct({ gains = [] }: FunctionClass): number {
  return gains.reduce(
    (product, own) => product * (own === null ? 1 : Math.sqrt(own.reduce((s, g) => s + g * g, 0))),
    1,
  );
}

/** Σ |c_r| ‖x_r‖ T Γ: the largest sum there can be. */
function scaleOf({ functionClass, inputs, weights }: ClassCase): number {
  return classLipschitz(functionClass) * inputs.reduce((sum, x, r) => sum + Math.abs(weights[r]) * euclideanNorm(x), 0);
}

function sumOver(network: Network, { inputs, weights }: ClassCase): number {
  return inputs.reduce((sum, input, r) => sum + weights[r] * propagate({ network, input }).value, 0);
}

test("for the identity the supremum is T Γ ‖Σ c_i x_i‖ at all gains and widths, from the first start", () => {
  fc.assert(
    fc.property(generalClassCases({ activations: ["identity"] }), (drawn) => {
      const { functionClass, inputs, weights } = drawn;
      const length = euclideanNorm(weightedInput(inputs, weights));
      const expected = functionClass.outputRadius * gainProduct(functionClass) * length;
      const { value } = classSupremum(functionClass, inputs, weights, { restarts: 1 });
      const tolerance = 1e-9 * expected + 1e-13 * scaleOf(drawn);
      expect(Math.abs(value - expected)).toBeLessThanOrEqual(tolerance);
      // Without a step: rows above lie along the gains below them.
      const started = classSupremum(functionClass, inputs, weights, { restarts: 1, iterations: 0 }).value;
      expect(Math.abs(started - expected)).toBeLessThanOrEqual(tolerance);
    }),
    { numRuns: quickOrFull(100, 500) },
  );
});

test("the witness has the class' gains and widths, and attains the value, which is T Γ Σ |c_i| ‖x_i‖ at most", () => {
  fc.assert(
    fc.property(generalClassCases({ activations: steep, depth: 4 }), (drawn) => {
      const { functionClass, inputs, weights } = drawn;
      const { value, network } = classSupremum(functionClass, inputs, weights, { restarts: 4, iterations: 20 });
      expect(network.widths).toEqual(functionClass.widths);
      expect(network.gains).toEqual(functionClass.gains);
      expect(euclideanNorm(network.output)).toBeLessThanOrEqual(functionClass.outputRadius * (1 + 1e-14));
      expect(Math.abs(sumOver(network, drawn) - value)).toBeLessThanOrEqual(1e-12 * scaleOf(drawn));
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(scaleOf(drawn) * (1 + 1e-13));
    }),
  );
});

test("gains of 0 in one layer leave nothing", () => {
  fc.assert(
    fc.property(generalClassCases({ depth: 3 }), fc.nat(), ({ functionClass, inputs, weights }, k) => {
      const silent = k % functionClass.depth;
      const gains = (functionClass.gains ?? []).map((own, l) =>
        l === silent ? new Float64Array(functionClass.widths?.[l] ?? 0) : own,
      );
      const none = { ...functionClass, gains };
      expect(classSupremum(none, inputs, weights, { restarts: 12 }).value).toBe(0);
      expect(rademacherComplexity(none, inputs).value).toBe(0);
      expect(classLipschitz(none)).toBe(0);
    }),
    { numRuns: quickOrFull(20, 60) },
  );
});

test("signs of gains change no digit, and turn rows round", () => {
  fc.assert(
    fc.property(generalClassCases({ depth: 3 }), ({ functionClass, inputs, weights }) => {
      const turned = withGains(functionClass, (gains) => gains.map((gain) => -gain + 0));
      const options = { restarts: 3, iterations: 10 };
      const first = classSupremum(functionClass, inputs, weights, options);
      const second = classSupremum(turned, inputs, weights, options);
      expect(second.value).toBe(first.value);
      const changed = sumOver(second.network, { functionClass, inputs, weights });
      expect(changed).toBe(sumOver(first.network, { functionClass, inputs, weights }));
    }),
    { numRuns: quickOrFull(20, 100) },
  );
});

test("rows in another order with their gains change nothing but roundings", () => {
  fc.assert(
    fc.property(
      generalClassCases({ activations: ["identity", "tanh", "arctan"], depth: 3, inputScales: [1] }),
      (drawn) => {
        const { functionClass, inputs, weights } = drawn;
        // Else the first rows start at random.
        fc.pre(euclideanNorm(weightedInput(inputs, weights)) > 0.1);
        const reversed = withGains(functionClass, (gains) => gains.toReversed());
        const options = { restarts: 2, iterations: 20 };
        const difference =
          classSupremum(reversed, inputs, weights, options).value -
          classSupremum(functionClass, inputs, weights, options).value;
        expect(Math.abs(difference)).toBeLessThanOrEqual(1e-6 * scaleOf(drawn));
      },
    ),
    { numRuns: quickOrFull(40, 200) },
  );
});

test("1/√m written out is the paper's class to the last digit, where it is a float64", () => {
  for (const [activation, width] of [
    ["tanh", 4],
    ["relu", 16],
    ["pseudohuber", 1],
  ] as const) {
    const paper = functionClassOf(activation, { depth: 3, width, inputDimension: 2 }, 1.5);
    const gains = [0, 1, 2].map(() => new Float64Array(width).fill(1 / Math.sqrt(width)));
    const inputs = [Float64Array.of(3, -1), Float64Array.of(0.5, 2), Float64Array.of(-1, 1)];
    const written = rademacherComplexity({ ...paper, gains }, inputs);
    const left = rademacherComplexity(paper, inputs);
    expect(written.value).toBe(left.value);
    expect(written.witnesses().map(({ network }) => network.layers)).toEqual(
      left.witnesses().map(({ network }) => network.layers),
    );
  }
});

/** max |Σ c_r φ(g <u, a_r>)| over unit u in the plane: a grid of angles, refined around its best ones. */
function largestOnCircle(name: string, gain: number, signals: readonly (readonly number[])[], weights: Float64Array) {
  const { activation } = functionClassOf(name, { depth: 1, width: 1, inputDimension: 1 }).activation;
  const at = (angle: number) =>
    Math.abs(
      signals.reduce((sum, [a, b], r) => {
        const product = gain * (Math.cos(angle) * a + Math.sin(angle) * b);
        return sum + weights[r] * activation.value(float64, product);
      }, 0),
    );
  let spacing = Math.PI / 500;
  let best = Array.from({ length: 1000 }, (_, k) => k * spacing).sort((a, b) => at(b) - at(a));
  for (let level = 0; level < 3; level++) {
    best = best
      .slice(0, 3)
      .flatMap((angle) => Array.from({ length: 41 }, (_, k) => angle + ((k - 20) / 20) * spacing))
      .sort((a, b) => at(b) - at(a));
    spacing /= 20;
  }
  return at(best[0]);
}

test.each(["tanh", "sin", "pseudohuber", "relu"])(
  "two layers of %s on numbers, by brute force: never above, and rarely below",
  (name) => {
    const { activation } = functionClassOf(name, { depth: 1, width: 1, inputDimension: 1 }).activation;
    const ranges = { activations: [name], inputDimension: 1, depth: 2, width: 3, records: 4, inputScales: [1, 2] };
    let missed = 0;
    fc.assert(
      fc.property(generalClassCases(ranges), fc.tuple(fc.nat(64), fc.nat(64)), (drawn, below) => {
        const { inputs, weights } = drawn;
        const top = drawn.functionClass.gains?.at(-1) ?? Float64Array.of(0.25, 1, 2);
        const first = Float64Array.from(below, (k) => k / 32);
        const functionClass = {
          ...drawn.functionClass,
          depth: 2,
          width: 3,
          widths: [2, top.length],
          gains: [first, top],
        };
        // The first rows are ±1. All rows of the second layer see the same signals.
        let largest = 0;
        for (const signs of [
          [1, 1],
          [1, -1],
          [-1, 1],
          [-1, -1],
        ]) {
          const signals = inputs.map(([x]) => signs.map((sign, i) => activation.value(float64, first[i] * sign * x)));
          const each = Array.from(top, (gain) => largestOnCircle(name, gain, signals, weights));
          largest = Math.max(largest, functionClass.outputRadius * Math.hypot(...each));
        }
        const scale = scaleOf({ functionClass, inputs, weights });
        const { value } = classSupremum(functionClass, inputs, weights, { restarts: 40, iterations: 1000 });
        expect(value - largest).toBeLessThanOrEqual(1e-6 * scale);
        missed += value - largest < -1e-5 * scale ? 1 : 0;
      }),
      { numRuns: quickOrFull(12, 40) },
    );
    // A search promises nothing.
    expect(missed).toBeLessThanOrEqual(4);
  },
);

test("the gradient of a sweep is that of central differences, in every weight", () => {
  fc.assert(
    fc.property(
      generalClassCases({ activations: ["tanh", "sin", "pseudohuber"], width: 4, depth: 3, inputScales: [1] }),
      fc.integer(),
      ({ functionClass, inputs, weights }, seed) => {
        const shapes = layerShapes(functionClass);
        const sweep = new ClassSweep(functionClass.activation, shapes, inputs);
        const member = emptyMember(shapes);
        const random = pseudoRandom(seed);
        const blocks = [...member.layers, member.output];
        for (const block of blocks) {
          block.forEach((_, k) => {
            block[k] = random() - 0.5;
          });
        }
        const valueNow = () => {
          sweep.forward(member);
          return weights.reduce((sum, weight, r) => sum + weight * sweep.values[r], 0);
        };
        valueNow();
        sweep.backward(member, weights);
        const gradients = [...sweep.gradient.layers, sweep.gradient.output].map((block) => block.slice());
        blocks.forEach((block, b) => {
          block.forEach((entry, k) => {
            block[k] = entry + 1e-5;
            const right = valueNow();
            block[k] = entry - 1e-5;
            const left = valueNow();
            block[k] = entry;
            expect(Math.abs((right - left) / 2e-5 - gradients[b][k])).toBeLessThanOrEqual(1e-5);
          });
        });
      },
    ),
    { numRuns: quickOrFull(20, 60) },
  );
});

test("the network that a gap is of has the class' gains and attains it", () => {
  fc.assert(
    fc.property(
      generalClassCases({ records: 8, depth: 3, activations: steep }),
      fc.integer({ min: 1, max: 20 }),
      ({ functionClass, inputs, weights: targets }, sampleSize) => {
        const found = generalizationGaps(functionClass, { inputs, targets }, { sampleSize, draws: 4 });
        const largest = Math.max(...inputs.map((input) => euclideanNorm(input))) * classLipschitz(functionClass) + 1;
        found.gaps.forEach((gap, draw) => {
          const network = found.witness(draw);
          expect(network.gains).toEqual(functionClass.gains);
          expect(euclideanNorm(network.output)).toBeLessThanOrEqual(functionClass.outputRadius * (1 + 1e-14));
          const attained = inputs.reduce((sum, input, r) => {
            const residual = targets[r] - propagate({ network, input }).value;
            return sum + (1 / inputs.length - found.counts[draw][r] / sampleSize) * residual * residual;
          }, 0);
          expect(Math.abs(attained - gap)).toBeLessThanOrEqual(1e-12 * largest * largest);
        });
      },
    ),
    { numRuns: quickOrFull(20, 60) },
  );
});
