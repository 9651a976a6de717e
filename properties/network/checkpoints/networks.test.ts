/** Checkpoints that PyTorch and Flax wrote are the networks that these packages evaluate. */
import { readFileSync } from "node:fs";
import { parseNetworks, readNetworks } from "../../../src/network/checkpoints/networksFile";
import { formatSafetensors, parseSafetensors } from "../../../src/network/formats/safetensors";
import {
  expectedOf,
  fixturePath,
  flaxCheckpoints,
  readFixture,
  torchCheckpoints,
} from "../../reference/checkpointFixtures";
import { plainForward } from "../../reference/plainForward";

function expectValues(name: string, error: number): void {
  const { networks } = readFixture(name);
  const { input, outputs } = expectedOf(name);
  expect(networks.map(({ output }) => output)).toEqual(outputs.map((_, k) => k));
  for (const [k, { value, inputGradientNorm }] of outputs.entries()) {
    const found = plainForward(networks[k].network, input);
    expect([name, k, Math.abs(found.value - value) <= error * Math.abs(value)]).toEqual([name, k, true]);
    const norm = Math.hypot(...found.inputGradient);
    expect([name, k, Math.abs(norm - inputGradientNorm) <= error * inputGradientNorm]).toEqual([name, k, true]);
  }
}

test.each(torchCheckpoints)("%s: values and input gradients are torch's", (name) => expectValues(name, 1e-12));

// Flax's epsilon is in its values and not in ours: 1e-12/(2 ‖W‖²) for rows of norm 0.3 and more, some layers of them.
test.each(flaxCheckpoints)("%s: values and input gradients are flax's, but for its epsilon", (name) =>
  expectValues(name, 1e-10),
);

test("gains, biases and widths are those of the file", () => {
  const { networks, checkpoint } = readFixture("module-prefix");
  expect(checkpoint).toMatchObject({ layout: "torch", layers: ["0", "2"], outputs: 3 });
  const { tensors } = parseSafetensors(readFileSync(fixturePath("module-prefix.safetensors")));
  const values = (name: string): Float64Array | undefined => tensors.get(`module.${name}`)?.values;
  for (const [k, { network }] of networks.entries()) {
    expect(network.widths).toEqual([3]);
    expect(network.gains).toEqual([values("0.parametrizations.weight.original0")]);
    expect(Array.from(network.gains[0] ?? [])).toEqual([-1.5, 0, 0.75]);
    expect(network.biases).toEqual([values("0.bias")]);
    expect(network.output).toEqual(values("2.parametrizations.weight.original1")?.slice(3 * k, 3 * k + 3));
    expect(network.outputGain).toBe(values("2.parametrizations.weight.original0")?.[k]);
    expect(network.outputBias).toBe(values("2.bias")?.[k]);
  }
});

test("an output layer without a gain is plain, layers without biases have none", () => {
  const [{ network }] = readFixture("without-biases").networks;
  expect(network).toMatchObject({ outputGain: null, outputBias: 0, biases: [null, null], widths: [2, 6] });
});

test.each([
  ["deep", ["0", "2", "4", "6", "8", "10", "12", "14", "16", "18", "20", "22"], "torch", "numbers"],
  ["named", ["fc1", "fc2", "out"], "torch", "widths"],
  ["same-widths", ["fc1", "fc2", "out"], "torch", "the option"],
  ["legacy", ["0", "2", "4"], "torch-legacy", "numbers"],
  ["flax-numbered", ["Dense_0", "Dense_1", "Dense_2"], "flax", "numbers"],
  ["flax-named", ["lower", "upper", "head"], "flax", "widths"],
  ["flax-nnx", ["lower", "upper", "head"], "flax", "widths"],
])("%s: the order of the layers, and what it rests on", (name, layers, layout, restsOn) => {
  const { checkpoint } = readFixture(name);
  expect(checkpoint).toMatchObject({ layers, layout });
  expect(checkpoint?.notes[0]).toBe(`layers ${layers.join(", ")}: in this order by ${restsOn}`);
});

test("the order of tensors in the file does not matter", () => {
  const { tensors, metadata } = parseSafetensors(readFileSync(fixturePath("deep.safetensors")));
  const reversed = formatSafetensors({ tensors: new Map([...tensors].reverse()), metadata });
  expect(parseNetworks(reversed, "reversed", { activation: "tanh" }).networks).toEqual(readFixture("deep").networks);
});

test("the layers may be named with the prefix that all have", () => {
  const named = readFixture("module-prefix", { layers: ["module.0", "module.2"] });
  expect(named.networks).toEqual(readFixture("module-prefix").networks);
});

test("one output of several", () => {
  const [, second] = readFixture("three-outputs").networks;
  expect(readFixture("three-outputs", { output: 1 }).networks).toEqual([second]);
});

test("a network without normalisation: row norms as gains, on request and with a note", () => {
  const { networks, checkpoint } = readFixture("plain");
  const [{ network }] = networks;
  const rows = network.layers[0];
  expect(network.gains[0]?.[1]).toBeCloseTo(Math.hypot(rows[3], rows[4], rows[5]), 14);
  expect(network.outputGain).toBeNull();
  expect(checkpoint?.layout).toBe("plain");
  expect(checkpoint?.notes[1]).toMatch(/^0, 2 are not normalised in the file/);
});

test("Flax's epsilon is noted with its size", () => {
  const { checkpoint } = readFixture("flax-numbered");
  const [, note] = checkpoint?.notes ?? [];
  const size = Number(/, (\S+) at most here$/.exec(note)?.[1]);
  expect(size).toBeGreaterThan(1e-13);
  expect(size).toBeLessThan(1e-10);
});

test("activation and shift may stand in the metadata; a checkpoint with biases has no shift beside them", () => {
  const file = parseSafetensors(readFileSync(fixturePath("sequential.safetensors")));
  const bytes = formatSafetensors({ ...file, metadata: new Map([["activation", "sin"]]) });
  expect(parseNetworks(bytes, "named").networks[0].network.activation.activation.name).toBe("sin");
  expect(() => parseNetworks(bytes, "named", { activation: "tanh" })).toThrow('"sin", expected "tanh"');
  expect(() => readFixture("sequential", { shift: 1 })).toThrow("shift: found 1 beside biases");
  const [{ network }] = readFixture("without-biases", { shift: 0.5 }).networks;
  expect(network.activation.shift).toBe(0.5);
});

test("our own network files are read as ever", () => {
  // Without metadata too: v is a vector there.
  const tensors = new Map([
    ["layers.0.weight", { shape: [1, 2], values: Float64Array.of(3, 4) }],
    ["output.weight", { shape: [1], values: Float64Array.of(2) }],
  ]);
  const bare = parseNetworks(formatSafetensors({ tensors, metadata: new Map() }), "bare", { activation: "sin" });
  expect([bare.checkpoint, bare.networks[0].network.gains]).toEqual([undefined, [null]]);
  const path = "docs/examples/network.json";
  const { networks, checkpoint, input } = readNetworks(path);
  expect([networks.length, checkpoint, input]).toEqual([1, undefined, Float64Array.of(1, 0)]);
  expect(() => readNetworks(path, { output: 1 })).toThrow(`${path}: output: found 1, expected 0, the only one`);
  expect(() => readNetworks(path, { layout: "torch" })).toThrow("layout: found wnb, expected torch");
  expect(() => readNetworks(path, { layers: ["a"] })).toThrow("layers: found a");
});
