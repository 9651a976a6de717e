/** Version 2 of network files: what its keys say is what is read, and what is wrong is refused with its place. */
import { InputError } from "../../../src/files/inputError";
import { parseNetworkFile } from "../../../src/network/formats/networkFile";
import { networkFromJson } from "../../../src/network/formats/networkJson";
import { codeBlocks } from "../../reference/codeBlocks";

const first = {
  weights: [
    [1, 2],
    [3, 4],
    [5, 6],
  ],
  gains: [1, 0, -2],
  biases: [0, -1, 2],
};
const second = {
  weights: [
    [1, 0, 0],
    [0, 1, 1],
  ],
};
const output = { weights: [3, 4], gain: -2.5, bias: 0.25 };
const valid = {
  format: "weightnorm-network/2",
  activation: { name: "tanh" },
  layers: [first, second],
  output,
  input: [1, 0],
};

const withFirst = (changes: object) => ({ ...valid, layers: [{ ...first, ...changes }, second] });
const withSecond = (changes: object) => ({ ...valid, layers: [first, { ...second, ...changes }] });
const withOutput = (changes: object) => ({ ...valid, output: { ...output, ...changes } });
const paper = { ...valid, format: "weightnorm-network/1", layers: [first.weights.slice(0, 2)], output: [1, 2] };

test("what the keys say is what is read", () => {
  const { network, input } = networkFromJson(valid);
  expect(network).toMatchObject({ depth: 2, widths: [3, 2], width: 3, inputDimension: 2 });
  expect(network.layers).toEqual([Float64Array.of(1, 2, 3, 4, 5, 6), Float64Array.of(1, 0, 0, 0, 1, 1)]);
  expect(network.gains).toEqual([Float64Array.of(1, 0, -2), null]);
  expect(network.biases).toEqual([Float64Array.of(0, -1, 2), null]);
  expect(network).toMatchObject({ output: Float64Array.of(3, 4), outputGain: -2.5, outputBias: 0.25 });
  expect(input).toEqual(Float64Array.of(1, 0));
});

test("what is left out is as in the paper; the shift stays where there are no biases", () => {
  const bare = { ...valid, layers: [{ weights: first.weights }, second], output: { weights: [3, 4] } };
  const { network } = networkFromJson({ ...bare, activation: { name: "tanh", shift: 0.5 } });
  expect(network).toMatchObject({ gains: [null, null], biases: [null, null], outputGain: null, outputBias: 0 });
  expect(network.activation.shift).toBe(0.5);
});

test("data and trial are read as in version 1", () => {
  const { data } = networkFromJson({ ...valid, data: { inputs: [[1, 0]], targets: [2] }, trial: { rate: 0.5 } });
  expect(data?.batch.targets).toEqual(Float64Array.of(2));
  expect(data?.trial.rate).toBe(0.5);
});

test("the examples of the documents are network files", () => {
  const examples = codeBlocks("docs/network-files.md", "json").map((text) => networkFromJson(JSON.parse(text)));
  expect(examples.map(({ network }) => network.widths)).toEqual([
    [2, 2],
    [3, 2],
  ]);
});

test("notes may stand in every object", () => {
  const note = { comment: "a", $schema: "b", "x-c": 1 };
  const noted = { ...note, ...valid, layers: [{ ...note, ...first }, second], output: { ...note, ...output } };
  expect(networkFromJson(noted)).toEqual(networkFromJson(valid));
});

test.each<[string, unknown, string]>([
  [
    "another version",
    { ...valid, format: "weightnorm-network/3" },
    'format: found "weightnorm-network/3", expected "weightnorm-network/1" or "weightnorm-network/2"',
  ],
  ["no layers", { ...valid, layers: [] }, "layers: found none, expected at least one layer"],
  ["layers that are an object", { ...valid, layers: first }, "layers: found an object, expected an array"],
  [
    "a layer as version 1 has it",
    { ...valid, layers: [first, second.weights] },
    "layers[1]: found an array of 2, expected an object with weights, as weightnorm-network/2 has it",
  ],
  [
    "an output as version 1 has it",
    { ...valid, output: [3, 4] },
    "output: found an array of 2, expected an object with weights, as weightnorm-network/2 has it",
  ],
  [
    "a layer as version 2 has it, in version 1",
    { ...paper, layers: [first] },
    "layers[0]: found an object, expected an array (weights with gains and biases are part of weightnorm-network/2)",
  ],
  [
    "an output as version 2 has it, in version 1",
    { ...paper, output },
    "output: found an object, expected an array (weights with gains and biases are part of weightnorm-network/2)",
  ],
  [
    "biases in version 1",
    { ...paper, biases: [[0, 0]] },
    "biases: found an unknown key, expected one of format, activation, layers, output, input, data, trial, counterexample, expected (biases and gains are part of weightnorm-network/2, not of weightnorm-network/1)",
  ],
  [
    "a gain in version 1",
    { ...paper, activation: { name: "tanh", gain: 1 } },
    "activation.gain: found an unknown key, expected one of name, shift (biases and gains are part of weightnorm-network/2, not of weightnorm-network/1)",
  ],
  ["a layer that is null", { ...valid, layers: [null, second] }, "layers[0]: found null, expected an object"],
  ["no output", { ...valid, output: undefined }, "output: found undefined, expected an object"],
  ["an empty layer", withSecond({ weights: [] }), "layers[1].weights: found an empty layer, expected at least one row"],
  ["no weights", withSecond({ weights: undefined }), "layers[1].weights: found undefined, expected an array"],
  [
    "empty rows",
    withFirst({ weights: [[], [], []] }),
    "layers[0].weights[0]: found an empty row, expected at least one entry",
  ],
  [
    "a ragged layer",
    withFirst({ weights: [[1, 2], [3], [5, 6]] }),
    "layers[0].weights[1]: found 1 entries, expected 2, as in layers[0].weights[0]",
  ],
  [
    "text for a weight",
    withSecond({
      weights: [
        [1, 0, "0"],
        [0, 1, 1],
      ],
    }),
    'layers[1].weights[0][2]: found "0", expected a finite number',
  ],
  [
    "widths that do not chain",
    withSecond({
      weights: [
        [1, 0, 0, 0, 1],
        [0, 1, 0, 0, 1],
      ],
    }),
    "layers[1].weights: found 2 rows of 5, expected rows of 3, as layers[0].weights has 3 rows",
  ],
  [
    "an output of another width",
    withOutput({ weights: [1, 2, 3] }),
    "output.weights: found 3 numbers, expected 2, as layers[1].weights has 2 rows",
  ],
  ["an empty output", withOutput({ weights: [] }), "output.weights: found 0 numbers, expected 2"],
  [
    "a zero row",
    withSecond({
      weights: [
        [1, 0, 0],
        [0, 0, 0],
      ],
    }),
    "layers[1].weights[1]: found a zero row",
  ],
  [
    "a zero row with a gain of 0",
    withFirst({
      weights: [
        [1, 2],
        [0, 0],
        [5, 6],
      ],
    }),
    "layers[0].weights[1]: found a zero row",
  ],
  [
    "a row beyond float64",
    withSecond({
      weights: [
        [1, 0, 0],
        [0, 1.7e308, 1.7e308],
      ],
    }),
    "layers[1].weights[1]: found a row whose norm is beyond the largest float64",
  ],
  [
    "fewer gains than rows",
    withFirst({ gains: [1, 2] }),
    "layers[0].gains: found 2 numbers, expected 3, one for each row",
  ],
  [
    "more biases than rows",
    withFirst({ biases: [1, 2, 3, 4] }),
    "layers[0].biases: found 4 numbers, expected 3, one for each row",
  ],
  [
    "no gains in a list of them",
    withSecond({ gains: [] }),
    "layers[1].gains: found 0 numbers, expected 2, one for each row",
  ],
  ["one gain for all rows", withFirst({ gains: 1 }), "layers[0].gains: found 1, expected an array"],
  ["gains that are null", withFirst({ gains: null }), "layers[0].gains: found null, expected an array"],
  ["biases that are null", withSecond({ biases: null }), "layers[1].biases: found null, expected an array"],
  [
    "a gain that is null, as NaN in JSON is",
    withFirst({ gains: [1, null, 2] }),
    "layers[0].gains[1]: found null, expected a finite number",
  ],
  [
    "a gain that is NaN",
    withFirst({ gains: [1, Number.NaN, 2] }),
    "layers[0].gains[1]: found NaN, expected a finite number",
  ],
  [
    "a bias that is text",
    withFirst({ biases: [0, 0, "1"] }),
    'layers[0].biases[2]: found "1", expected a finite number',
  ],
  [
    "an infinite bias",
    withFirst({ biases: [0, Number.NEGATIVE_INFINITY, 0] }),
    "layers[0].biases[1]: found -Infinity, expected a finite number",
  ],
  [
    "biases in rows",
    withFirst({ biases: [[0], [0], [0]] }),
    "layers[0].biases[0]: found an array of 1, expected a finite number",
  ],
  ["an output gain that is null", withOutput({ gain: null }), "output.gain: found null, expected a finite number"],
  ["an output gain in a list", withOutput({ gain: [1] }), "output.gain: found an array of 1, expected a finite number"],
  ["an output bias that is text", withOutput({ bias: "0" }), 'output.bias: found "0", expected a finite number'],
  [
    "an infinite output bias",
    withOutput({ bias: Number.POSITIVE_INFINITY }),
    "output.bias: found Infinity, expected a finite number",
  ],
  ["zeros beside an output gain", withOutput({ weights: [0, 0] }), "output.weights: found a zero row"],
  [
    "biases beside a shift",
    { ...valid, activation: { name: "tanh", shift: 1 } },
    "activation.shift: found 1 beside biases, expected 0, as the biases are shifts",
  ],
  ["an input of another dimension", { ...valid, input: [1, 2, 3] }, "input: found 3 entries, expected 2"],
])("refused: %s", (_, value, message) => {
  expect(() => networkFromJson(value)).toThrow(InputError);
  expect(() => networkFromJson(value)).toThrow(message);
});

test.each<[string, unknown, string]>([
  [
    "gain",
    withFirst({ gain: [1, 2, 3] }),
    "layers[0].gain: found an unknown key, expected one of weights, gains, biases (did you mean gains?)",
  ],
  [
    "bias",
    withSecond({ bias: [1, 2] }),
    "layers[1].bias: found an unknown key, expected one of weights, gains, biases (did you mean biases?)",
  ],
  [
    "weight",
    withSecond({ weight: [] }),
    "layers[1].weight: found an unknown key, expected one of weights, gains, biases (did you mean weights?)",
  ],
  [
    "gian",
    withFirst({ gian: [1, 2, 3] }),
    "layers[0].gian: found an unknown key, expected one of weights, gains, biases (did you mean gains?)",
  ],
  [
    "gian",
    withOutput({ gian: 1 }),
    "output.gian: found an unknown key, expected one of weights, gain, bias (did you mean gain?)",
  ],
  [
    "Gains",
    withFirst({ Gains: [] }),
    "layers[0].Gains: found an unknown key, expected one of weights, gains, biases (did you mean gains?)",
  ],
  [
    "gains",
    withOutput({ gains: [1] }),
    "output.gains: found an unknown key, expected one of weights, gain, bias (did you mean gain?)",
  ],
  [
    "biases",
    withOutput({ biases: [1] }),
    "output.biases: found an unknown key, expected one of weights, gain, bias (did you mean bias?)",
  ],
  [
    "weight",
    withOutput({ weight: [1] }),
    "output.weight: found an unknown key, expected one of weights, gain, bias (did you mean weights?)",
  ],
  [
    "shift in a layer",
    withFirst({ shift: 1 }),
    "layers[0].shift: found an unknown key, expected one of weights, gains, biases (shift belongs into activation)",
  ],
  [
    "shfit",
    { ...valid, activation: { name: "tanh", shfit: 0 } },
    "activation.shfit: found an unknown key, expected one of name, shift (did you mean shift?)",
  ],
  [
    "biases of all",
    { ...valid, biases: [] },
    "biases: found an unknown key, expected one of format, activation, layers, output, input, data, trial, counterexample, expected, parameters (biases belongs into layers[l])",
  ],
  ["a gain of all", { ...valid, gain: 1 }, "(gain belongs into output)"],
  [
    "activation in a layer",
    withSecond({ activation: "tanh" }),
    "layers[1].activation: found an unknown key, expected one of weights, gains, biases (activation belongs to the top level)",
  ],
  [
    "another word",
    withSecond({ unheardOf: 1 }),
    "layers[1].unheardOf: found an unknown key, expected one of weights, gains, biases",
  ],
  [
    "__proto__",
    JSON.parse(JSON.stringify(valid).replace('"gain"', '"__proto__":{"gain":1},"gain"')),
    "output.__proto__: found an unknown key",
  ],
])("an unknown key is refused by name: %s", (_, value, message) => {
  expect(() => networkFromJson(value)).toThrow(InputError);
  expect(() => networkFromJson(value)).toThrow(message);
});

test.each<[string, string, string]>([
  [
    "gains twice",
    JSON.stringify(valid).replace('"gains"', '"gains":[1,1,1],"gains"'),
    "layers[0].gains: found a duplicate key",
  ],
  [
    "a gain out of range",
    JSON.stringify(valid).replace("-2.5", "1e999"),
    "output.gain: found 1e999, which float64 reads as Infinity",
  ],
  ["NaN", JSON.stringify(valid).replace("-2.5", "NaN"), "has no NaN or Infinity"],
])("a file with %s is refused", (_, text, message) => {
  const read = () => parseNetworkFile(new TextEncoder().encode(text), "net.json");
  expect(read).toThrow(InputError);
  expect(read).toThrow(message);
  expect(read).toThrow(/^net\.json: /);
});
