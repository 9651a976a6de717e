/** Networks and checkpoints that cannot be measured, and options that do not fit them: exit code 2, one message with place, found and expected. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand, temporaryFolder } from "../reference/builtCommand";
import { fixturePath } from "../reference/checkpointFixtures";
import { npyFile } from "../reference/npyFile";
import { safetensorsBytes, tensorsOf } from "../reference/safetensorsBytes";

const folder = temporaryFolder();
const save = (name: string, content: Uint8Array | string): void => writeFileSync(join(folder, name), content);

const mnist = fixturePath("mnist.safetensors");
save("cut.safetensors", readFileSync(mnist).subarray(0, 100_000));
save("x.npy", npyFile({ descr: "<f8", shape: [3, 784], values: new Array(3 * 784).fill(0.5) }));
save("two.npy", npyFile({ descr: "<f8", shape: [1, 2], values: [1, 0] }));

const original = (layer: number, part: 0 | 1): string => `${layer}.parametrizations.weight.original${part}`;
const layer = (k: number, rows: number, columns: number, type = "F64") =>
  [
    [original(k, 0), "F64", [rows, 1]],
    [original(k, 1), type, [rows, columns]],
  ] as const;

/** A checkpoint of these tensors, with some bytes of its data others. */
function torch(name: string, tensors: Parameters<typeof tensorsOf>[0], change: (data: Uint8Array) => void): void {
  const { entries, data } = tensorsOf(tensors);
  change(data);
  save(name, safetensorsBytes(`{${entries.join(",")}}`, data));
}
const NAN = new Uint8Array(Float64Array.of(Number.NaN).buffer);
const HALF_INFINITY = Uint8Array.of(0x00, 0x7c);
torch("chain.safetensors", [...layer(0, 3, 2), ...layer(2, 1, 4)], () => {});
torch("nan.safetensors", [...layer(0, 3, 2), ...layer(2, 1, 3)], (data) => data.set(NAN, 8));
// Of F16, tensorsOf writes zeros; one of them becomes infinite.
torch("half.safetensors", [...layer(0, 3, 2, "F16"), ...layer(2, 1, 3)], (data) => data.set(HALF_INFINITY, 24));
torch("zero.safetensors", [...layer(0, 3, 2), ...layer(2, 1, 3)], (data) => data.fill(0, 24 + 16, 24 + 32));

const general = {
  format: "weightnorm-network/2",
  activation: "tanh",
  layers: [{ weights: [[1, 2]], gains: [3] }],
  output: { weights: [1] },
  input: [1, 0],
};
const [first] = general.layers;
save("gian.json", JSON.stringify({ ...general, layers: [{ weights: first.weights, gian: [3] }] }));
save("zero.json", JSON.stringify({ ...general, layers: [{ ...first, weights: [[0, 0]] }] }));
save("chain.json", JSON.stringify({ ...general, layers: [first, { weights: [[1, 2]] }] }));
save("nan.json", JSON.stringify(general).replace("[3]", "[NaN]"));

const atRecord = ["--activation", "tanh", "--input", "x.npy:0"];
const small = ["--activation", "tanh", "--input", "two.npy:0"];
test.each<[string, readonly string[], RegExp]>([
  [
    "a pickle",
    [fixturePath("pickled.pt"), ...small],
    /pickled\.pt: content: found a zip archive with a pickle in it .*expected safetensors; in Python: /,
  ],
  [
    "a truncated file",
    ["cut.safetensors", ...atRecord],
    /^wnb: cut\.safetensors: 0\.\S+: found data up to byte \d+ of a file with \d+ data bytes, expected a file that is not truncated\n$/,
  ],
  [
    "an output too many",
    [mnist, ...atRecord, "--output", "11"],
    /mnist\.safetensors: output: found 11, expected 0 to 9 \(--output\)\n$/,
  ],
  [
    "layers of other names",
    [mnist, ...atRecord, "--layers", "fc1,fc2,out"],
    /layers: found no layer "fc1", expected all of 0, 2, 4 \(--layers\)\n$/,
  ],
  [
    "a record too many",
    [mnist, "--activation", "tanh", "--input", "x.npy:99"],
    /^wnb: x\.npy: found no record 99, expected 0 to 2\n$/,
  ],
  [
    "no activation",
    [mnist, "--input", "x.npy:0"],
    /__metadata__\.activation: found none, expected .*\(--activation\)\n$/,
  ],
  [
    "widths that do not chain, of torch",
    ["chain.safetensors", ...small],
    /^wnb: chain\.safetensors: layers: found no order in which the widths chain \(0 \[3, 2\], 2 \[1, 4\]\), expected .*\(--layers\)\n$/,
  ],
  [
    "a gain that is NaN, of torch",
    ["nan.safetensors", ...small],
    /^wnb: nan\.safetensors: .*\n {2}0\.\S+0: \[1\]\[0\] is NaN\.\n$/,
  ],
  [
    "a weight beyond float16, of torch",
    ["half.safetensors", ...small],
    /\n {2}0\.\S+1: \[0\]\[0\] is Infinity, as float16 overflows at 65504\.\n$/,
  ],
  [
    "a zero row with a gain, of torch",
    ["zero.safetensors", ...small],
    /\n {2}0\.\S+1: row 1 of the layer is zero, and has no direction\.\n$/,
  ],
  [
    "a slip in a key",
    ["gian.json"],
    /^wnb: gian\.json: layers\[0\]\.gian: found an unknown key, .*\(did you mean gains\?\)\n$/,
  ],
  [
    "a zero row",
    ["zero.json"],
    /^wnb: zero\.json: layers\[0\]\.weights\[0\]: found a zero row, expected a row norm from /,
  ],
  [
    "widths that do not chain",
    ["chain.json"],
    /^wnb: chain\.json: layers\[1\]\.weights: found 1 rows of 2, expected rows of 1, as layers\[0\]\.weights has 1 rows\n$/,
  ],
  [
    "a gain that is NaN",
    ["nan.json"],
    /^wnb: nan\.json: content: found .*NaN.*expected a network file: JSON \(which has no NaN or Infinity\)/,
  ],
])("%s", (_, args, message) => {
  const { status, stdout, stderr } = runCommand(folder, ["measure", ...args]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(message);
});

test.each([
  [["verify", "--networks", "genral"], 'found "genral", expected one of paper, general, all (did you mean general?)'],
  [["measure", "gian.json", "--parameters", "al"], 'found "al", expected one of paper, all (did you mean all?)'],
])("%j", (args, message) => {
  const { status, stdout, stderr } = runCommand(folder, args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toContain(message);
});
