/** Small networks of every kind: widths that differ, gains of any sign and 0, biases, outputs plain and normalised. */
import fc from "fast-check";
import { activationNamed } from "../../src/network/activation";
import { createNetwork } from "../../src/network/network";
import type { NetworkCase } from "../../src/network/networkCase";
import { unitNumber } from "./randomMatrices";

const SMOOTH = ["identity", "tanh", "sin", "arctan", "erf", "softplus", "sigmoid", "pseudohuber", "parabolic"];

const sizes = fc.integer({ min: 1, max: 4 });
const gains = fc.oneof(
  unitNumber,
  unitNumber.map((x) => 4 * x),
  fc.constantFrom(0, 0, 1, -1, 1e-3, 30),
);
const biases = fc.oneof(
  unitNumber,
  unitNumber.map((x) => 4 * x),
);
const rowNorms = fc.constantFrom(1e-3, 0.3, 1, 1, 1, 3, 100);

/** Between one and 1/1024 for a row of zeros, which no network has. */
function rows(count: number, length: number): fc.Arbitrary<number[]> {
  const row = fc
    .tuple(fc.array(unitNumber, { minLength: length, maxLength: length }), rowNorms)
    .map(([entries, norm]) =>
      entries.map((entry, j) => (j === 0 && entries.every((each) => each === 0) ? 1 : entry) * norm),
    );
  return fc.array(row, { minLength: count, maxLength: count }).map((each) => each.flat());
}

/** Values of its own in most layers, and null in the others. */
function perRow(widths: readonly number[], each: fc.Arbitrary<number>): fc.Arbitrary<(Float64Array | null)[]> {
  const own = (width: number): fc.Arbitrary<Float64Array> =>
    fc.array(each, { minLength: width, maxLength: width }).map((values) => Float64Array.from(values));
  return fc.tuple(...widths.map((width) => fc.oneof(fc.constant(null), own(width), own(width))));
}

/** Where rows lie along what enters them: nowhere, in the first layer, or in the output, up to rounding. */
type Along = "none" | "first" | "output";

/**
 * Networks of depth 1..3 and widths 1..4, with an input.
 *
 * @example fc.assert(fc.property(degenerateCases, ({ network }) => network.depth <= 3))
 */
export const degenerateCases: fc.Arbitrary<NetworkCase> = fc
  .record({ widths: fc.array(sizes, { minLength: 1, maxLength: 3 }), inputDimension: sizes })
  .chain(({ widths, inputDimension }) => {
    const top = widths[widths.length - 1];
    return fc.record({
      name: fc.constantFrom(...SMOOTH),
      shift: fc.constantFrom(0, 0.5, -1.25),
      layers: fc.tuple(...widths.map((width, l) => rows(width, l === 0 ? inputDimension : widths[l - 1]))),
      gains: perRow(widths, gains),
      biases: perRow(widths, biases),
      output: rows(1, top),
      outputGain: fc.oneof(fc.constant(null), gains),
      outputBias: fc.constantFrom(0, 0.75, -2),
      input: fc.array(unitNumber, { minLength: inputDimension, maxLength: inputDimension }),
      along: fc.constantFrom<Along>("none", "none", "none", "none", "first", "output"),
    });
  })
  .map(({ name, shift, layers, gains: ownGains, biases: ownBiases, output, outputGain, outputBias, input, along }) => {
    const last = layers.length - 1;
    const weights = layers.map((entries) => Float64Array.from(entries));
    if (along === "first" && input.some((entry) => entry !== 0)) {
      weights[0].set(input.map((entry) => -2 * entry));
    }
    if (along === "output") {
      // Equal rows make equal activations.
      const n = weights[last].length / output.length;
      for (let i = 1; i < output.length; i++) {
        weights[last].copyWithin(i * n, 0, n);
      }
      ownGains[last] = null;
      ownBiases[last] = null;
      output.fill(0.75);
    }
    const network = createNetwork({
      activation: {
        activation: activationNamed(name, "activation"),
        shift: ownBiases.some((each) => each !== null) ? 0 : shift,
      },
      layers: weights,
      gains: ownGains,
      biases: ownBiases,
      output: Float64Array.from(output),
      outputGain,
      outputBias,
    });
    return { network, input: Float64Array.from(input) };
  });
