/** What is no network of this model is refused by name, with the reason and with what to do; nothing is unpickled. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import type { NetworksOptions } from "../../../src/network/checkpoints/networksFile";
import { parseNetworks, readNetworks } from "../../../src/network/checkpoints/networksFile";
import { formatSafetensors, type Tensor } from "../../../src/network/formats/safetensors";
import { fixturePath, readFixture } from "../../reference/checkpointFixtures";

type Shapes = Readonly<Record<string, readonly number[]>>;

/** A file with tensors of these shapes, their entries 1, 2, 3 …, or those given. */
function checkpoint(shapes: Shapes, values: Readonly<Record<string, readonly number[]>> = {}): Uint8Array {
  const tensors = Object.entries(shapes).map(([name, shape]): [string, Tensor] => {
    const size = shape.reduce((product, n) => product * n, 1);
    return [name, { shape, values: Float64Array.from(values[name] ?? Array.from({ length: size }, (_, k) => k + 1)) }];
  });
  return formatSafetensors({ tensors: new Map(tensors), metadata: new Map() });
}

function problem(bytes: Uint8Array, given: NetworksOptions = {}): string {
  try {
    parseNetworks(bytes, "model", { activation: "tanh", ...given });
  } catch (error) {
    return (error as Error).message;
  }
  return "";
}

const torchLayer = (name: string, rows: number, columns: number): Shapes => ({
  [`${name}.parametrizations.weight.original0`]: [rows, 1],
  [`${name}.parametrizations.weight.original1`]: [rows, columns],
});

test.each([
  ["pickled.pt", "a zip archive with a pickle in it", "save_file(model.state_dict()"],
  ["pickled-old.pth", "a pickle, which can run any program", "save_file(model.state_dict()"],
  ["flax.msgpack", "a msgpack file (Flax)", "safetensors.flax"],
  ["model.keras", "a Keras archive", "safetensors.numpy"],
  ["model.weights.h5", "an HDF5 file", "safetensors.numpy"],
  ["mnist-row.npy", "a NumPy array", "inputs and targets"],
  [
    "model.safetensors.index.json",
    "the index of a checkpoint in 2 files",
    '"model-00001-of-00002.safetensors", "model-00002',
  ],
  ["model-00002-of-00002.safetensors", "part 2 of 2 of a checkpoint (its index: model.safetensors.index.json)", "glob"],
])("%s is refused, with how to make a file that is read", (name, found, expected) => {
  const path = fixturePath(name);
  const read = () => readNetworks(path, { activation: "tanh" });
  expect(read).toThrow(`${path}: content: found ${found}`);
  expect(read).toThrow(expected);
});

test("all obstacles at once, one sentence for each", () => {
  const path = fixturePath("other-layers.safetensors");
  let message = "";
  try {
    readNetworks(path, { activation: "tanh" });
  } catch (error) {
    message = (error as Error).message;
  }
  const [head, ...sentences] = message.split("\n").map((line) => line.trim());
  expect(head).toContain(`found ${sentences.length} things that this model does not have`);
  const about = (name: string): string => sentences.find((sentence) => sentence.startsWith(`${name}`)) ?? "none";
  expect(about("conv1.parametrizations.weight.original1")).toContain("has shape [2, 1, 3]: a convolution");
  expect(about("conv2.weight")).toContain("has shape [2, 2, 3, 3]: a convolution");
  expect(about("bn.")).toContain("batch normalisation");
  expect(about("norm.")).toContain("normalisation of a layer's values");
  expect(about("token_embedding.weight")).toContain("embedding");
  expect(about("lstm.")).toContain("a recurrent layer");
  expect(about("attention.in_proj")).toContain("an attention layer");
  expect(about("whole.")).toContain("dim=None");
  expect(about("columns.")).toContain("dim=0");
  expect(about("spectral.")).toContain("another parametrization");
  expect(about("spectral_old.")).toContain("another parametrization");
  // Out of 13 modules, these two are of the model (the plain one as an output).
  expect(sentences).toHaveLength(11);
  expect(sentences.every((sentence) => /^\S+( has shape \[[\d, ]*\])?: .*\.$/.test(sentence))).toBe(true);
});

test("what lies within a layer that is refused is no obstacle of its own", () => {
  const attention = { "attention.in_proj_weight": [6, 2], "attention.norm.weight": [2] };
  const message = problem(checkpoint({ ...attention, ...torchLayer("0", 2, 2), ...torchLayer("2", 1, 2) }));
  expect(message).toContain("found what this model does not have");
  expect(message.split("\n").slice(1)).toEqual(["  attention.in_proj_weight: an attention layer."]);
});

test("an embedding is known by its name where it has no bias", () => {
  expect(() => readNetworks(fixturePath("embedding.safetensors"), { activation: "tanh" })).toThrow("an embedding");
});

test("no layer is normalised: said so, with the way to measure it", () => {
  expect(() => readFixture("plain", { layout: "torch" })).toThrow(/none of the layers has a gain.*layout plain/);
});

test("a hidden layer without a gain", () => {
  const shapes = { ...torchLayer("0", 3, 2), "2.weight": [3, 3], ...torchLayer("4", 1, 3) };
  expect(problem(checkpoint(shapes))).toContain("2.weight: a hidden layer without a gain");
  expect(problem(checkpoint(shapes), { layout: "plain" })).toBe("");
});

test("orders: several that fit, none that fits, names that are not there", () => {
  expect(() => readFixture("same-widths", { layers: ["fc1", "out"] })).toThrow("no fc2 among them");
  expect(() => readFixture("same-widths", { layers: ["fc1", "fc2", "fc2"] })).toThrow("no out among them");
  expect(() => readFixture("same-widths", { layers: ["fc1", "fc3", "out"] })).toThrow('no layer "fc3"');
  expect(() => readFixture("named", { layers: ["fc2", "fc1", "out"] })).toThrow("rows of 6 numbers, expected 3");
  const square = { ...torchLayer("fc1", 3, 3), ...torchLayer("fc2", 3, 3), ...torchLayer("out", 1, 3) };
  expect(problem(checkpoint(square))).toContain(
    "layers: found several orders in which the widths chain (fc1 [3, 3], fc2 [3, 3], out [1, 3]), expected their names from the input to the output, as fc1,fc2,out",
  );
  const apart = { ...torchLayer("0", 3, 3), ...torchLayer("1", 3, 4) };
  expect(problem(checkpoint(apart))).toContain("no order in which the widths chain (0 [3, 3], 1 [3, 4])");
});

test.each<[string, Shapes, string]>([
  ["a gain without a matrix", { "0.weight_g": [2, 1], ...torchLayer("1", 2, 2) }, "0.weight_g: there is no matrix"],
  ["a direction without a gain", { "0.weight_v": [2, 2], ...torchLayer("1", 2, 2) }, "0.weight_v: there is no gain"],
  ["a bias of another length", { ...torchLayer("0", 2, 2), "0.bias": [3] }, "0.bias has shape [3]"],
  ["a tensor of no layer", { ...torchLayer("0", 2, 2), temperature: [1] }, "temperature: nothing here reads"],
  [
    "layer norm of flax",
    { "norm.scale": [2], "norm.bias": [2], ...torchLayer("0", 2, 2) },
    "norm.scale: a scale without",
  ],
  ["no rows", torchLayer("0", 0, 2), "has shape [0, 2]: a matrix without entries"],
])("%s", (_, shapes, sentence) => {
  expect(problem(checkpoint({ ...shapes, ...torchLayer("9", 1, 2) }))).toContain(sentence);
});

test("one linear layer alone", () => {
  expect(problem(checkpoint(torchLayer("0", 3, 2)))).toContain(
    "there is one linear layer, 0: a network has two at least",
  );
});

test("rows without a direction, and numbers that are none, by the name of their tensor", () => {
  const shapes = { ...torchLayer("0", 2, 2), ...torchLayer("2", 1, 2) };
  const matrix = "0.parametrizations.weight.original1";
  expect(problem(checkpoint(shapes, { [matrix]: [1, 2, 0, 0] }))).toContain(`${matrix}: row 1 of the layer is zero`);
  const gain = "2.parametrizations.weight.original0";
  expect(problem(checkpoint(shapes, { [matrix]: [1, 2, Number.NaN, 0] }))).toContain(`\n  ${matrix}: [1][0] is NaN.`);
  expect(problem(checkpoint(shapes, { [gain]: [Number.NEGATIVE_INFINITY] }))).toMatch(
    /\n {2}2\..*0: \[0\]\[0\] is -Infinity\.$/,
  );
  expect(
    problem(checkpoint({ "0.weight": [2, 2], "1.weight": [1, 2] }, { "0.weight": [0, 0, 1, 1] }), { layout: "plain" }),
  ).toContain("0.weight: row 0 is zero");
});

test.each([
  ["flax", "scale", 0.9e-4, "Flax's epsilon"],
  ["keras", "g", 0.9e-6, "Keras divides by"],
])("%s: rows that its epsilon changes are refused, longer ones are not", (layout, gain, norm, sentence) => {
  const shapes = { "a.kernel": [2, 3], [`a.${gain}`]: [3], "b.kernel": [3, 1], "b.bias": [1] };
  const withNorm = (factor: number) =>
    problem(checkpoint(shapes, { "a.kernel": [1, 1, factor * norm, 1, 1, 0] }), { layout: layout as "flax" | "keras" });
  expect(withNorm(1)).toContain(`a.kernel: row 2 of the layer has norm ${norm}: ${sentence}`);
  expect(withNorm(1.2)).toBe("");
});

test("kernels are transposed: columns are the rows", () => {
  const shapes = { "a/kernel:0": [2, 3], "a/g:0": [3], "a/bias:0": [3], "b/kernel:0": [3, 1], "b/bias:0": [1] };
  const [{ network }] = parseNetworks(checkpoint(shapes), "model", { activation: "tanh" }).networks;
  expect(Array.from(network.layers[0])).toEqual([1, 4, 2, 5, 3, 6]);
  expect(network).toMatchObject({ inputDimension: 2, widths: [3], outputGain: null, outputBias: 1 });
});

test("a layout that the names contradict", () => {
  expect(() => readFixture("legacy", { layout: "torch" })).toThrow("found layout torch-legacy, expected torch");
});

test("no activation: asked for", () => {
  expect(() => readNetworks(fixturePath("sequential.safetensors"))).toThrow("__metadata__.activation: found none");
});

test("an output that is not there", () => {
  expect(() => readFixture("three-outputs", { output: 3 })).toThrow("output: found 3, expected 0 to 2");
});

test("bytes of other files, cut anywhere or changed: an InputError, nothing else", () => {
  const files = ["sequential.safetensors", "pickled.pt", "flax.msgpack", "model.keras"].map((name) =>
    readFileSync(fixturePath(name)),
  );
  fc.assert(
    fc.property(fc.constantFrom(...files), fc.nat(), fc.nat(255), (bytes, at, value) => {
      const changed = Uint8Array.from(bytes.subarray(0, at % 2 === 0 ? bytes.length : at % bytes.length));
      changed[at % bytes.length] = value;
      try {
        parseNetworks(changed, "changed", { activation: "tanh" });
      } catch (error) {
        expect((error as Error).name).toBe("InputError");
      }
    }),
    { numRuns: 300 },
  );
});
