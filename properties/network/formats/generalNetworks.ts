/** Networks of any widths with gains, biases and an output of their own, or some of these, with entries all over float64: for file formats. */
import fc from "fast-check";
import { activations } from "../../../src/network/activation";
import type { NetworkFile } from "../../../src/network/formats/networkJson";
import { createNetwork, type Network } from "../../../src/network/network";

const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const vector = (length: number) =>
  fc.array(number, { minLength: length, maxLength: length }).map((values) => Float64Array.from(values));

/** A row whose norm float64 has to full precision. */
const row = (columns: number): fc.Arbitrary<number[]> =>
  fc
    .tuple(
      fc.double({ min: 1e-290, max: 1e150, noNaN: true }),
      fc.array(fc.double({ min: -1e150, max: 1e150, noNaN: true }), { minLength: columns - 1, maxLength: columns - 1 }),
      fc.boolean(),
    )
    .map(([first, rest, isNegative]) => [...rest, isNegative ? -first : first]);

const matrix = (rows: number, columns: number) =>
  fc.array(row(columns), { minLength: rows, maxLength: rows }).map((values) => Float64Array.from(values.flat()));

const perRow = (widths: readonly number[]) =>
  fc.tuple(...widths.map((width) => fc.option(vector(width), { nil: null, freq: 2 })));

const size = fc.integer({ min: 1, max: 5 });

const shapes = fc.array(size, { minLength: 2, maxLength: 5 });

function networkOf([inputDimension, ...widths]: readonly number[]): fc.Arbitrary<Network> {
  return fc
    .record({
      activation: fc.constantFrom(...activations),
      shift: number,
      layers: fc.tuple(...widths.map((width, l) => matrix(width, l === 0 ? inputDimension : widths[l - 1]))),
      gains: perRow(widths),
      biases: perRow(widths),
      output: fc.oneof(vector(widths[widths.length - 1]), matrix(1, widths[widths.length - 1])),
      outputGain: fc.option(number, { nil: null, freq: 2 }),
      outputBias: fc.oneof(
        fc.constant(0),
        number.filter((value) => value !== 0),
      ),
    })
    .filter(({ output, outputGain }) => outputGain === null || output.some((entry) => Math.abs(entry) > 1e-290))
    .filter(({ output, outputGain }) => outputGain === null || output.every((entry) => Math.abs(entry) < 1e150))
    .map(({ activation, shift, ...parts }) =>
      createNetwork({
        ...parts,
        activation: { activation, shift: parts.biases.some((each) => each !== null) ? 0 : shift },
      }),
    );
}

/** With and without an input, with and without what is differentiated. */
export const generalNetworks: fc.Arbitrary<NetworkFile> = shapes.chain((sizes) =>
  fc
    .record({
      network: networkOf(sizes),
      input: fc.option(
        row(sizes[0]).map((x) => Float64Array.from(x)),
        { nil: null },
      ),
      isAll: fc.boolean(),
    })
    .map(({ isAll, ...file }): NetworkFile => (isAll ? { ...file, parameters: "all" } : file)),
);
