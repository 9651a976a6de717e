/** What is differentiated, as files say it: "all" beside gains and biases, nothing for the rows and v alone. */
import { InputError } from "../../../src/files/inputError";
import { parseNetworkFile } from "../../../src/network/formats/networkFile";
import { networkFromJson, networkToJson } from "../../../src/network/formats/networkJson";
import { networkToSafetensors } from "../../../src/network/formats/networkSafetensors";
import { safetensorsBytes, tensorsOf } from "../../reference/safetensorsBytes";

const paper = {
  format: "weightnorm-network/1",
  activation: { name: "tanh", shift: 0.5 },
  layers: [
    [
      [1, 2],
      [3, 4],
    ],
  ],
  output: [1, 2],
};
const general = {
  ...paper,
  format: "weightnorm-network/2",
  layers: [{ weights: paper.layers[0] }],
  output: { weights: paper.output },
};

test("a network of the paper is version 2 where its gains move, and is read back as it was", () => {
  const { network } = networkFromJson(paper);
  const file = { network, input: null, parameters: "all" } as const;
  expect(networkToJson(file)).toEqual({ ...general, parameters: "all" });
  expect(networkFromJson(networkToJson(file))).toEqual(file);
  expect(networkToJson({ ...file, parameters: "directions" })).toEqual(paper);
  expect(networkToSafetensors(file).metadata.get("parameters")).toBe("all");
  expect(networkToSafetensors({ ...file, parameters: "directions" }).metadata.has("parameters")).toBe(false);
});

test("the rows and v alone may be named too; most files leave it open", () => {
  expect(networkFromJson({ ...general, parameters: "paper" }).parameters).toBe("directions");
  expect(networkFromJson(general)).not.toHaveProperty("parameters");
});

const one = "expected one of paper, all";
test.each<[string, object, string]>([
  ["a slip", { ...general, parameters: "al" }, `parameters: found "al", ${one}`],
  ["what the program itself calls it", { ...general, parameters: "directions" }, `found "directions", ${one}`],
  ["nothing", { ...general, parameters: null }, `parameters: found null, ${one}`],
  ["a number", { ...general, parameters: 52256 }, `parameters: found 52256, ${one}`],
  [
    "in version 1",
    { ...paper, parameters: "all" },
    "parameters: found an unknown key, expected one of format, activation, layers, output, input, data, trial, counterexample, expected (parameters is part of weightnorm-network/2, not of weightnorm-network/1)",
  ],
  ["a slip in the key", { ...general, paramters: "all" }, "paramters: found an unknown key"],
])("JSON: %s is refused", (_, file, message) => {
  expect(() => networkFromJson(file)).toThrow(InputError);
  expect(() => networkFromJson(file)).toThrow(message);
});

function readTensors(metadata: object) {
  const { entries, data } = tensorsOf([
    ["layers.0.weight", "F64", [2, 2]],
    ["output.weight", "F64", [2]],
  ]);
  const header = `{"__metadata__":${JSON.stringify({ activation: "tanh", ...metadata })},${entries.join(",")}}`;
  return parseNetworkFile(safetensorsBytes(header, data), "net.safetensors");
}

test("safetensors: in the metadata, and refused where it is neither", () => {
  expect(readTensors({ parameters: "all" }).parameters).toBe("all");
  expect(readTensors({})).not.toHaveProperty("parameters");
  expect(() => readTensors({ parameters: "al" })).toThrow(
    `net.safetensors: __metadata__.parameters: found "al", ${one}`,
  );
  expect(() => readTensors({ paramters: "all" })).toThrow(
    "net.safetensors: __metadata__.paramters: found an unknown key, expected another name (did you mean parameters?)",
  );
});
