/** Training keeps the paper's form: a network of another is refused with all that it has besides, not trained without it. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { activationNamed } from "../../src/network/activation";
import { formatSafetensors, parseSafetensors } from "../../src/network/formats/safetensors";
import { createNetwork, type NetworkParts } from "../../src/network/network";
import { checkTrainableForm } from "../../src/training/trainableForm";
import { readTrainingState, writeTrainingState } from "../../src/training/trainingState";
import { temporaryFolder } from "../reference/builtCommand";
import { trainingPlan } from "../reference/trainingPlan";

const folder = temporaryFolder();
const of = (...values: number[]): Float64Array => Float64Array.from(values);
const paper: NetworkParts = {
  activation: { activation: activationNamed("tanh", ""), shift: 0 },
  layers: [of(1, 2, 3, 4), of(5, 6, 7, 8)],
  output: of(1, 2),
};
const network = (parts: Partial<NetworkParts>) => createNetwork({ ...paper, ...parts });

test("the paper's networks are trained, with a shift and with steep activations too", () => {
  for (const name of ["tanh", "gelu", "silu", "selu"]) {
    const activation = { activation: activationNamed(name, ""), shift: 0.5 };
    expect(() => checkTrainableForm({ network: network({ activation }) })).not.toThrow();
  }
  expect(() => checkTrainableForm({ network: network({}), parameters: "directions" })).not.toThrow();
});

test.each<[string, Partial<NetworkParts>, string]>([
  ["gains", { gains: [null, of(1, 2)] }, "gains of layer 2"],
  ["biases", { biases: [of(0, 0), of(1, 2)] }, "biases of layers 1, 2"],
  ["widths", { layers: [of(1, 2), of(5, 6)] }, "widths 1, 2"],
  ["an output gain and bias", { outputGain: -2, outputBias: 0.5 }, "the output's gain -2, the output's bias 0.5"],
])("%s", (_, parts, found) => {
  const file = { network: network(parts) };
  const expected = "expected the paper's form, which training keeps: one width m";
  expect(() => checkTrainableForm(file)).toThrow(`network: found ${found}, ${expected}`);
  expect(() => checkTrainableForm({ ...file, parameters: "all" }, "a.json: network")).toThrow(
    `a.json: network: found ${found}, gains and biases that are trained, ${expected}`,
  );
});

test("a checkpoint to go on from, to which somebody has added a gain", () => {
  const path = join(folder, "checkpoint.safetensors");
  writeTrainingState(path, { step: 1, network: network({}), plan: trainingPlan }, of(1, 0));
  expect(readTrainingState(path).step).toBe(1);
  const { tensors, metadata } = parseSafetensors(readFileSync(path));
  const added = new Map([...tensors, ["layers.1.gain", { shape: [2], values: of(1, 2) }] as const]);
  writeFileSync(path, formatSafetensors({ tensors: added, metadata }));
  expect(() => readTrainingState(path)).toThrow(`${path}: network: found gains of layer 2, expected the paper's form`);
});
