/** Random classes of networks with inputs and weights: entries on dyadic grids, repeated and zero inputs among them. */
import fc from "fast-check";
import type { FunctionClass } from "../../src/complexity/functionClass";
import { activationNamed } from "../../src/network/activation";
import { unitNumber } from "./randomMatrices";

export interface ClassCase {
  readonly functionClass: FunctionClass;
  readonly inputs: readonly Float64Array[];
  readonly weights: Float64Array;
}

export interface ClassRanges {
  readonly depth?: number;
  readonly width?: number;
  readonly inputDimension?: number;
  readonly records?: number;
  readonly activations?: readonly string[];
  readonly inputScales?: readonly number[];
}

/** Those of the table with φ(0) = 0. */
export const vanishingAtZero = ["identity", "tanh", "sin", "arctan", "erf", "parabolic", "pseudohuber", "relu"];
export const odd = ["identity", "tanh", "sin", "arctan", "erf", "parabolic"];

export function functionClassOf(
  name: string,
  shape: { depth: number; width: number; inputDimension: number },
  outputRadius = 1,
): FunctionClass {
  return { ...shape, activation: { activation: activationNamed(name, "activation"), shift: 0 }, outputRadius };
}

/** @param ranges largest sizes, from which 1 is the smallest; the inputs have entries up to a scale */
export function classCases({
  depth = 5,
  width = 8,
  inputDimension = 6,
  records = 6,
  activations = vanishingAtZero,
  inputScales = [1, 1, 8, 100],
}: ClassRanges = {}): fc.Arbitrary<ClassCase> {
  return fc
    .record({
      name: fc.constantFrom(...activations),
      depth: fc.integer({ min: 1, max: depth }),
      width: fc.integer({ min: 1, max: width }),
      inputDimension: fc.integer({ min: 1, max: inputDimension }),
      outputRadius: fc.constantFrom(1, 0.5, 2),
      inputScale: fc.constantFrom(...inputScales),
      records: fc.integer({ min: 1, max: records }),
    })
    .chain(({ name, inputScale, records: count, outputRadius, ...shape }) => {
      const entries = fc.array(unitNumber, { minLength: shape.inputDimension, maxLength: shape.inputDimension });
      const input = fc.oneof({ weight: 9, arbitrary: entries }, fc.constant(new Array(shape.inputDimension).fill(0)));
      return fc.record({
        functionClass: fc.constant(functionClassOf(name, shape, outputRadius)),
        inputs: fc
          .tuple(fc.array(input, { minLength: count, maxLength: count }), fc.boolean())
          .map(([drawn, repeated]) =>
            drawn.map((entry, r) => Float64Array.from(repeated && r > 0 ? drawn[r - 1] : entry, (e) => inputScale * e)),
          ),
        weights: fc
          .array(fc.oneof(fc.constantFrom(-1, 1), unitNumber), { minLength: count, maxLength: count })
          .map((drawn) => Float64Array.from(drawn)),
      });
    });
}

/** Σ_r c_r x_r. */
export function weightedInput(inputs: readonly Float64Array[], weights: Float64Array): Float64Array {
  return inputs[0].map((_, j) => inputs.reduce((sum, input, r) => sum + weights[r] * input[j], 0));
}
