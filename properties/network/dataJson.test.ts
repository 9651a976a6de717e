/** A network file's data set and trial: what is written is read back, and what is damaged is refused with the place. */
import fc from "fast-check";
import { InputError } from "../../src/files/inputError";
import { defaultRanges } from "../../src/generators/caseRanges";
import { networkCases } from "../../src/generators/networkCases";
import { networkFromJson, networkToJson } from "../../src/network/formats/networkJson";
import { dataSet } from "../../src/theorems/assumptions";

const network = {
  format: "weightnorm-network/1",
  activation: { name: "tanh" },
  layers: [
    [
      [1, 2],
      [3, 4],
    ],
  ],
  output: [1, -1],
};
const inputs = [
  [1, 0],
  [0, 1],
  [0.5, -0.5],
];
const targets = [1, 2, 3];
const trial = { cosine: 0.5, radius: 0.1, rate: 0.25, steps: 3, batchSize: 2 };
const valid = { ...network, data: { inputs, targets }, trial };
/** 1200 weights for each of its steps. */
const wide = { layers: [new Array(400).fill([1, 2])], output: new Array(400).fill(1) };

test("a written data set and trial read back, with and without an input", () => {
  fc.assert(
    fc.property(networkCases(defaultRanges, [dataSet]), fc.boolean(), (networkCase, withInput) => {
      const file = { ...networkCase, input: withInput ? networkCase.input : null };
      const written = JSON.stringify(networkToJson(file));
      expect(networkFromJson(JSON.parse(written))).toEqual(file);
    }),
    { numRuns: 50 },
  );
});

test("what the keys say is what is read", () => {
  const { input, data } = networkFromJson(valid);
  expect(input).toBeNull();
  expect(data?.batch.inputs.map((record) => Array.from(record))).toEqual(inputs);
  expect(Array.from(data?.batch.targets ?? [])).toEqual(targets);
  expect(data?.trial).toEqual(trial);
});

test("a trial without data would be read past: refused; null is none", () => {
  const message = /^trial: found a trial without data, expected data to try it on/;
  expect(() => networkFromJson({ ...network, trial })).toThrow(message);
  expect(() => networkFromJson({ ...network, data: null, trial: {} })).toThrow(message);
  expect(networkFromJson({ ...network, data: null, trial: null }).data).toBeUndefined();
});

test.each([
  ["absent", undefined],
  ["null", null],
  ["empty", {}],
])(
  "a trial that is %s: one full-batch step at the paper's step size, down the gradient in a small ball",
  (_, given) => {
    const { data } = networkFromJson({ ...valid, trial: given });
    expect(data?.trial).toEqual({ cosine: 1, radius: 0.01, rate: 0.001, steps: 1, batchSize: 3 });
  },
);

test("a trial may give some of its numbers only", () => {
  const { data } = networkFromJson({ ...valid, trial: { rate: 0.5 } });
  expect(data?.trial).toEqual({ cosine: 1, radius: 0.01, rate: 0.5, steps: 1, batchSize: 3 });
});

const withData = (data: unknown) => ({ ...valid, data });
const withTrial = (changes: unknown) => ({ ...valid, trial: changes });

test.each<[string, unknown, RegExp]>([
  ["data that are a list", withData([]), /^data: found an array of 0, expected an object/],
  ["data that are text", withData("x"), /^data: found "x", expected an object/],
  ["no inputs", withData({ targets }), /^data\.inputs: found undefined, expected an array/],
  ["no records", withData({ inputs: [], targets: [] }), /^data\.inputs: found none, expected at least one input/],
  [
    "a record that is a number",
    withData({ inputs: [1], targets: [1] }),
    /^data\.inputs\[0\]: found 1, expected an array/,
  ],
  [
    "text for a number",
    withData({
      inputs: [
        [1, 0],
        ["0", 1],
        [0, 0],
      ],
      targets,
    }),
    /^data\.inputs\[1\]\[0\]: found "0", expected a finite number/,
  ],
  [
    "null for a number",
    withData({
      inputs: [
        [1, 0],
        [0, 1],
        [0, null],
      ],
      targets,
    }),
    /^data\.inputs\[2\]\[1\]: found null, expected a finite number/,
  ],
  [
    "an infinite number",
    withData({ inputs: [[1, Number.POSITIVE_INFINITY]], targets: [1] }),
    /^data\.inputs\[0\]\[1\]: found Infinity/,
  ],
  [
    "a norm beyond float64",
    withData({ inputs: [[1.5e308, 1.5e308]], targets: [1] }),
    /^data\.inputs\[0\]: found a norm beyond the largest float64/,
  ],
  [
    "a record of another length",
    withData({
      inputs: [
        [1, 0],
        [0, 1, 2],
        [0, 0],
      ],
      targets,
    }),
    /^data\.inputs\[1\]: found 3 entries, expected 2, the length of a row of layers\[0\]/,
  ],
  ["no targets", withData({ inputs }), /^data\.targets: found undefined, expected an array/],
  ["fewer targets", withData({ inputs, targets: [1, 2] }), /^data\.targets: found 2 numbers, expected 3, one for each/],
  ["more targets", withData({ inputs, targets: [1, 2, 3, 4] }), /^data\.targets: found 4 numbers, expected 3/],
  [
    "a target that is a list",
    withData({ inputs, targets: [1, [2], 3] }),
    /^data\.targets\[1\]: found an array of 1, expected a finite number/,
  ],
  ["a trial that is a list", withTrial([1]), /^trial: found an array of 1, expected an object/],
  ["a trial that is a number", withTrial(5), /^trial: found 5, expected an object/],
  ["a cosine that is text", withTrial({ cosine: "1" }), /^trial\.cosine: found "1", expected a finite number/],
  ["a cosine that is null", withTrial({ cosine: null }), /^trial\.cosine: found null, expected a finite number/],
  ["a cosine of 0", withTrial({ cosine: 0 }), /^trial\.cosine: found 0, expected a number above 0, at most 1/],
  ["a cosine below 0", withTrial({ cosine: -0.5 }), /^trial\.cosine: found -0\.5/],
  ["a cosine of 2", withTrial({ cosine: 2 }), /^trial\.cosine: found 2, expected a number above 0, at most 1/],
  ["a radius of 0", withTrial({ radius: 0 }), /^trial\.radius: found 0, expected a number between 0 and 1/],
  ["a radius of 1", withTrial({ radius: 1 }), /^trial\.radius: found 1, expected a number between 0 and 1/],
  ["a rate of 0", withTrial({ rate: 0 }), /^trial\.rate: found 0, expected a finite number above 0/],
  ["a rate below 0", withTrial({ rate: -1 }), /^trial\.rate: found -1, expected a finite number above 0/],
  ["an infinite rate", withTrial({ rate: Number.POSITIVE_INFINITY }), /^trial\.rate: found Infinity/],
  ["a rate that is true", withTrial({ rate: true }), /^trial\.rate: found true, expected a finite number/],
  ["no steps", withTrial({ steps: 0 }), /^trial\.steps: found 0, expected a whole number from 1/],
  ["half a step", withTrial({ steps: 1.5 }), /^trial\.steps: found 1\.5, expected a whole number from 1/],
  [
    "steps without end",
    withTrial({ steps: 1e9 }),
    /^trial\.steps: found 1000000000, expected a whole number from 1 to/,
  ],
  [
    "a trajectory beyond memory",
    { ...withTrial({ steps: 9999, batchSize: 3 }), ...wide },
    /^trial\.steps: found 9999, expected at most \d+ for this network and batch size/,
  ],
  ["empty batches", withTrial({ batchSize: 0 }), /^trial\.batchSize: found 0, expected a whole number from 1 to 3/],
  [
    "batches larger than the data set",
    withTrial({ batchSize: 4 }),
    /^trial\.batchSize: found 4, expected a whole number from 1 to 3, the number of records/,
  ],
  ["batches of a part of a record", withTrial({ batchSize: 0.5 }), /^trial\.batchSize: found 0\.5/],
])("%s: refused, with the place", (_, value, message) => {
  expect(() => networkFromJson(value)).toThrow(InputError);
  expect(() => networkFromJson(value)).toThrow(message);
});

test("NaN is no JSON: a file that was to hold one holds null, and is refused", () => {
  const written = JSON.parse(JSON.stringify(withTrial({ rate: Number.NaN })));
  expect(() => networkFromJson(written)).toThrow(/^trial\.rate: found null, expected a finite number/);
  expect(() => networkFromJson(withTrial({ rate: Number.NaN }))).toThrow(/^trial\.rate: found NaN/);
});
