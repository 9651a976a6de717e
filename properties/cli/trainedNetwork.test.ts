/**
 * A network as people train it, measured as it was saved: 784-64-32-10 under weight norm, 300 steps on MNIST, by `--activation` and `--input`
 * alone. What is measured is torch's; all theorems hold, as proofs too; and the bound from blocks is within a factor 2 of the norm.
 */
import { readFileSync } from "node:fs";
import type { Measurement } from "../../src/verify/measureNetwork";
import { quickOrFull } from "../depth";
import { runCommand, temporaryFolder } from "../reference/builtCommand";
import { type ExpectedOutput, fixturePath } from "../reference/checkpointFixtures";

const folder = temporaryFolder();
const expected: readonly ExpectedOutput[] = JSON.parse(readFileSync(fixturePath("mnist.json"), "utf8")).outputs;
const files = [fixturePath("mnist.safetensors"), "--activation", "tanh", "--input", fixturePath("mnist-row.npy")];

type Enclosures = { readonly hessianSpectralNorm: { readonly lower: number; readonly upper: number } };
type OfOutput = Omit<Measurement, "verdict"> & { readonly output: number };

function measured(output: number, ...options: string[]): OfOutput {
  const args = ["measure", ...files, "--output", String(output), "--json", ...options];
  const { status, stdout, stderr } = runCommand(folder, args);
  expect([status, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout);
}

/** Those that speak of the paper's gains, or of inputs of norm √m at most. */
const OF_THE_PAPER = ["hessian-closed-form", "hessian-envelope", "depth-free-lipschitz-vs-plain", "activation-at-zero"];

function expectAllHold({ theorems }: OfOutput): void {
  const verdicts = theorems.map(({ id, verdict }) => [id, verdict]);
  expect(verdicts).toEqual(theorems.map(({ id }) => [id, OF_THE_PAPER.includes(id) ? "not-applicable" : "holds"]));
}

function near(found: number, wanted: number): string | true {
  return Math.abs(found - wanted) <= 1e-10 * Math.abs(wanted) || `${found} instead of ${wanted}`;
}

// Output 3 has the largest Hessian.
const outputs = Array.from({ length: quickOrFull(1, 10) }, (_, k) => (k + 3) % 10);
const proved = outputs.slice(0, quickOrFull(1, 3));
const both = (chosen: readonly number[]) =>
  chosen.flatMap((output) => (["paper", "all"] as const).map((trained) => [output, trained] as const));

test.each(both(outputs))(
  "output %i, %s: torch's value, gradients and Hessian; all theorems hold",
  (output, trained) => {
    const found = measured(output, "--parameters", trained);
    const of = expected[output];
    const { [trained]: whole } = of;
    const { quantities, network } = found;
    // Of torch's parameters the rows of the other outputs do not move this one.
    const others = 9 * (32 + (trained === "all" ? 2 : 0));
    expect(network).toMatchObject({ widths: [64, 32], trained, parameters: whole.parameters - others });
    const byLayers = of.layerGradientNorms.map((rows, l) =>
      trained === "all" ? Math.hypot(rows, of.gainGradientNorms[l] ?? 0, of.biasGradientNorms[l] ?? 0) : rows,
    );
    expect({
      value: near(quantities.value, of.value),
      byInput: near(quantities.inputGradientNorm, of.inputGradientNorm),
      byParameters: near(quantities.parameterGradientNorm, whole.parameterGradientNorm),
      hessian: near(quantities.hessianSpectralNorm ?? 0, whole.hessianSpectralNorm ?? 0),
      byLayers: byLayers.map((norm, l) => near(quantities.layerGradientNorms[l], norm)),
    }).toEqual({ value: true, byInput: true, byParameters: true, hessian: true, byLayers: [true, true] });
    expectAllHold(found);
    const blocks = found.theorems.find(({ id }) => id === "hessian-measured-blocks");
    const norm = whole.hessianSpectralNorm ?? 0;
    const factor = (blocks?.bound ?? Number.POSITIVE_INFINITY) / norm;
    expect(
      `blocks ${blocks?.bound}, norm ${norm}: ${factor >= 1 && factor <= 2 ? "within" : "not within"} a factor 2`,
    ).toBe(`blocks ${blocks?.bound}, norm ${norm}: within a factor 2`);
  },
);

const provedCases = both(proved).slice(0, quickOrFull(1, 3));

test.each(provedCases)("output %i, %s: every verdict is a proof", (output, trained) => {
  const found = measured(output, "--parameters", trained, "--rigour", "certified");
  expectAllHold(found);
  for (const { id, verdict, proof } of found.theorems) {
    expect([id, verdict === "not-applicable" || (proof?.step ?? null) !== null]).toEqual([id, true]);
  }
  const { lower, upper } = (found.enclosures as Enclosures).hessianSpectralNorm;
  const norm = expected[output][trained].hessianSpectralNorm ?? 0;
  expect([lower <= norm * (1 + 1e-12), norm * (1 - 1e-12) <= upper, upper - lower < 1e-8 * norm]).toEqual([
    true,
    true,
    true,
  ]);
});

test("the report names the widths, what moves, and the symbols that are not the paper's", () => {
  const { stdout } = runCommand(folder, ["measure", ...files, "--output", "3", "--parameters", "all"]);
  expect(stdout).toMatch(
    /^depth 2, widths 64, 32, input dimension 784, 52450 parameters \(rows, v, gains and biases\), tanh\noutput 3 of 10\n/,
  );
  expect(stdout).toMatch(
    /^layer +γ = ‖g‖ +τ = max \|g\|\/‖W_i‖ +p = ‖φ\(b\)‖\n─+\n1 +6\.55\d* +1\.18\d* +0\.69\d*\n2 .*\npaper +1 +1\/\(√m ω\) +√m \|φ\(0\)\|\n/m,
  );
  expect(stdout).toMatch(/^γ_1 ⋯ γ_L = 38\.3484: the Lipschitz constant ‖v‖ γ_1 ⋯ γ_L is free of the depth for gains/m);
});
