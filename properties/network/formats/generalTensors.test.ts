/** Gains, biases and widths in safetensors: what the tensors say is what is read; wrong shapes and what belongs to no layer are refused by name. */
import { InputError } from "../../../src/files/inputError";
import { parseNetworkFile } from "../../../src/network/formats/networkFile";
import { safetensorsBytes, tensorsOf } from "../../reference/safetensorsBytes";

type Tensor = readonly [name: string, dtype: string, shape: readonly number[]];

const weights: readonly Tensor[] = [
  ["layers.0.weight", "F64", [3, 2]],
  ["layers.1.weight", "F64", [2, 3]],
  ["output.weight", "F64", [2]],
];
const own: readonly Tensor[] = [
  ["layers.0.gain", "F64", [3]],
  ["layers.1.bias", "F64", [2]],
  ["output.gain", "F64", [1]],
  ["output.bias", "F64", []],
];

function read(tensors: readonly Tensor[], metadata: object = {}) {
  const { entries, data } = tensorsOf(tensors);
  const header = `{"__metadata__":${JSON.stringify({ activation: "tanh", ...metadata })},${entries.join(",")}}`;
  return parseNetworkFile(safetensorsBytes(header, data), "net.safetensors");
}

/** The tensors with one of another shape, or one more. */
const withTensor = (name: string, shape: readonly number[]): readonly Tensor[] => [
  ...[...weights, ...own].filter(([other]) => other !== name),
  [name, "F64", shape],
];

test("what the tensors say is what is read, in any order of them", () => {
  for (const tensors of [[...weights, ...own], [...own, ...weights].reverse()]) {
    const { network } = read(tensors);
    expect(network).toMatchObject({ depth: 2, widths: [3, 2], inputDimension: 2, outputGain: 1, outputBias: 1 });
    expect(network.gains).toEqual([Float64Array.of(1, 2, 3), null]);
    expect(network.biases).toEqual([null, Float64Array.of(1, 2)]);
    expect(network.layers).toEqual([1, 2].map(() => Float64Array.of(1, 2, 3, 4, 5, 6)));
  }
});

test("widths alone: everything else is as in the paper", () => {
  const { network } = read(weights, { shift: "0.5" });
  expect(network).toMatchObject({ widths: [3, 2], gains: [null, null], biases: [null, null] });
  expect(network).toMatchObject({ outputGain: null, outputBias: 0, activation: { shift: 0.5 } });
});

test.each<[string, readonly number[], string]>([
  ["layers.1.weight", [2, 4], "found shape [2, 4], expected shape [2, 3], as layers.0.weight has 3 rows"],
  ["output.weight", [3], "found shape [3], expected shape [2], as layers.1.weight has 2 rows"],
  ["output.weight", [1, 2], "found shape [1, 2], expected shape [m]"],
  ["layers.0.weight", [6], "found shape [6], expected a shape [rows, entries of a row], both at least 1"],
  ["layers.0.weight", [3, 0], "found shape [3, 0], expected a shape [rows, entries of a row], both at least 1"],
  ["layers.0.weight", [0, 2], "found shape [0, 2], expected a shape [rows, entries of a row], both at least 1"],
  ["layers.0.gain", [2], "found shape [2], expected shape [3], a number for each row of layers.0.weight"],
  ["layers.0.gain", [3, 1], "found shape [3, 1], expected shape [3], a number for each row of layers.0.weight"],
  ["layers.0.gain", [], "found shape [], expected shape [3], a number for each row of layers.0.weight"],
  ["layers.1.bias", [3], "found shape [3], expected shape [2], a number for each row of layers.1.weight"],
  ["layers.1.bias", [0], "found shape [0], expected shape [2], a number for each row of layers.1.weight"],
  ["output.gain", [2], "found shape [2], expected one number, of shape [1] or []"],
  ["output.gain", [0], "found shape [0], expected one number, of shape [1] or []"],
  ["output.bias", [1, 1], "found shape [1, 1], expected one number, of shape [1] or []"],
  ["layers.2.gain", [2], "found a gain without a layer, expected layers.2.weight beside it"],
  ["layers.7.bias", [2], "found a bias without a layer, expected layers.7.weight beside it"],
  ["layers.3.weight", [2, 2], "found a layer after a gap, expected layers.2.weight before it"],
  ["input", [3], "found shape [3], expected shape [2], the entries of a row of layers.0.weight"],
])("%s of shape %j is refused", (name, shape, message) => {
  expect(() => read(withTensor(name, shape))).toThrow(InputError);
  expect(() => read(withTensor(name, shape))).toThrow(`net.safetensors: ${name}: ${message}`);
});

test("biases beside a shift, of the metadata or of an option", () => {
  expect(() => read([...weights, ...own], { shift: "0.5" })).toThrow(
    "net.safetensors: __metadata__.shift: found 0.5 beside biases, expected 0, as the biases are shifts",
  );
  const { entries, data } = tensorsOf([...weights, ...own]);
  const bytes = safetensorsBytes(`{${entries.join(",")}}`, data);
  expect(() => parseNetworkFile(bytes, "net.safetensors", { activation: "tanh", shift: 0.5 })).toThrow(
    "net.safetensors: shift: found 0.5 beside biases",
  );
});

test("zeros are named by tensor and row; beside an output gain they are no output", () => {
  // Tensors of F32 hold zeros.
  const zeros = (name: string): readonly Tensor[] =>
    [...weights, ...own].map(([other, dtype, shape]) => [other, other === name ? "F32" : dtype, shape]);
  expect(() => read(zeros("layers.1.weight"))).toThrow("net.safetensors: layers.1.weight[0]: found a zero row");
  expect(() => read(zeros("output.weight"))).toThrow("net.safetensors: output.weight: found a zero row");
  expect(read(zeros("output.weight").filter(([name]) => name !== "output.gain")).network.output).toEqual(
    new Float64Array(2),
  );
});

test.each(["layers.0.gain", "output.bias"])("%s given twice", (name) => {
  const { entries, data } = tensorsOf([...weights, ...own]);
  const twice = entries.filter((entry) => entry.startsWith(`"${name}"`));
  const bytes = safetensorsBytes(`{${[...entries, ...twice].join(",")}}`, data);
  expect(() => parseNetworkFile(bytes, "net.safetensors", { activation: "tanh" })).toThrow(
    `net.safetensors: ${name}: found a duplicate key`,
  );
});

test("an error on a file with hundreds of tensors names a few of them", () => {
  const many = Array.from({ length: 300 }, (_, l): Tensor => [`layers.${l}.weight`, "F64", [2, 2]]);
  const strange: Tensor = ["x-\u001b[31m", "F64", [1]];
  expect(() => read([strange, ...many])).toThrow(
    'net.safetensors: output.weight: found no such tensor (there are: ["x-\\u001b[31m"], layers.0.weight, layers.1.weight, ' +
      "layers.2.weight, layers.3.weight, layers.4.weight, layers.5.weight, layers.6.weight and 293 more), expected a tensor of that name",
  );
  expect(() => read([...many, ["output.weight", "F64", [2]], ["layers.301.weight", "F64", [2, 2]]])).toThrow(
    "net.safetensors: layers.301.weight: found a layer after a gap, expected layers.300.weight before it",
  );
  const unknown = Array.from({ length: 300 }, (_, l): Tensor => [`blocks.${l}.attention.value`, "F64", [2]]);
  expect(() => read(unknown)).toThrow(
    /^net\.safetensors: blocks\.0\.attention\.value: found an unknown tensor, expected .{1,150}$/,
  );
});
