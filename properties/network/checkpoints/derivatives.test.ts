/**
 * Gradient norms and Hessian norms of checkpoints are torch's, in float64: with rows and v alone moving, and with everything.
 *
 * torch differentiates the formula of weight norm written out (scripts/checkpoints/reference.py says why).
 */
import { readFileSync } from "node:fs";
import { gradientNorms } from "../../../src/calculus/gradient";
import { propagate } from "../../../src/calculus/propagation";
import { readNpyRecords } from "../../../src/dataSets/npy";
import { readNpyHeader } from "../../../src/dataSets/npyHeader";
import { readNetworks } from "../../../src/network/checkpoints/networksFile";
import type { Network } from "../../../src/network/network";
import { hessianSpectralNorm } from "../../../src/spectrum/hessianSpectralNorm";
import {
  type ExpectedOutput,
  expectedOf,
  fixturePath,
  readFixture,
  torchCheckpoints,
} from "../../reference/checkpointFixtures";

function expectNear(what: string, found: number, expected: number, relative: number): void {
  // A row of one number cannot turn: torch finds its last bits, and we 0.
  const isNear = Math.abs(found - expected) <= relative * Math.abs(expected) + 1e-16;
  expect([what, found, isNear]).toEqual([what, found, true]);
}

function expectDerivatives(network: Network, input: Float64Array, expected: ExpectedOutput, relative: number): void {
  const propagation = propagate({ network, input });
  expectNear("value", propagation.value, expected.value, relative);
  const paper = gradientNorms(propagation);
  const all = gradientNorms(propagation, "all");
  expectNear("by x", paper.input, expected.inputGradientNorm, relative);
  for (const [l, ofRows] of expected.layerGradientNorms.entries()) {
    expectNear(`by W^${l + 1}`, paper.layers[l], ofRows, relative);
    const [ofGains, ofBiases] = [expected.gainGradientNorms[l], expected.biasGradientNorms[l]];
    if (ofGains !== null && ofBiases !== null) {
      expectNear(`by layer ${l + 1}`, all.layers[l], Math.hypot(ofRows, ofGains, ofBiases), relative);
    }
  }
  expectNear("by v", paper.output, expected.outputGradientNorm, relative);
  expectNear("by v and its gain", all.output, Math.hypot(paper.output, expected.outputGainGradientNorm ?? 0), relative);
  expectNear("by θ", paper.parameters, expected.paper.parameterGradientNorm, relative);
  const hessians = [["directions", expected.paper] as const, ["all", expected.all] as const];
  for (const [parameters, { parameterGradientNorm, hessianSpectralNorm: norm }] of hessians) {
    if (parameters === "all" && expected.biasGradientNorms.includes(null)) {
      // torch has no biases to move, and we have: there, what moves is not the same.
      continue;
    }
    expectNear(`by ${parameters}`, gradientNorms(propagation, parameters).parameters, parameterGradientNorm, relative);
    if (norm !== null) {
      const found = hessianSpectralNorm(propagation, {}, parameters);
      expect(found.converged).toBe(true);
      expectNear(`Hessian by ${parameters}`, found.value, norm, relative);
    }
  }
}

test.each(torchCheckpoints)("%s", (name) => {
  const { input, outputs } = expectedOf(name);
  for (const { output, network } of readFixture(name).networks) {
    expectDerivatives(network, input, outputs[output], 1e-12);
  }
});

test("784-64-32-10 trained on MNIST", () => {
  const path = fixturePath("mnist-row.npy");
  const row = readNpyRecords(path, { ...readNpyHeader(path), shape: [1, 784] }, 1)(0);
  const { activation, outputs } = JSON.parse(readFileSync(fixturePath("mnist.json"), "utf8"));
  const { networks } = readNetworks(fixturePath("mnist.safetensors"), { activation });
  expect(networks).toHaveLength(10);
  for (const { output, network } of networks) {
    expect(network.widths).toEqual([64, 32]);
    expectDerivatives(network, row, outputs[output], 1e-10);
  }
});
