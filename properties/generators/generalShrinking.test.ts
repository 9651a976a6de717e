/** General networks shrink to the paper's form first, each step to a simpler network whose parts fit, and no further than a failure needs. */
import fc from "fast-check";
import { batchValues } from "../../src/calculus/batchPropagation";
import { type CaseRanges, defaultRanges, drawnActivations } from "../../src/generators/caseRanges";
import { networkCases } from "../../src/generators/networkCases";
import { simplerCases } from "../../src/generators/simplerCases";
import { shallower } from "../../src/generators/simplerShapes";
import { createBatch } from "../../src/network/batch";
import { createCaseData } from "../../src/network/caseData";
import { checkInput, createNetwork, type Network } from "../../src/network/network";
import type { NetworkCase } from "../../src/network/networkCase";
import { isPaperNetwork } from "../../src/network/paperForm";
import { dataSet } from "../../src/theorems/assumptions";
import { quickOrFull } from "../depth";
import { complexity, isSimpler } from "../reference/complexity";

const general: CaseRanges = { ...defaultRanges, networks: "general", activations: drawnActivations("general") };
const upTo = (to: number) => ({ from: 1, to });
const small = { ...general, depth: upTo(4), width: upTo(5), inputDimension: upTo(4) };
const tiny = { ...general, depth: upTo(3), width: upTo(3), inputDimension: upTo(3) };

function expectSimpler(simpler: NetworkCase, networkCase: NetworkCase): void {
  if (!isSimpler(simpler, networkCase)) {
    throw new Error(`${complexity(simpler)} is no simpler than ${complexity(networkCase)}`);
  }
  // Widths that chain, a gain and a bias for each row, no part too many.
  if (createNetwork(simpler.network).width !== simpler.network.width) {
    throw new Error(`width ${simpler.network.width} of widths ${simpler.network.widths}`);
  }
  const { depth, gains, biases } = simpler.network;
  expect([gains.length, biases.length]).toEqual([depth, depth]);
  checkInput(simpler.network, simpler.input);
}

// Where they were not, shrinking a failure might not end: endOnFailure.
test("every simplification is a valid, strictly simpler case", () => {
  fc.assert(
    fc.property(networkCases(small), (networkCase) => {
      for (const simpler of simplerCases(networkCase)) {
        expectSimpler(simpler, networkCase);
      }
    }),
    { numRuns: quickOrFull(15, 100), endOnFailure: true },
  );
});

test("with data too, and targets move along where that keeps residuals", () => {
  fc.assert(
    fc.property(networkCases(tiny, [dataSet]), (networkCase) => {
      let kept = 0;
      const residualsOf = ({ network, data }: NetworkCase): string => {
        const values = batchValues(network, data?.batch.inputs ?? []);
        return values.map((value, r) => Math.fround((data?.batch.targets[r] ?? 0) - value)).join();
      };
      const residuals = residualsOf(networkCase);
      for (const simpler of simplerCases(networkCase)) {
        expectSimpler(simpler, networkCase);
        const { batch, trial } = simpler.data ?? createCaseData(createBatch(simpler.network, [], new Float64Array()));
        createCaseData(createBatch(simpler.network, batch.inputs, batch.targets), trial);
        kept += Number(simpler.network !== networkCase.network && residualsOf(simpler) === residuals);
      }
      expect(kept).toBeGreaterThan(0);
    }),
    { numRuns: quickOrFull(2, 15), endOnFailure: true },
  );
});

test("the first candidates are of the paper's form, but for widths that differ; of those, a later one has one width", () => {
  fc.assert(
    fc.property(networkCases(small), (networkCase) => {
      const { network, parameters } = networkCase;
      fc.pre(network.gains.some((each) => each !== null) || network.outputGain !== null);
      const [first] = simplerCases(networkCase);
      const { gains, biases, outputGain, outputBias } = first.network;
      expect([...gains, ...biases].every((each) => each === null)).toBe(true);
      expect([outputGain, outputBias, first.parameters]).toEqual([null, 0, undefined]);
      expect(first.network.layers).toEqual(network.layers);
      // What is cut may leave rows of zeros else.
      const hasZeros = network.layers.some((weights) => weights.includes(0));
      if (!isPaperNetwork(first.network) && !hasZeros) {
        const evened = [...simplerCases(first)].filter((each) => isPaperNetwork(each.network));
        expect(evened.length).toBeGreaterThan(0);
        expect(evened.some((each) => each.network.depth === network.depth)).toBe(true);
      }
      expect(parameters === undefined || parameters === "all").toBe(true);
    }),
    { numRuns: quickOrFull(50, 500) },
  );
});

test("v keeps its length and direction where W_v becomes v", () => {
  fc.assert(
    fc.property(networkCases(small), (networkCase) => {
      const { output, outputGain } = networkCase.network;
      fc.pre(outputGain !== null && outputGain !== 0);
      const [first] = simplerCases(networkCase);
      const ratios = first.network.output.map((entry, i) => (output[i] === 0 ? entry : entry / output[i]));
      const expected = (outputGain ?? 0) / Math.hypot(...output);
      for (const [i, ratio] of ratios.entries()) {
        expect(ratio).toBeCloseTo(output[i] === 0 ? 0 : expected, 12 - Math.ceil(Math.log10(Math.abs(expected) + 1)));
      }
    }),
    { numRuns: quickOrFull(50, 500) },
  );
});

test("the layers that stay keep their rows, with their gains and biases; columns that nothing enters go, and new ones are 0", () => {
  const numbered = (length: number, from: number) => new Float64Array(length).map((_, i) => from + i);
  const [identity] = fc.sample(networkCases({ ...small, activations: ["identity"] }), { numRuns: 1, seed: 1 });
  const network = createNetwork({
    activation: { activation: identity.network.activation.activation, shift: 0 },
    layers: [numbered(3 * 2, 1), numbered(1 * 3, 11), numbered(2 * 1, 21), numbered(4 * 2, 31)],
    gains: [numbered(3, 101), null, null, numbered(4, 131)],
    biases: [null, null, null, numbered(4, 231)],
    output: numbered(4, 41),
  });
  const candidates = [...shallower({ network, input: Float64Array.of(1, 1) })].map((each) => each.network);
  const only = (widths: number[]): Network | undefined =>
    candidates.find((each) => each.widths.join() === widths.join());
  const [first, second, third, fourth] = network.layers;
  expect(only([3])).toMatchObject({ layers: [first], gains: [network.gains[0]], output: Float64Array.of(41, 42, 43) });
  expect(only([3, 4])).toMatchObject({
    layers: [first, Float64Array.of(31, 32, 0, 33, 34, 0, 35, 36, 0, 37, 38, 0)],
    gains: [network.gains[0], network.gains[3]],
    biases: [null, network.biases[3]],
    output: network.output,
  });
  expect(only([3, 1])).toMatchObject({ layers: [first, second], output: Float64Array.of(41) });
  expect(only([3, 2, 4])?.layers).toEqual([first, Float64Array.of(21, 0, 0, 22, 0, 0), fourth]);
  // Without W^1: two of the three columns of W^2, for the two entries of x.
  expect(only([1, 2, 4])?.layers).toEqual([Float64Array.of(11, 12), third, fourth]);
});

/** The smallest network that fast-check finds with a property, among general ones. */
function smallestWith(holds: (network: Network, networkCase: NetworkCase) => boolean): NetworkCase {
  const report = fc.check(
    fc.property(networkCases(general), (networkCase) => !holds(networkCase.network, networkCase)),
    { numRuns: 1000 },
  );
  const [found] = report.counterexample ?? [];
  if (found === undefined) {
    throw new Error("no network of that kind was drawn");
  }
  return found;
}

test("what needs nothing of a general network shrinks to a network of the paper", () => {
  const { network, parameters } = smallestWith(
    ({ depth, widths }) => depth >= 2 && widths.every((width) => width >= 3),
  );
  expect([isPaperNetwork(network), parameters]).toEqual([true, undefined]);
  expect([network.depth, network.width, network.inputDimension]).toEqual([2, 3, 1]);
});

test("a negative gain in the second layer stays, of one digit beside the paper's, and nothing else", () => {
  const { network } = smallestWith(({ gains }) => gains[1]?.some((gain) => gain < 0) ?? false);
  expect(network.gains.map((each) => each?.length)).toEqual([undefined, 1]);
  expect(String(network.gains[1]?.[0])).toMatch(/^-\d$/);
  expect(network.biases).toEqual([null, null]);
  expect([network.outputGain, network.outputBias, network.widths]).toEqual([null, 0, [1, 1]]);
});

test("two different gains of a layer stay two, of few digits", () => {
  const { network } = smallestWith(({ gains }) => gains.some((each) => new Set(each).size > 1));
  expect([network.depth, network.widths]).toEqual([1, [2]]);
  expect([...(network.gains[0] ?? [])].every((gain) => [0, 1, -1].includes(gain))).toBe(true);
  expect(network.gains[0]?.[0]).not.toBe(network.gains[0]?.[1]);
});

test("biases become a shift where one will do, and stay where it will not", () => {
  const shifted = smallestWith(
    ({ biases, activation }) => activation.shift > 0 || biases.some((each) => each?.some((bias) => bias > 0)),
  ).network;
  expect([isPaperNetwork(shifted), shifted.activation.shift]).toEqual([true, 1]);
  const { network } = smallestWith(({ biases }) => biases.some((each) => each?.some((bias) => bias > 2)));
  expect([network.depth, network.widths, network.gains]).toEqual([1, [1], [null]]);
  expect(network.biases[0]?.length).toBe(1);
});

test("widths: one layer stays wider than the others where it must", () => {
  const { network } = smallestWith(({ widths }) => widths.length > 1 && widths[0] >= 3 && widths[1] === 1);
  expect([network.widths, network.inputDimension]).toEqual([[3, 1], 1]);
  expect(network.gains).toEqual([null, null]);
});

test("an output gain, an output bias and what is trained stay where they must, alone", () => {
  const normalised = smallestWith(({ outputGain }) => outputGain !== null && outputGain < 0).network;
  expect(String(normalised.outputGain)).toMatch(/^-\d$/);
  expect([normalised.outputBias, [...normalised.output]]).toEqual([0, [1]]);
  const biased = smallestWith(({ outputBias }) => outputBias !== 0);
  expect([biased.network.outputGain, biased.network.outputBias, biased.parameters]).toEqual([null, 1, undefined]);
  const trained = smallestWith((_, { parameters }) => parameters === "all");
  expect([isPaperNetwork(trained.network), trained.parameters]).toEqual([true, "all"]);
});
