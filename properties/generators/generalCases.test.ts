/** General networks: every kind often enough, the same for the same seed, within the ranges, and with bounds that they attain. */
import fc from "fast-check";
import { pseudoRandom } from "../../src/arithmetic/pseudoRandom";
import { caseRandom } from "../../src/generators/caseRandom";
import { type CaseRanges, defaultRanges, drawnActivations, isWithin } from "../../src/generators/caseRanges";
import { replaceActivation, scaleInput, withoutShift } from "../../src/generators/enforce";
import { extremeCase } from "../../src/generators/extremeCase";
import { smallestGeneralShares } from "../../src/generators/generalKinds";
import { kindsOf } from "../../src/generators/kinds";
import { networkCases } from "../../src/generators/networkCases";
import { ownNumbers, withOwnNumbers } from "../../src/generators/ownNumbers";
import { activationNames, paperActivationNames } from "../../src/network/activation";
import { checkInput, createNetwork, type Network, type NetworkParts } from "../../src/network/network";
import type { NetworkCase } from "../../src/network/networkCase";
import { isPaperNetwork } from "../../src/network/paperForm";
import { movedCase } from "../../src/records/movedCase";
import { quickOrFull } from "../depth";
import { generalForward } from "../reference/generalForward";

const general: CaseRanges = { ...defaultRanges, networks: "general", activations: drawnActivations("general") };
const generalCases = networkCases(general);
const all = networkCases({ ...general, networks: "all" });

test("every kind has its share", () => {
  const samples = 5000;
  const counts = new Map<string, number>();
  for (const networkCase of fc.sample(generalCases, samples)) {
    for (const kind of kindsOf(networkCase)) {
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
  }
  const percents = {
    ...smallestGeneralShares,
    ...Object.fromEntries(activationNames.map((name) => [`activation ${name}`, 3])),
  };
  const short = Object.entries(percents).filter(
    ([kind, percent]) => (counts.get(kind) ?? 0) < (percent / 100) * samples,
  );
  expect(
    short.map(([kind, percent]) => `${kind}: ${(100 * (counts.get(kind) ?? 0)) / samples} % of at least ${percent} %`),
  ).toEqual([]);
});

test("rows lie along the signal for activations that are not odd too", () => {
  const cases = fc.sample(generalCases, 5000).filter(({ network }) => !network.activation.activation.odd);
  const along = cases.filter((networkCase) => kindsOf(networkCase).includes("along the signal"));
  expect(along.length).toBeGreaterThan(0.13 * cases.length);
});

test("biases along the gains have their signs, where rows have none", () => {
  let [same, opposite] = [0, 0];
  for (const { network } of fc.sample(generalCases, 2000)) {
    for (const [l, biases] of network.biases.entries()) {
      const gains = network.gains[l];
      if (biases !== null && gains !== null && gains.length > 5 && gains.every((gain) => gain !== 0)) {
        const ratios = gains.map((gain, i) => biases[i] / gain);
        same += Number(ratios.every((ratio) => ratio > 0));
        opposite += Number(ratios.every((ratio) => ratio < 0));
      }
    }
  }
  expect(same).toBeGreaterThan(50);
  expect(opposite).toBeLessThan(0.1 * same);
});

test("all: half of them the paper's", () => {
  const samples = 2000;
  const paper = fc.sample(all, samples).filter(({ network }) => isPaperNetwork(network)).length / samples;
  expect(paper).toBeGreaterThan(0.42);
  expect(paper).toBeLessThan(0.58);
});

test.each([all, generalCases])("same seed, same value", (cases) => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const draw = (): NetworkCase[] => fc.sample(cases, { seed, numRuns: 5 });
      expect(draw()).toEqual(draw());
    }),
    { numRuns: quickOrFull(20, 40) },
  );
});

const ranges = fc
  .record({
    depth: fc.integer({ min: 1, max: 6 }),
    least: fc.integer({ min: 1, max: 7 }),
    more: fc.integer({ min: 0, max: 4 }),
    dimension: fc.integer({ min: 1, max: 12 }),
    activation: fc.constantFrom(...activationNames),
    networks: fc.constantFrom("general" as const, "all" as const),
  })
  .map(
    ({ depth, least, more, dimension, activation, networks }): CaseRanges => ({
      depth: { from: depth, to: depth },
      width: { from: least, to: least + more },
      inputDimension: { from: dimension, to: dimension },
      activations: [activation],
      networks,
    }),
  );

function expectValid({ network, input }: NetworkCase): void {
  expect(createNetwork(network)).toEqual(network);
  checkInput(network, input);
}

test("cases are valid networks within the ranges", () => {
  fc.assert(
    fc.property(ranges, fc.integer(), (within, seed) => {
      for (const networkCase of fc.sample(networkCases(within), { seed, numRuns: 5 })) {
        const { network, input } = networkCase;
        expect(isWithin(network, within)).toBe(true);
        expectValid(networkCase);
        const parts = [...network.layers, network.output, input, ...ownNumbers(network)];
        // A file does not tell it from 0.
        expect(parts.some((part) => part.some((value) => Object.is(value, -0)))).toBe(false);
      }
    }),
    { numRuns: quickOrFull(50, 250) },
  );
});

/** The general draws know activations that the paper's bounds do not. */
const isOfPaper = ({ activation }: Network): boolean => paperActivationNames.includes(activation.activation.name);

test("within the paper's ranges are the paper's networks alone, within general ones all", () => {
  for (const { network } of fc.sample(all, 200)) {
    expect(isWithin(network, defaultRanges)).toBe(isPaperNetwork(network) && isOfPaper(network));
    expect(isWithin(network, general)).toBe(true);
    expect(isWithin(network, { ...general, width: { from: 1, to: network.width - 1 } })).toBe(false);
    const least = Math.min(...network.widths);
    expect(isWithin(network, { ...general, width: { from: least + 1, to: 16 } })).toBe(false);
  }
});

test("many attain the bound on their activations, to a part in a thousand, at every depth", () => {
  const attained = fc
    .sample(generalCases, 2000)
    .filter((networkCase) => {
      const { activationNorm, largestActivationNorm } = generalForward(networkCase);
      return largestActivationNorm > 0 && activationNorm > 0.999 * largestActivationNorm;
    })
    .filter(({ network }) => network.width > 1 && network.gains.some((each) => new Set(each).size > 1));
  for (const depth of [1, 2, 3, 4, 5]) {
    expect(attained.filter(({ network }) => network.depth === depth).length).toBeGreaterThan(10);
  }
});

test("of those, some have biases, and outputs that attain ‖v‖A + |c|", () => {
  const attained = fc.sample(generalCases, 2000).filter((networkCase) => {
    const { network } = networkCase;
    const { value, largestActivationNorm } = generalForward(networkCase);
    const norm = network.outputGain === null ? Math.hypot(...network.output) : Math.abs(network.outputGain);
    const bound = norm * largestActivationNorm + Math.abs(network.outputBias);
    return norm > 0 && network.width > 1 && Math.abs(value) > 0.999 * bound;
  });
  const count = (holds: (network: NetworkCase["network"]) => boolean): number =>
    attained.filter(({ network }) => holds(network)).length;
  expect(count(({ biases }) => biases.some((each) => each?.some((bias) => bias > 0)))).toBeGreaterThan(20);
  expect(count(({ outputGain }) => outputGain !== null)).toBeGreaterThan(20);
  expect(count(({ outputBias }) => outputBias !== 0)).toBeGreaterThan(20);
});

test("random numbers of a case depend on each of its own numbers, and on where they stand", () => {
  fc.assert(
    fc.property(generalCases, fc.nat(), (networkCase, k) => {
      const { network } = networkCase;
      const first = (changed: Partial<NetworkParts>): number =>
        caseRandom({ ...networkCase, network: createNetwork({ ...network, ...changed }) })();
      expect(first({})).toBe(caseRandom(networkCase)());
      const numbers = ownNumbers(network);
      if (numbers.length > 0) {
        const part = numbers[k % numbers.length];
        const value = part[k % part.length];
        const other = part.with(k % part.length, value === 0 ? 1 : -value);
        const changed = numbers.with(k % numbers.length, other);
        expect(withOwnNumbers(network, numbers)).toMatchObject({ gains: network.gains, biases: network.biases });
        expect(first(withOwnNumbers(network, changed))).not.toBe(first({}));
      }
      const none = network.gains.map(() => null);
      const [given] = network.gains.filter((each) => each !== null);
      if (given !== undefined && network.activation.shift === 0) {
        const asBiases = { gains: none, biases: network.gains };
        expect(first(asBiases)).not.toBe(first({ gains: network.gains, biases: none }));
      }
    }),
    { numRuns: quickOrFull(50, 150) },
  );
});

test("assumptions are enforced without a change of form", () => {
  fc.assert(
    fc.property(generalCases, (networkCase) => {
      const { gains, biases, outputGain, outputBias, widths } = networkCase.network;
      const form = { gains, outputGain, outputBias, widths };
      expect(replaceActivation(networkCase, ["tanh"])?.network).toMatchObject({ ...form, biases });
      expect(scaleInput(networkCase, 1).network).toBe(networkCase.network);
      const unshifted = withoutShift(networkCase).network;
      expect(unshifted).toMatchObject(form);
      expect([unshifted.activation.shift, ...unshifted.biases]).toEqual([0, ...widths.map(() => null)]);
      expect(createNetwork(unshifted)).toEqual(unshifted);
    }),
  );
});

test("extreme cases are valid too, and so are moved ones, which keep their form", () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const random = pseudoRandom(seed);
      const extreme = extremeCase(random, general, false);
      expectValid(extreme);
      expect(isWithin(extreme.network, general)).toBe(true);
      const moved = movedCase(extreme, 0.5, random);
      if (moved !== null) {
        expectValid(moved);
        const given = ({ gains, biases, outputGain }: NetworkCase["network"]): boolean[] =>
          [...gains, ...biases, outputGain].map((part) => part !== null);
        expect(given(moved.network)).toEqual(given(extreme.network));
      }
    }),
    { numRuns: quickOrFull(80, 300) },
  );
  const random = pseudoRandom(1);
  const moves = Array.from({ length: 50 }, () => extremeCase(random, general, false)).map((networkCase) => {
    const moved = movedCase(networkCase, 0.5, random);
    return moved !== null && ownNumbers(moved.network).join() !== ownNumbers(networkCase.network).join();
  });
  expect(moves.filter(Boolean).length).toBeGreaterThan(20);
});
