/** The supremum over a class: exact for the identity, attained by its witness, that of a grid where one can be laid. */
import fc from "fast-check";
import { euclideanNorm } from "../../src/arithmetic/euclideanNorm";
import { float64 } from "../../src/arithmetic/float64";
import { pseudoRandom } from "../../src/arithmetic/pseudoRandom";
import { propagate } from "../../src/calculus/propagation";
import { classSupremum } from "../../src/complexity/classSupremum";
import { ClassSweep } from "../../src/complexity/classSweep";
import { emptyMember, layerShapes } from "../../src/complexity/functionClass";
import type { Network } from "../../src/network/network";
import { quickOrFull } from "../depth";
import { type ClassCase, classCases, functionClassOf, weightedInput } from "../reference/classCases";

/** Σ |c_r| ‖x_r‖ T: the scale of rounding errors. */
function scaleOf({ functionClass, inputs, weights }: ClassCase): number {
  return functionClass.outputRadius * inputs.reduce((sum, x, r) => sum + Math.abs(weights[r]) * euclideanNorm(x), 0);
}

function sumOver(network: Network, { inputs, weights }: ClassCase): number {
  return inputs.reduce((sum, input, r) => sum + weights[r] * propagate({ network, input }).value, 0);
}

test("for the identity it is T ‖Σ c_i x_i‖ at every depth and width, from any start", () => {
  fc.assert(
    fc.property(classCases({ activations: ["identity"] }), (drawn) => {
      const { functionClass, inputs, weights } = drawn;
      const expected = functionClass.outputRadius * euclideanNorm(weightedInput(inputs, weights));
      const { value } = classSupremum(functionClass, inputs, weights, { restarts: 1 });
      expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-9 * expected + 1e-14 * scaleOf(drawn));
    }),
    { numRuns: quickOrFull(100, 500) },
  );
});

test("nothing where the inputs cancel", () => {
  const functionClass = functionClassOf("identity", { depth: 3, width: 2, inputDimension: 1 });
  expect(classSupremum(functionClass, [Float64Array.of(2), Float64Array.of(2)], Float64Array.of(1, -1)).value).toBe(0);
});

test("the witness is in the class and attains the value", () => {
  fc.assert(
    fc.property(classCases(), (drawn) => {
      const { functionClass, inputs, weights } = drawn;
      const { value, network } = classSupremum(functionClass, inputs, weights, { restarts: 4, iterations: 20 });
      expect(network).toMatchObject({ depth: functionClass.depth, width: functionClass.width });
      expect(euclideanNorm(network.output)).toBeLessThanOrEqual(functionClass.outputRadius * (1 + 1e-15));
      expect(Math.abs(sumOver(network, drawn) - value)).toBeLessThanOrEqual(1e-13 * scaleOf(drawn));
      expect(value).toBeGreaterThanOrEqual(0);
      // Each |f(x_i)| is at most T ‖x_i‖.
      expect(value).toBeLessThanOrEqual(scaleOf(drawn) * (1 + 1e-14));
    }),
  );
});

test("more restarts never give less, and the same seed gives the same", () => {
  fc.assert(
    fc.property(classCases(), fc.integer(), ({ functionClass, inputs, weights }, seed) => {
      const options = { iterations: 10, seed };
      const few = classSupremum(functionClass, inputs, weights, { ...options, restarts: 2 });
      const many = classSupremum(functionClass, inputs, weights, { ...options, restarts: 7 });
      expect(many.value).toBeGreaterThanOrEqual(few.value);
      const again = classSupremum(functionClass, inputs, weights, { ...options, restarts: 7 });
      expect(again.value).toBe(many.value);
      expect(again.network.layers).toEqual(many.network.layers);
    }),
    { numRuns: quickOrFull(20, 60) },
  );
});

/** T max |Σ c_r φ(<u, x_r>)| over a grid of angles of u, refined around its best ones. */
function largestOnCircle({ functionClass, inputs, weights }: ClassCase): number {
  const { activation } = functionClass.activation;
  const at = (angle: number) =>
    Math.abs(
      inputs.reduce(
        (sum, x, r) => sum + weights[r] * activation.value(float64, Math.cos(angle) * x[0] + Math.sin(angle) * x[1]),
        0,
      ),
    );
  const grid = (from: number, to: number, count: number) =>
    Array.from({ length: count + 1 }, (_, k) => from + ((to - from) * k) / count).map((angle) => [angle, at(angle)]);
  let spacing = (2 * Math.PI) / 2000;
  let best = grid(0, 2 * Math.PI, 2000).sort((a, b) => b[1] - a[1]);
  for (let level = 0; level < 3; level++) {
    best = best
      .slice(0, 4)
      .flatMap(([angle]) => grid(angle - spacing, angle + spacing, 60))
      .sort((a, b) => b[1] - a[1]);
    spacing /= 30;
  }
  return functionClass.outputRadius * best[0][1];
}

test.each(["tanh", "sin", "parabolic", "pseudohuber", "relu"])(
  "one %s unit in the plane: never above the best of a grid, and rarely below",
  (name) => {
    const ranges = { activations: [name], depth: 1, width: 1, records: 4, inputScales: [1, 2] };
    let missed = 0;
    fc.assert(
      fc.property(classCases(ranges), (drawn) => {
        const inputs = drawn.inputs.map((input) => Float64Array.of(input[0], input[1] ?? -input[0]));
        const functionClass = { ...drawn.functionClass, inputDimension: 2 };
        const planar = { functionClass, inputs, weights: drawn.weights };
        const difference =
          classSupremum(functionClass, inputs, drawn.weights, { restarts: 40, iterations: 1000 }).value -
          largestOnCircle(planar);
        expect(difference).toBeLessThanOrEqual(1e-6 * scaleOf(planar));
        missed += difference < -1e-6 * scaleOf(planar) ? 1 : 0;
      }),
      { numRuns: quickOrFull(15, 40) },
    );
    // Some have a narrow highest maximum or a flat one: one in several hundred is missed, so more than 4 of 40 never are.
    expect(missed).toBeLessThanOrEqual(4);
  },
);

test("the gradient of a sweep is that of central differences, in every weight", () => {
  fc.assert(
    fc.property(
      classCases({ activations: ["tanh", "sin", "pseudohuber"], width: 4, inputScales: [1] }),
      fc.integer(),
      (drawn, seed) => {
        const { functionClass, inputs, weights } = drawn;
        for (const topRows of [1, undefined]) {
          const shapes = layerShapes(functionClass, topRows);
          const sweep = new ClassSweep(functionClass.activation, shapes, inputs);
          const member = emptyMember(shapes);
          const random = pseudoRandom(seed);
          const blocks = [...member.layers, member.output];
          for (const block of blocks) {
            block.forEach((_, k) => {
              block[k] = 2 * random() - 1;
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
              expect(Math.abs((right - left) / 2e-5 - gradients[b][k])).toBeLessThanOrEqual(1e-8);
            });
          });
        }
      },
    ),
    { numRuns: quickOrFull(20, 60) },
  );
});
