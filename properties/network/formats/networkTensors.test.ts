/** Networks in safetensors: what nothing reads is refused by name, what cannot be meant for the network is let be. */
import { InputError } from "../../../src/files/inputError";
import { parseNetworkFile } from "../../../src/network/formats/networkFile";
import { safetensorsBytes, tensorsOf } from "../../reference/safetensorsBytes";

type Tensor = readonly [name: string, dtype: string, shape: readonly number[]];

const network: readonly Tensor[] = [
  ["layers.0.weight", "F64", [2, 3]],
  ["layers.1.weight", "F64", [2, 2]],
  ["output.weight", "F64", [2]],
];

function read(more: readonly Tensor[], metadata: object | null = { activation: "tanh" }) {
  const { entries, data } = tensorsOf([...network, ...more]);
  const header = `{"__metadata__":${JSON.stringify(metadata)},${entries.join(",")}}`;
  return parseNetworkFile(safetensorsBytes(header, data), "net.safetensors", metadata ? {} : { activation: "sin" });
}

test("the network alone is read, with metadata of others, without any, and with null for none", () => {
  expect(read([]).network).toMatchObject({ depth: 2, width: 2, inputDimension: 3 });
  expect(read([["input", "F64", [3]]]).input).toEqual(Float64Array.of(1, 2, 3));
  const others = {
    activation: "tanh",
    shift: "0.5",
    format: "pt",
    script: "a",
    drift: "b",
    comment: "c",
    "x-shift": "d",
  };
  expect(read([], others).network.activation.shift).toBe(0.5);
  expect(read([], null).network.activation.activation.name).toBe("sin");
});

test.each(["BOOL", "I8", "U8", "I16", "U16", "I32", "U32", "I64", "U64"])(
  "%s cannot be weights: an unknown tensor of it is let be, one with the name of a weight is not",
  (dtype) => {
    const without = read([]);
    expect(read([["bn.num_batches_tracked", dtype, []]])).toEqual(without);
    expect(
      read([
        ["mask", dtype, [3, 2]],
        ["ids", dtype, [0]],
      ]),
    ).toEqual(without);
    expect(() => read([["layers.2.weight", dtype, [2, 2]]])).toThrow(
      new InputError("net.safetensors: layers.2.weight.dtype", `"${dtype}"`, "F16, BF16, F32 or F64"),
    );
    expect(() => read([["layers.2.weights", dtype, [2, 2]]])).toThrow(/did you mean layers\.2\.weight\?/);
    expect(() => read([["layers.0.bias", dtype, [2]]])).toThrow(/layers\.0\.bias\.dtype: found/);
    expect(() => read([["attention.bias", dtype, [2]]])).toThrow(/did you mean layers\.N\.bias or output\.bias\?/);
  },
);

test.each<[string, string]>([
  ["layers.0.biases", "(did you mean layers.0.bias?)"],
  ["layers.1.gains", "(did you mean layers.1.gain?)"],
  ["layer.1.Gain", "(did you mean layers.1.gain?)"],
  ["output.bais", "(did you mean output.bias?)"],
  ["outputs.gain", "(did you mean output.gain?)"],
  ["fc1.bias", "(did you mean layers.1.bias?)"],
  ["head.bias", "(did you mean layers.N.bias or output.bias?)"],
  ["layers.0.weight_g", "(did you mean layers.0.gain?)"],
  ["layers.0.weight_v", "(did you mean layers.0.weight?)"],
  ["layers.0.parametrizations.weight.original0", "(did you mean layers.0.gain?)"],
  ["layers.0.parametrizations.weight.original1", "(did you mean layers.0.weight?)"],
  ["layers.x.weight", "(did you mean layers.2.weight?)"],
  ["layers.2.weights", "(did you mean layers.2.weight?)"],
  ["layers.01.weight", "(did you mean layers.1.weight?)"],
  ["layer.1.weight", "(did you mean layers.1.weight?)"],
  ["Layers.2.Weight", "(did you mean layers.2.weight?)"],
  ["layers.-1.weight", "(did you mean layers.1.weight?)"],
  ["output.wieght", "(did you mean output.weight?)"],
  ["inputs", "(did you mean input?)"],
  [
    "running_mean",
    "expected layers.0.weight, layers.1.weight …, output.weight and perhaps input, layers.0.gain, layers.0.bias …, output.gain, output.bias",
  ],
  [`running_mean_${"9".repeat(400)}`, "found an unknown tensor"],
  ["__proto__", "__proto__: found an unknown tensor"],
  ["constructor", "constructor: found an unknown tensor"],
  ["", '[""]: found an unknown tensor'],
])("an unknown tensor %s of real numbers is refused by name", (name, message) => {
  for (const dtype of ["F32", "F64"]) {
    expect(() => read([[name, dtype, [2, 2]]])).toThrow(message);
    expect(() => read([[name, dtype, [2, 2]]])).toThrow(InputError);
    expect(() => read([[name, dtype, [2, 2]]])).not.toThrow(/NaN|Infinity/);
  }
});

test("a tensor that is named as a note is let be", () => {
  expect(read([["x-velocity", "F32", [4]]])).toEqual(read([]));
});

test("layers after a gap", () => {
  expect(() => read([["layers.3.weight", "F64", [2, 2]]])).toThrow(
    "layers.3.weight: found a layer after a gap, expected layers.2.weight before it",
  );
});

test.each<[string, string]>([
  ["Activation", "activation"],
  ["activaton", "activation"],
  ["shfit", "shift"],
  ["SHIFT", "shift"],
  ["activation.shift", "shift"],
  ["shift_b", "shift"],
  ["activationShift", "shift"],
])("metadata %s is refused: %s may be meant", (key, meant) => {
  expect(() => read([], { activation: "tanh", [key]: "0.5" })).toThrow(
    `net.safetensors: __metadata__.${key}: found an unknown key, expected another name (did you mean ${meant}?)`,
  );
});

test.each<[string, RegExp]>([
  ["1e400", /__metadata__\.shift: found 1e400, which float64 reads as Infinity, expected a finite number/],
  ["-1e-400", /__metadata__\.shift: found -1e-400, which float64 reads as 0, expected a finite number/],
  ["0x10", /__metadata__\.shift: found "0x10"/],
  ["", /__metadata__\.shift: found ""/],
])("a shift of %s is refused", (shift, message) => {
  expect(() => read([], { activation: "tanh", shift })).toThrow(message);
});

test("a shift with more digits than float64 has is the nearest one", () => {
  const shift = "0.1000000000000000055511151231257827021181583404541015625";
  expect(read([], { activation: "tanh", shift }).network.activation.shift).toBe(0.1);
});

const { entries, data } = tensorsOf(network);
const fileOf =
  (header: string, bytes: Uint8Array | number = data) =>
  () =>
    parseNetworkFile(safetensorsBytes(header, bytes), "net.safetensors", { activation: "tanh" });

test.each<[string, () => unknown, string]>([
  [
    "metadata twice",
    fileOf(`{"__metadata__":{"shift":"0"},${entries.join(",")},"__metadata__":{"shift":"1"}}`),
    "__metadata__: found a duplicate key (line 1, column ",
  ],
  [
    "a key of the metadata twice",
    fileOf(`{"__metadata__":{"shift":"0","shift":"1"},${entries.join(",")}}`),
    "__metadata__.shift: found a duplicate key",
  ],
  ["a tensor twice", fileOf(`{${[...entries, entries[2]].join(",")}}`), "output.weight: found a duplicate key"],
  [
    "a type twice",
    fileOf(`{${entries.join(",").replace('"dtype":"F64"', '"dtype":"F32","dtype":"F64"')}}`),
    "layers.0.weight.dtype: found a duplicate key",
  ],
  [
    "an unknown key of a tensor",
    fileOf(`{${entries.join(",").replace('"dtype"', '"strides":[1,1],"dtype"')}}`),
    "layers.0.weight.strides: found an unknown key, expected one of dtype, shape, data_offsets",
  ],
  ["a tensor called content twice", fileOf('{"content":1,"content":2}', 0), "content: found a duplicate key"],
  ["a list", fileOf("{]", 0), "header: found "],
  ["zeros behind it", fileOf(`{${entries.join(",")}}\0\0`), "header: found "],
  ["nothing", fileOf("{}", 0), "output.weight: found no such tensor"],
  ["a tensor that is a number", fileOf('{"output.weight":1}', 0), "output.weight: found 1, expected an object"],
])("a header with %s is refused", (_, act, message) => {
  expect(act).toThrow(InputError);
  expect(act).toThrow(message);
});
