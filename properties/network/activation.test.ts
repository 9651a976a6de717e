/** Each activation's derivatives, Lipschitz constant and β, from its own definition in 50 digits. */
import fc from "fast-check";
import { decimals } from "../../src/arithmetic/decimal";
import { float64 } from "../../src/arithmetic/float64";
import { InputError } from "../../src/files/inputError";
import {
  activationNamed,
  activationNames,
  activations,
  magnitudeAtZero,
  paperActivationNames,
} from "../../src/network/activation";
import { quickOrFull } from "../depth";

const decimal = decimals(50);
const STEP = decimal.of(2 ** -40);
/** Where a derivative jumps. */
const KINKS: Record<string, number[]> = { parabolic: [-1, 0, 1], relu: [0], selu: [0], leakyrelu: [0] };
/** φ′ is a sum of two terms, as large as this, of opposite signs: where they cancel, its error is relative to them. And φ″. */
const CANCELLING: Record<string, (z: number) => readonly [number, number]> = {
  gelu: (z) => [z < 0 ? (1 - z) * Math.exp((-z * z) / 2) : 1, Math.exp((-z * z) / 2) * (2 + z * z)],
  silu: (z) => [(1 + Math.abs(z)) * Math.exp(Math.min(z, 0)), (2 + Math.abs(z)) * Math.exp(-Math.abs(z))],
  mish: (z) => [(1 + Math.abs(z)) * Math.exp(Math.min(z, 0)), 4 * (1 + Math.abs(z)) * Math.exp(-Math.abs(z))],
};
CANCELLING["swish"] = CANCELLING["silu"];

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
        const [slopeTerms, curvatureTerms] = CANCELLING[name]?.(z) ?? [0, 0];
        for (const [found, exact, terms] of [
          [value, expected[0], 0],
          [slope, expected[1], slopeTerms],
          [curvature, expected[2], curvatureTerms],
        ] as const) {
          const error = exact.minus(found).absoluteValue().toNumber();
          // A sine or an exponential of z inherits the rounding of its argument.
          expect(error).toBeLessThanOrEqual(4e-15 * Math.max(1, Math.abs(z)) * Math.max(Math.abs(found), terms, 1e-12));
        }
      }),
      { numRuns: quickOrFull(40, 300) },
    );
  });

  test("λ is the supremum of |φ′|, or 1 where that is less", () => {
    const lambda = activation.lipschitz(float64);
    let largest = 0;
    for (let k = -100_000; k <= 100_000; k++) {
      largest = Math.max(largest, Math.abs(jetAt(k / 10_000)[1]));
    }
    // Four roundings, as in 4σ′(2z).
    expect(largest).toBeLessThanOrEqual(lambda * (1 + 4 * 2 ** -53));
    expect(lambda).toBeLessThanOrEqual(Math.max(1, largest * (1 + 1e-7)));
    expect(decimal.subtract(activation.lipschitz(decimal), decimal.of(lambda)).absoluteValue().toNumber()).toBeLessThan(
      1e-15,
    );
    // No larger than 1 where the paper's theorems are tried.
    expect(paperActivationNames.includes(name)).toBe(lambda === 1 && name !== "leakyrelu");
  });

  test("A2: β is the supremum of |φ″|", () => {
    if (activation.smoothness === null) {
      expect(["relu", "selu", "leakyrelu"]).toContain(name);
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

test("λ of those that are steeper than 1", () => {
  const lambdaOf = (name: string): number => activationNamed(name, "").lipschitz(float64);
  expect(lambdaOf("gelu")).toBeCloseTo(1.128904145185155, 14);
  expect(lambdaOf("silu")).toBeCloseTo(1.099839320128867, 14);
  expect(lambdaOf("mish")).toBeCloseTo(1.088498161251728, 14);
  expect(lambdaOf("selu")).toBeCloseTo(1.758099340847377, 14);
});

test("the paper's activations, in the order in which random networks are drawn from them", () => {
  expect(paperActivationNames.join(" ")).toBe(
    "identity tanh sin arctan erf softplus sigmoid parabolic pseudohuber relu",
  );
  expect(activationNames.slice(0, paperActivationNames.length)).toEqual(paperActivationNames);
});

test("swish is silu, and keeps its name", () => {
  const [silu, swish] = ["silu", "swish"].map((name) => activationNamed(name, "activation"));
  expect(swish.name).toBe("swish");
  expect([swish.value, swish.derivatives, swish.jet]).toEqual([silu.value, silu.derivatives, silu.jet]);
});

test("others are refused with the reason or with the list", () => {
  expect(() => activationNamed("gelu_tanh", "activation.name")).toThrow(
    /found "gelu_tanh", an approximation of gelu, which is another function, expected one of identity, tanh/,
  );
  expect(() => activationNamed("PReLU", "activation.name")).toThrow(/whose slope is a parameter/);
  expect(() => activationNamed("tahn", "activation.name")).toThrow(
    /activation.name: found "tahn", expected one of identity, tanh/,
  );
  expect(() => activationNamed(3, "activation.name")).toThrow(InputError);
});
