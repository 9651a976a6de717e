/** The errors of jets against φ, φ′ and φ″ in 60 digits, at pre-activations as far away as they say. */
import fc from "fast-check";
import { decimals } from "../../src/arithmetic/decimal";
import { exactFloat64 } from "../../src/arithmetic/decimalText";
import { LOWER_END } from "../../src/arithmetic/lowerEnd";
import { type Activation, activationNamed, activationNames } from "../../src/network/activation";
import { quickOrFull } from "../depth";

const decimal = decimals(60);

function exactJet({ value, derivatives }: Activation, at: ReturnType<typeof decimal.of>) {
  const { slope, curvature } = derivatives(decimal, at);
  return [value(decimal, at), slope, curvature];
}

const scales = fc.integer({ min: -300, max: 6 }).map((exponent) => 10 ** exponent);
const distances = fc.oneof(
  fc.constant(0),
  fc.integer({ min: -320, max: 1 }).map((exponent) => 10 ** exponent),
);
const anyNumbers = fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), scales).map(([unit, scale]) => unit * scale);
const numbers = fc.oneof(anyNumbers, fc.double({ min: -8, max: 8, noNaN: true }), fc.constantFrom(0, 1, -1));

/** Several exponentials or quotients in one. */
const UNITS: Record<string, number> = { gelu: 60, silu: 70, swish: 70, mish: 130 };

/** What the error of a sum of two terms that cancel is relative to: |φ|, and the sizes of the terms of φ′ and of φ″. */
function sizesOf(name: string, z: number, jet: Float64Array): readonly number[] {
  const magnitude = Math.abs(z);
  if (name === "gelu") {
    const density = 0.4 * Math.exp((-z * z) / 2);
    return [Math.abs(jet[0]), Math.abs(jet[1]) + magnitude * density, (2 + z * z) * density];
  }
  if (name === "silu" || name === "swish") {
    const decay = Math.exp(-magnitude);
    return [Math.abs(jet[0]), Math.abs(jet[1]) + magnitude * decay, (2 + magnitude) * decay];
  }
  if (name === "mish") {
    const decay = Math.min(1, Math.exp(z), 4 * Math.exp(-2 * z));
    return [Math.abs(jet[0]), Math.abs(jet[1]) + magnitude * decay, 2 * (1 + magnitude) * decay];
  }
  return Array.from(jet, Math.abs);
}

describe.each(activationNames)("%s", (name) => {
  const activation = activationNamed(name, "activation");

  test("every entry is within its error", () => {
    fc.assert(
      fc.property(numbers, distances, fc.double({ min: -1, max: 1, noNaN: true }), (z, h, part) => {
        const jet = new Float64Array(3);
        const errors = new Float64Array(3);
        activation.jet(z, jet);
        activation.jetErrors(z, h, jet, errors);
        // Of the hundreds of digits of a float64, as many as matter: with all of them, φ takes a second.
        const exact = exactJet(activation, decimal.add(exactFloat64(z).plus(exactFloat64(h).times(part))));
        for (let k = 0; k < 3; k++) {
          const off = exact[k].minus(exactFloat64(jet[k])).abs().minus(exact[k].abs().times(1e-28));
          expect({ k, isWithin: off.lessThanOrEqualTo(exactFloat64(errors[k]).times(1 + 2 ** -50)) }).toEqual({
            k,
            isWithin: true,
          });
        }
      }),
      { numRuns: quickOrFull(25, 60) },
    );
  });

  test("far out, where the jet has underflowed, what is not small within h is covered", () => {
    for (const [z, h] of [
      [40, 15],
      [-40, 15],
      [-400, 110],
      [400, 110],
      [1e4, 9990],
      [-1e4, 9990],
      [-1e6, 1e6],
    ]) {
      const [jet, errors] = [new Float64Array(3), new Float64Array(3)];
      activation.jet(z, jet);
      activation.jetErrors(z, h, jet, errors);
      for (const part of [-1, -0.5, 0.5, 1]) {
        const exact = exactJet(activation, decimal.of(z + h * part));
        for (let k = 0; k < 3; k++) {
          const off = exact[k]
            .minus(exactFloat64(jet[k]))
            .abs()
            .times(1 - 1e-12);
          expect([z, h, part, k, off.lessThanOrEqualTo(errors[k])]).toEqual([z, h, part, k, true]);
        }
      }
    }
  });

  test("and small where nothing but rounding happens, saturated or not", () => {
    fc.assert(
      fc.property(fc.double({ min: -20, max: 20, noNaN: true }), (z) => {
        const jet = new Float64Array(3);
        const errors = new Float64Array(3);
        activation.jet(z, jet);
        activation.jetErrors(z, 0, jet, errors);
        // The exponent of erf is rounded relatively to itself.
        const units = name === "erf" ? 4 * z * z + 500 : (UNITS[name] ?? 40);
        const sizes = sizesOf(name, z, jet);
        errors.forEach((error, k) => {
          expect(error).toBeLessThanOrEqual(units * 2 ** -53 * sizes[k] + 4 * LOWER_END);
        });
      }),
    );
  });
});
