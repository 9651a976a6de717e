/** Each activation's derivatives, Lipschitz constant and β, from its own definition in 50 digits. */
import fc from "fast-check";
import { decimals } from "../../src/arithmetic/decimal";
import { float64 } from "../../src/arithmetic/float64";
import { InputError } from "../../src/files/inputError";
import { activationNamed, activationNames, activations, magnitudeAtZero } from "../../src/network/activation";
import { quickOrFull } from "../depth";

const decimal = decimals(50);
const STEP = decimal.of(2 ** -40);
/** Where a derivative jumps. */
const KINKS: Record<string, number[]> = { parabolic: [-1, 0, 1], relu: [0] };

const points = fc.oneof(
  fc.integer({ min: -4096, max: 4096 }).map((k) => k / 512),
  fc.constantFrom(-40, -1e-9, 1e-9, 12.5, 300),
);

describe.each(activations.map((activation) => [activation.name, activation] as const))("%s", (name, activation) => {
  const jetAt = (z: number): Float64Array => {
    const jet = new Float64Array(3);
    activation.jet(z, jet);
    return jet;
  };

  test("φ, φ′ and φ″ are those of the definition", () => {
    fc.assert(
      fc.property(points, (z) => {
        fc.pre(!(KINKS[name] ?? []).some((kink) => Math.abs(z - kink) < 1e-9));
        const at = (steps: number) => activation.value(decimal, decimal.of(z).plus(STEP.times(steps)));
        const [below, here, above] = [at(-1), at(0), at(1)];
        const [value, slope, curvature] = jetAt(z);
        // Differences with step 2^-40 in 50 digits: errors of 2^-80 times a third derivative.
        const expected = [
          here,
          above.minus(below).dividedBy(STEP.times(2)),
          above.plus(below).minus(here.times(2)).dividedBy(STEP.times(STEP)),
        ];
        for (const [found, exact] of [
          [value, expected[0]],
          [slope, expected[1]],
          [curvature, expected[2]],
        ] as const) {
          const error = exact.minus(found).absoluteValue().toNumber();
          // A sine or an exponential of z inherits the rounding of its argument.
          expect(error).toBeLessThanOrEqual(4e-15 * Math.max(1, Math.abs(z)) * Math.max(Math.abs(found), 1e-12));
        }
      }),
      { numRuns: quickOrFull(40, 300) },
    );
  });

  test("A1: |φ′| <= 1", () => {
    fc.assert(
      fc.property(points, (z) => {
        // Four roundings, as in 4σ′(2z).
        expect(Math.abs(jetAt(z)[1])).toBeLessThanOrEqual(1 + 4 * 2 ** -53);
      }),
    );
  });

  test("A2: β is the supremum of |φ″|", () => {
    if (activation.smoothness === null) {
      expect(name).toBe("relu");
      return;
    }
    const beta = activation.smoothness(float64);
    let largest = 0;
    for (let k = -100_000; k <= 100_000; k++) {
      largest = Math.max(largest, Math.abs(jetAt(k / 10_000)[2]));
    }
    expect(largest).toBeLessThanOrEqual(beta * (1 + 1e-15));
    expect(largest).toBeGreaterThanOrEqual(beta * (1 - 1e-6));
    expect(decimal.subtract(activation.smoothness(decimal), decimal.of(beta)).absoluteValue().toNumber()).toBeLessThan(
      1e-15,
    );
  });

  test("extreme arguments give finite numbers", () => {
    for (const z of [1e308, -1e308, 1e160, -1e160, 1e-320, -0]) {
      expect(Array.from(jetAt(z)).every(Number.isFinite)).toBe(true);
    }
  });
});

test("φ(0) of the table", () => {
  const atZero = (name: string): number =>
    magnitudeAtZero(float64, { activation: activationNamed(name, ""), shift: 0 });
  expect(activationNames.filter((name) => atZero(name) !== 0)).toEqual(["softplus", "sigmoid"]);
  expect(atZero("softplus")).toBeCloseTo(Math.LN2, 15);
  expect(atZero("sigmoid")).toBe(0.5);
});

test("gelu is refused by name, with its slope; others with the list", () => {
  expect(() => activationNamed("gelu", "activation.name")).toThrow(/gelu.*breaks assumption A1.*1\.13/);
  expect(() => activationNamed("tahn", "activation.name")).toThrow(
    /activation.name: found "tahn", expected one of identity, tanh/,
  );
  expect(() => activationNamed(3, "activation.name")).toThrow(InputError);
});
