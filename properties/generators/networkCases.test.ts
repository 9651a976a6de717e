/** The generators keep their promises: kinds and shares, repeatability, ranges, assumptions, and shrinking. */
import fc from "fast-check";
import { type CaseRanges, defaultRanges, isWithin } from "../../src/generators/caseRanges";
import { kindsOf, smallestShares } from "../../src/generators/kinds";
import { networkCases } from "../../src/generators/networkCases";
import { simplerCases } from "../../src/generators/simplerCases";
import { Evaluation } from "../../src/measurement/evaluation";
import { activationNames } from "../../src/network/activation";
import { networkFromJson, networkToJson } from "../../src/network/formats/networkJson";
import { checkInput, createNetwork } from "../../src/network/network";
import type { NetworkCase } from "../../src/network/networkCase";
import { dataSet, smoothActivation } from "../../src/theorems/assumptions";
import { builtIn, theorems } from "../../src/theorems/registry";
import type { Theorem } from "../../src/theorems/theorem";
import { checkTheorem } from "../../src/verify/checkTheorem";
import { quickOrFull } from "../depth";
import { onlyInFull } from "../onlyInFull";
import { isSimpler } from "../reference/complexity";

const printed = (networkCase: NetworkCase): string => JSON.stringify(networkToJson(networkCase));

test("a failing property prints the network as a file, to be measured, and no source of functions", () => {
  const property = fc.property(networkCases(), ({ network }) => network.depth < 2);
  const { counterexample } = fc.check(property, { seed: 1 });
  const printed = fc.stringify(counterexample);
  const [, text = ""] = /^\[(\{.*\})\]$/.exec(printed) ?? [];
  expect(networkFromJson(JSON.parse(text)).network).toEqual(counterexample?.[0].network);
  // Taken apart, and put together with something else.
  expect(fc.stringify({ ...counterexample?.[0], parameters: "all" })).not.toContain("=>");
});

test("every kind has its share", () => {
  const samples = 10_000;
  const counts = new Map<string, number>();
  for (const networkCase of fc.sample(networkCases(), samples)) {
    for (const kind of kindsOf(networkCase)) {
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
  }
  const short = Object.entries(smallestShares).filter(
    ([kind, percent]) => (counts.get(kind) ?? 0) < (percent / 100) * samples,
  );
  expect(
    short.map(([kind, percent]) => `${kind}: ${(100 * (counts.get(kind) ?? 0)) / samples} % of at least ${percent} %`),
  ).toEqual([]);
});

function expectShares({ cases, assumptions }: Theorem, count: number): void {
  const samples = fc.sample(cases(), count);
  expect(samples.every((networkCase) => assumptions.every((assumption) => assumption.holds(networkCase)))).toBe(true);
  const depths = new Set(samples.map(({ network }) => network.depth));
  const widths = new Set(samples.map(({ network }) => network.width));
  expect([depths.size, widths.size]).toEqual([5, 16]);
}

/** Whether blocks stay within float64 is known once they are computed, which takes long for hundreds of networks. */
const isCostly = ({ id }: Theorem): boolean => id === "hessian-measured-blocks";
const needsData = ({ assumptions }: Theorem): boolean => assumptions.includes(dataSet);

test("every theorem on a network alone keeps every share that its assumptions allow", () => {
  for (const theorem of theorems.filter((each) => !needsData(each) && !isCostly(each))) {
    expectShares(theorem, quickOrFull(400, 2000));
  }
});

onlyInFull("hessian-measured-blocks keeps them too", () => {
  expectShares(builtIn.theorem("hessian-measured-blocks"), 400);
});

onlyInFull("every theorem on a data set keeps every share that its assumptions allow", () => {
  for (const theorem of theorems.filter(needsData)) {
    // A data set costs many networks. Each of 16 widths is that of one case in 16, and 300 miss one once in 10⁷ times.
    expectShares(theorem, 300);
  }
});

test("wide networks come near the bounds too: input-lipschitz above 0.99 of its bound at width 64", () => {
  const wide = { ...defaultRanges, width: { from: 64, to: 64 } };
  const theorem = builtIn.theorem("input-lipschitz");
  const ratios = fc.sample(theorem.cases(wide), 200).map((networkCase) => {
    return checkTheorem(theorem, new Evaluation(networkCase)).ratio ?? 0;
  });
  expect(Math.max(...ratios)).toBeGreaterThan(0.99);
});

test("same seed, same value", () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const draw = (): string[] => fc.sample(networkCases(), { seed, numRuns: 3 }).map(printed);
      expect(draw()).toEqual(draw());
    }),
    { numRuns: quickOrFull(20, 50) },
  );
});

const ranges = fc
  .tuple(
    fc.integer({ min: 1, max: 7 }),
    fc.integer({ min: 0, max: 4 }),
    fc.integer({ min: 1, max: 20 }),
    fc.constantFrom(...activationNames),
  )
  .map(
    ([least, more, dimension, activation]): CaseRanges => ({
      depth: { from: least, to: least + more },
      width: { from: least, to: least + more },
      inputDimension: { from: dimension, to: dimension },
      activations: [activation],
    }),
  );

test("cases are valid networks within the ranges", () => {
  fc.assert(
    fc.property(ranges, fc.integer(), (within, seed) => {
      for (const { network, input } of fc.sample(networkCases(within), { seed, numRuns: 5 })) {
        expect(isWithin(network, within)).toBe(true);
        createNetwork(network);
        checkInput(network, input);
      }
    }),
  );
});

test("constraints that no case can meet are an error, not an endless search", () => {
  const onlyRelu = { ...defaultRanges, activations: ["relu"] };
  expect(() => fc.sample(networkCases(onlyRelu, [smoothActivation]), 20)).toThrow(/no network within the ranges/);
});

test("every simplification is a valid, strictly simpler case", () => {
  // One of a large network's thousands of candidates costs as much as the network: small ones show the same.
  const small = { ...defaultRanges, width: { from: 1, to: 5 }, inputDimension: { from: 1, to: 5 } };
  fc.assert(
    fc.property(networkCases(small), (networkCase) => {
      for (const simpler of simplerCases(networkCase)) {
        if (!isSimpler(simpler, networkCase)) {
          throw new Error(`${printed(simpler)} is no simpler than ${printed(networkCase)}`);
        }
        createNetwork(simpler.network);
        checkInput(simpler.network, simpler.input);
      }
    }),
    { numRuns: quickOrFull(6, 30) },
  );
});

test("fast-check shrinks depth and width to what a failure needs, and numbers to short decimals", () => {
  const report = fc.check(
    fc.property(networkCases(), ({ network }) => !(network.depth >= 2 && network.width >= 3)),
    { numRuns: 1000 },
  );
  const { network, input } = report.counterexample?.[0] ?? {};
  expect([network?.depth, network?.width, network?.inputDimension]).toEqual([2, 3, 1]);
  expect(network?.activation.activation.name).toBe("identity");
  expect(network?.activation.shift).toBe(0);
  const numbers = [...(network?.layers ?? []), network?.output ?? [], input ?? []].flatMap((part) => Array.from(part));
  expect(numbers.every((value) => value === 0 || value === 1)).toBe(true);
});
