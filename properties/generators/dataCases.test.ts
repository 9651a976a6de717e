/** Random data sets: every kind often enough, the same for the same case, and shrinking to what a failure needs. */
import fc from "fast-check";
import { propagateBatch } from "../../src/calculus/batchPropagation";
import { recordGradientNorms } from "../../src/calculus/loss";
import { caseRandom } from "../../src/generators/caseRandom";
import { defaultRanges } from "../../src/generators/caseRanges";
import { withData } from "../../src/generators/enforce";
import { networkCases } from "../../src/generators/networkCases";
import { simplerCases } from "../../src/generators/simplerCases";
import { Evaluation } from "../../src/measurement/evaluation";
import { LossEvaluation } from "../../src/measurement/lossEvaluation";
import { createBatch } from "../../src/network/batch";
import { createCaseData } from "../../src/network/caseData";
import { networkFromJson, networkToJson } from "../../src/network/formats/networkJson";
import { checkInput, createNetwork } from "../../src/network/network";
import type { NetworkCase } from "../../src/network/networkCase";
import { dataOf } from "../../src/network/networkCase";
import { dataSet } from "../../src/theorems/assumptions";
import { type Weakening, weakened } from "../../src/theorems/weakening";
import { checkTheorem } from "../../src/verify/checkTheorem";
import { shrinkViolation } from "../../src/verify/shrinkViolation";
import { quickOrFull } from "../depth";
import { onlyInFull } from "../onlyInFull";
import { complexity } from "../reference/complexity";
import { theoremById } from "../reference/theoremById";

const dataCases = networkCases(defaultRanges, [dataSet]);
const printed = (networkCase: NetworkCase): string => JSON.stringify(networkToJson(networkCase));

/** At least this many in a hundred. */
const smallestShares: Readonly<Record<string, number>> = {
  "one record": 10,
  "2..4 records": 25,
  "5..16 records": 25,
  "17..64 records": 10,
  "duplicate records": 40,
  "zero targets": 5,
  "huge targets": 5,
  "near fit": 22,
  "perfect fit": 2,
  "fit of 1e-9 to 0.1": 25,
  "one step": 50,
  "2..8 steps": 20,
  "full batches": 60,
  "mini-batches": 15,
  "κ = 1": 30,
  "κ in [0.5, 1)": 30,
  "κ below 0.5": 10,
  "ρ₂/ω >= 0.1": 10,
  "ρ₂/ω in [1e-3, 0.1)": 15,
  "ρ₂/ω below 1e-3": 20,
  "η at 1e-4 of a record's fit": 5,
  "η at 100 times a record's fit": 5,
};

/** Read off the case, not off how it was made. */
function kindsOf(networkCase: NetworkCase): string[] {
  const { batch, trial } = dataOf(networkCase);
  const { inputs, targets } = batch;
  const n = inputs.length;
  const propagation = propagateBatch(networkCase.network, batch);
  const size = (values: Float64Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const residual = size(targets.map((target, r) => target - propagation.values[r]));
  const answer = size(propagation.values);
  const largest = size(recordGradientNorms(propagation));
  // Relative to 1/(2 max ‖∇f_i‖²), the step that fits one record at once.
  const rate = Math.log10(2 * trial.rate * largest * largest);
  const kinds: Record<string, boolean> = {
    "one record": n === 1,
    "2..4 records": n >= 2 && n <= 4,
    "5..16 records": n >= 5 && n <= 16,
    "17..64 records": n >= 17 && n <= 64,
    "duplicate records": new Set(inputs.map((input) => input.join())).size < n,
    "zero targets": size(targets) === 0,
    "huge targets": size(targets) >= 1e7,
    "near fit": residual > 0 && residual <= 0.01 * answer,
    "perfect fit": residual === 0,
    // Near fits and teachers: with every weight changed by some digits, a network answers nearly the same.
    "fit of 1e-9 to 0.1": residual >= 1e-9 * answer && residual <= 0.1 * answer && answer > 0,
    "one step": trial.steps === 1,
    "2..8 steps": trial.steps >= 2 && trial.steps <= 8,
    "full batches": trial.batchSize === n,
    "mini-batches": trial.batchSize < n,
    "κ = 1": trial.cosine === 1,
    "κ in [0.5, 1)": trial.cosine >= 0.5 && trial.cosine < 1,
    "κ below 0.5": trial.cosine < 0.5,
    "ρ₂/ω >= 0.1": trial.radius >= 0.1,
    "ρ₂/ω in [1e-3, 0.1)": trial.radius >= 1e-3 && trial.radius < 0.1,
    "ρ₂/ω below 1e-3": trial.radius < 1e-3,
    "η at 1e-4 of a record's fit": Math.abs(rate + 4) < 1e-6,
    "η at 100 times a record's fit": Math.abs(rate - 2) < 1e-6,
  };
  return Object.keys(kinds).filter((kind) => kinds[kind]);
}

test("every kind has its share", () => {
  const samples = 1000;
  const counts = new Map<string, number>();
  for (const networkCase of fc.sample(dataCases, samples)) {
    for (const kind of kindsOf(networkCase)) {
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
  }
  const share = (kind: string): number => (100 * (counts.get(kind) ?? 0)) / samples;
  const short = Object.entries(smallestShares).filter(([kind, percent]) => share(kind) < percent);
  expect(short.map(([kind, percent]) => `${kind}: ${share(kind)} % of at least ${percent} %`)).toEqual([]);
});

test("data sets and trials are valid", () => {
  fc.assert(
    fc.property(dataCases, (networkCase) => {
      const { batch, trial } = dataOf(networkCase);
      createCaseData(createBatch(networkCase.network, batch.inputs, batch.targets), trial);
      expect(batch.inputs.length).toBeLessThanOrEqual(64);
      expect(Number.isFinite(new LossEvaluation(networkCase.network, batch).loss.value)).toBe(true);
    }),
  );
});

test("same seed, same value; same network, same data", () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const draw = (): string[] => fc.sample(dataCases, { seed, numRuns: 2 }).map(printed);
      expect(draw()).toEqual(draw());
      const [{ network, input }] = fc.sample(networkCases(), { seed, numRuns: 1 });
      expect(printed(withData({ network, input }))).toBe(printed(withData({ network: createNetwork(network), input })));
    }),
    { numRuns: quickOrFull(10, 30) },
  );
});

test("a case read back from its JSON is the same, and so are its random numbers", () => {
  fc.assert(
    fc.property(dataCases, (networkCase) => {
      const { network, input, data } = networkFromJson(JSON.parse(printed(networkCase)));
      const reread = { network, input: input ?? new Float64Array(), data: data ?? dataOf(networkCase) };
      expect(reread).toEqual(networkCase);
      expect(data).toBeDefined();
      expect(caseRandom(reread)()).toBe(caseRandom(networkCase)());
    }),
  );
});

const small = {
  ...defaultRanges,
  depth: { from: 1, to: 3 },
  width: { from: 1, to: 3 },
  inputDimension: { from: 1, to: 3 },
};

test("every simplification is a valid, strictly simpler case, the drastic ones first", () => {
  fc.assert(
    fc.property(networkCases(small, [dataSet]), (networkCase) => {
      const before = complexity(networkCase);
      let least = 0;
      for (const simpler of simplerCases(networkCase)) {
        const after = complexity(simpler);
        const lowered = after.findIndex((value, i) => value !== before[i]);
        expect(after[lowered]).toBeLessThan(before[lowered]);
        expect(lowered).toBeGreaterThanOrEqual(least);
        least = lowered;
        createNetwork(simpler.network);
        checkInput(simpler.network, simpler.input);
        const { batch, trial } = dataOf(simpler);
        createCaseData(createBatch(simpler.network, batch.inputs, batch.targets), trial);
      }
    }),
    { numRuns: quickOrFull(2, 15) },
  );
});

test("simplifications keep each record with its target, and shorten the numbers of the trial each by itself", () => {
  const digits = (value: number): number => (value === 1 ? 0 : String(value).length);
  fc.assert(
    fc.property(networkCases(small, [dataSet]), (networkCase) => {
      const { batch, trial } = dataOf(networkCase);
      const pairs = new Set(batch.inputs.map((input, r) => `${input.join()} ${batch.targets[r]}`));
      for (const simpler of simplerCases(networkCase)) {
        const after = dataOf(simpler);
        if (after.batch.inputs.length < batch.inputs.length) {
          expect(after.batch.inputs.every((input, r) => pairs.has(`${input.join()} ${after.batch.targets[r]}`))).toBe(
            true,
          );
        }
        expect(digits(after.trial.radius)).toBeLessThanOrEqual(digits(trial.radius));
        expect(digits(after.trial.rate)).toBeLessThanOrEqual(digits(trial.rate));
      }
    }),
    { numRuns: quickOrFull(2, 15) },
  );
});

test("fast-check shrinks records, steps and depth to what a failure needs, and the rest to nothing", () => {
  const needs = ({ network, data }: NetworkCase): boolean =>
    network.depth >= 2 && (data?.batch.inputs.length ?? 0) >= 3 && (data?.trial.steps ?? 0) >= 2;
  const report = fc.check(
    fc.property(dataCases, (networkCase) => !needs(networkCase)),
    { numRuns: 1000 },
  );
  const found = report.counterexample?.[0];
  const { network, data } = found ?? {};
  expect([network?.depth, network?.width, network?.inputDimension]).toEqual([2, 1, 1]);
  expect([network?.activation.activation.name, network?.activation.shift]).toEqual(["identity", 0]);
  expect(data?.batch.inputs.map((input) => Array.from(input))).toEqual([[0], [0], [0]]);
  expect(Array.from(data?.batch.targets ?? [])).toEqual([0, 0, 0]);
  expect(data?.trial).toMatchObject({ steps: 2, batchSize: 3, cosine: 1, rate: 1 });
});

test("mini-batches shrink to full batches where they need not be small, and stay where they must", () => {
  const sized = (share: (batchSize: number, n: number) => boolean) =>
    fc.check(
      fc.property(dataCases, ({ data }) => !(data && share(data.trial.batchSize, data.batch.inputs.length))),
      { numRuns: 1000 },
    ).counterexample?.[0]?.data;
  const must = sized((batchSize, n) => batchSize < n);
  expect([must?.trial.batchSize, must?.batch.inputs.length]).toEqual([1, 2]);
  const free = sized((_, n) => n >= 2);
  expect([free?.trial.batchSize, free?.batch.inputs.length]).toEqual([2, 2]);
});

onlyInFull.each([
  ["loss-bound", { input: 0.5 }],
  ["loss-gradient", { output: 0.5 }],
  ["loss-hessian", { gradients: 0.5 }],
  ["descent", { gradients: 0.5 }],
])("a broken %s shrinks to one record of a small network", (id, weakening: Weakening) => {
  const theorem = weakened(theoremById(id), weakening);
  const violates = (networkCase: NetworkCase): boolean =>
    checkTheorem(theorem, new Evaluation(networkCase)).verdict === "violated";
  const violating = fc.sample(theorem.cases(small), 2000).find(violates);
  expect(violating).toBeDefined();
  const shrunk = violating && shrinkViolation(theorem, violating, small);
  const { network, data } = shrunk?.networkCase ?? {};
  expect(data?.batch.inputs.length).toBe(1);
  expect(network?.depth).toBeLessThanOrEqual(2);
  expect(network?.width).toBeLessThanOrEqual(2);
  expect(shrunk?.result.ratio).toBeGreaterThan(1);
});
