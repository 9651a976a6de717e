/** Checkpoints that PyTorch and Flax wrote, and what these packages say of them (scripts/checkpoints). */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type NetworksFile, type NetworksOptions, readNetworks } from "../../src/network/checkpoints/networksFile";

export const checkpoints = join(__dirname, "..", "..", "fixtures", "checkpoints");

/** Norms for one choice of what moves. */
export interface ExpectedWhole {
  readonly parameters: number;
  readonly parameterGradientNorm: number;
  /** Null for relu. */
  readonly hessianSpectralNorm: number | null;
}

/** What is expected of one output at the input. */
export interface ExpectedOutput {
  readonly value: number;
  readonly inputGradientNorm: number;
  readonly layerGradientNorms: readonly number[];
  /** Null where a layer has none. */
  readonly gainGradientNorms: readonly (number | null)[];
  readonly biasGradientNorms: readonly (number | null)[];
  readonly outputGradientNorm: number;
  readonly outputGainGradientNorm: number | null;
  /** All W^l and v, or W_v. */
  readonly paper: ExpectedWhole;
  /** Gains and biases too. */
  readonly all: ExpectedWhole;
}

export interface Expected<Output = ExpectedOutput> {
  readonly activation: string;
  readonly input: Float64Array;
  readonly outputs: readonly Output[];
}

/** Those with all derivatives, by torch. */
export const torchCheckpoints = [
  ...["sequential", "three-outputs", "module-prefix", "without-biases", "named", "same-widths", "deep"],
  ...["one-hidden-layer", "one-input", "relu", "legacy", "legacy-plain-output", "float16", "bfloat16", "plain"],
];

/** Those with values and gradients to the input, by flax. */
export const flaxCheckpoints = ["flax-numbered", "flax-named", "flax-nnx"];

/** What some of them need to be told. */
const NEEDED: Readonly<Record<string, NetworksOptions>> = {
  "same-widths": { layers: ["fc1", "fc2", "out"] },
  plain: { layout: "plain" },
};

export function fixturePath(name: string): string {
  return join(checkpoints, name);
}

export function expectedOf(name: string): Expected {
  const { input, ...expected } = JSON.parse(readFileSync(fixturePath(`${name}.json`), "utf8"));
  return { ...expected, input: Float64Array.from(input) };
}

/** The fixture of this name, with the options that it needs. */
export function readFixture(name: string, options: NetworksOptions = {}): NetworksFile {
  const { activation } = expectedOf(name);
  return readNetworks(fixturePath(`${name}.safetensors`), { activation, ...NEEDED[name], ...options });
}
