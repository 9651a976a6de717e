/** The symbols of a network, by their definitions; and which of them are not the paper's. */
import fc from "fast-check";
import { symbolsReport } from "../../src/cli/measure/symbolsReport";
import { defaultRanges } from "../../src/generators/caseRanges";
import { networkCases } from "../../src/generators/networkCases";
import { Evaluation } from "../../src/measurement/evaluation";
import { activationNamed, activationNames } from "../../src/network/activation";
import { createNetwork, fanIn } from "../../src/network/network";
import type { NetworkCase } from "../../src/network/networkCase";
import { isPaperNetwork } from "../../src/network/paperForm";
import { describedNetwork } from "../../src/verify/describedNetwork";
import { layerSymbols, ownSymbols } from "../../src/verify/layerSymbols";

const symbolsOf = (networkCase: NetworkCase) => layerSymbols(new Evaluation(networkCase).scales);
const norm = (values: readonly number[]): number => Math.hypot(...values);

test("general networks: norms of gains and of φ(b), and the largest gain for the length of its row", () => {
  fc.assert(
    fc.property(networkCases({ ...defaultRanges, networks: "general" }), (networkCase) => {
      const { network } = networkCase;
      fc.pre(!isPaperNetwork(network));
      const { activation, shift } = network.activation;
      for (const { layer, gainNorm, turn, atZero } of symbolsOf(networkCase)) {
        const l = layer - 1;
        const width = network.widths[l];
        const gains = Array.from(network.gains[l] ?? new Array(width).fill(1 / Math.sqrt(width)));
        const biases = Array.from(network.biases[l] ?? new Array(width).fill(shift));
        const jet = new Float64Array(3);
        const values = biases.map((bias) => {
          activation.jet(bias, jet);
          return jet[0];
        });
        const turns = gains.map((gain, i) => Math.abs(gain) / norm(rowOf(network.layers[l], i, fanIn(network, l))));
        expectNear(gainNorm, norm(gains));
        expectNear(turn, Math.max(...turns));
        expectNear(atZero, norm(values));
      }
    }),
    { numRuns: 100 },
  );
});

const rowOf = (weights: Float64Array, i: number, columns: number): number[] =>
  Array.from(weights.subarray(i * columns, (i + 1) * columns));

function expectNear(found: number, expected: number): void {
  expect([found, Math.abs(found - expected) <= 1e-9 * Math.abs(expected) + 1e-300]).toEqual([found, true]);
}

test("the paper's networks have none of their own, and nothing is printed of them", () => {
  fc.assert(
    fc.property(networkCases(), (networkCase) => {
      const symbols = symbolsOf(networkCase);
      const own = ownSymbols(networkCase.network, symbols);
      expect(symbols.map(({ gainNorm, slope }) => [gainNorm, slope])).toEqual(symbols.map(() => [1, 1]));
      expect(own).toEqual([]);
      expect(symbolsReport(symbols, own)).toEqual([]);
      expect(describedNetwork(networkCase)).not.toHaveProperty("trained");
    }),
    { numRuns: 50 },
  );
});

const of = (...values: number[]): Float64Array => Float64Array.from(values);
const paper = {
  activation: { activation: activationNamed("tanh", ""), shift: 0 },
  layers: [of(3, 4, 6, 8), of(5, 12, 1, 0)],
  output: of(1, 2),
};
const reportOf = (parts: Partial<Parameters<typeof createNetwork>[0]>): { own: readonly string[]; text: string } => {
  const network = createNetwork({ ...paper, ...parts });
  const symbols = symbolsOf({ network, input: of(1, 0) });
  const own = ownSymbols(network, symbols);
  return { own, text: symbolsReport(symbols, own).join("\n") };
};

test("gains: γ and τ; their product is named where it is above 1 alone", () => {
  const large = reportOf({ gains: [of(3, 4), of(1, 0)] });
  expect(large.own).toEqual(["gainNorm", "turn"]);
  expect(large.text.split("\n").map((line) => line.trim().split(/ {2,}/))).toEqual([
    ["layer", "γ = ‖g‖", "τ = max |g|/‖W_i‖"],
    [expect.stringMatching(/^─+$/)],
    ["1", "5", "0.6"],
    ["2", "1", "0.0769231"],
    ["paper", "1", "1/(√m ω)"],
    [expect.stringMatching(/^γ_1 ⋯ γ_L = 5: the Lipschitz constant/)],
  ]);
  expect(reportOf({ gains: [of(0.3, 0.4), of(1, 0)] }).text).not.toContain("Lipschitz");
  // 1/√2 as a file gives it: a norm within rounding of 1.
  const half = of(Math.SQRT1_2, Math.SQRT1_2);
  const given = reportOf({ gains: [half, half] });
  expect(given.own).toContain("turn");
  expect(given.text).not.toContain("Lipschitz");
});

test("biases: ‖φ(b)‖; an activation with λ other than 1: λ", () => {
  expect(reportOf({ biases: [of(0.5, 0), null] }).own).toEqual(["atZero"]);
  expect(reportOf({ biases: [of(0, 0), null] }).own).toEqual([]);
  for (const name of activationNames) {
    const activation = { activation: activationNamed(name, ""), shift: 0 };
    const { own } = reportOf({ activation });
    expect([name, own]).toEqual([name, STEEP.includes(name) ? ["slope"] : []]);
  }
});

const STEEP = ["gelu", "silu", "swish", "mish", "selu"];
