/** At the ends of float64's range: no false alarm, no exception; where nothing is known, the verdict or the ratio says so. */
import fc from "fast-check";
import { defaultRanges } from "../../src/generators/caseRanges";
import { Evaluation } from "../../src/measurement/evaluation";
import { activationNamed } from "../../src/network/activation";
import { createBatch } from "../../src/network/batch";
import { createCaseData, type Trial } from "../../src/network/caseData";
import { createNetwork } from "../../src/network/network";
import type { NetworkCase } from "../../src/network/networkCase";
import { dataSet } from "../../src/theorems/assumptions";
import { theorems } from "../../src/theorems/registry";
import { checkTheorem, type TheoremResult } from "../../src/verify/checkTheorem";
import { quickOrFull } from "../depth";
import { theoremById } from "../reference/theoremById";

interface Parts {
  readonly activation?: string;
  readonly layers: readonly (readonly number[])[];
  readonly output: readonly number[];
  readonly inputs: readonly (readonly number[])[];
  readonly targets: readonly number[];
  readonly trial?: Partial<Trial>;
}

function caseOf({ activation = "identity", layers, output, inputs, targets, trial = {} }: Parts): NetworkCase {
  const network = createNetwork({
    activation: { activation: activationNamed(activation, "activation"), shift: 0 },
    layers: layers.map((weights) => Float64Array.from(weights)),
    output: Float64Array.from(output),
  });
  const records = inputs.map((input) => Float64Array.from(input));
  const batch = createBatch(network, records, Float64Array.from(targets));
  return { network, input: records[0], data: createCaseData(batch, trial) };
}

function resultsOf(networkCase: NetworkCase): Map<string, TheoremResult> {
  const onData = theorems.filter(({ assumptions }) => assumptions.includes(dataSet));
  const evaluation = new Evaluation(networkCase);
  return new Map(onData.map((theorem) => [theorem.id, checkTheorem(theorem, evaluation)]));
}

const SMALL = [1e-150, 1.3e-161, 1.3e-162, 1e-200, 1e-300, 5e-324];

test.each(SMALL)("targets of %d: the loss underflows, and nothing is violated", (target) => {
  const results = resultsOf(caseOf({ layers: [[1]], output: [0], inputs: [[1]], targets: [target] }));
  for (const { verdict, unresolved } of results.values()) {
    // What a loss that underflowed may be is part of a bound's error.
    expect(["holds", "not-applicable", ...(unresolved ? ["undecided"] : [])]).toContain(verdict);
  }
  expect(results.get("loss-gradient")?.quantity).toBe(2 * target);
});

test.each(SMALL)("inputs of %d: what the search over the class attains stays within its ball", (length) => {
  const inputs = [[0.6 * length, 0.8 * length]];
  const results = resultsOf(caseOf({ layers: [[1, 0]], output: [1], inputs, targets: [0] }));
  // Below 1e-290 the bound itself has no nine digits.
  expect(results.get("rademacher-odd")?.verdict).toBe(length > 1e-290 ? "holds" : "undecided");
  expect(results.get("rademacher-odd")?.quantity).toBeLessThanOrEqual(length * (1 + 1e-12) + 1e-323);
});

test.each([1e-180, 1e-300])("steps of size %d move nothing, and hold", (rate) => {
  const trial = { rate, radius: 1e-300 };
  const results = resultsOf(caseOf({ layers: [[1, 2]], output: [1], inputs: [[1, 0]], targets: [1e-150], trial }));
  expect(results.get("descent")).toMatchObject({ verdict: "holds", ratio: 0 });
});

test("gradients that all but vanish have steps too short to be seen", () => {
  const rows = [1, 2, -1, 1];
  const networkCase = caseOf({
    activation: "pseudohuber",
    layers: Array.from({ length: 9 }, () => rows),
    output: [1, 1],
    inputs: [[0.1, 0.2]],
    targets: [1e-4],
  });
  for (const [id, { verdict, unresolved }] of resultsOf(networkCase)) {
    expect(`${id} ${unresolved ? "unresolved" : verdict}`).toMatch(/holds|not-applicable|unresolved/);
  }
});

test.each(["hessian-layerwise", "rademacher"])("%s is decided where deep networks all but vanish", (id) => {
  const ranges = { ...defaultRanges, depth: { from: 8, to: 9 }, activations: ["pseudohuber"] };
  const theorem = theoremById(id);
  fc.assert(
    fc.property(theorem.cases(ranges), (networkCase) => {
      expect(checkTheorem(theorem, new Evaluation(networkCase)).verdict).toBe("holds");
    }),
    { numRuns: theorem.every === undefined ? quickOrFull(40, 300) : quickOrFull(6, 60) },
  );
});

test("numbers whose products leave float64's range are undecided, not an exception", () => {
  const inputs = [
    [1e10, 1],
    [0, 1],
  ];
  const parts = { activation: "tanh", layers: [[1, 2]], output: [1], inputs, targets: [1e300, 1e300] };
  const results = resultsOf(caseOf(parts));
  expect(results.get("loss-bound")?.verdict).toBe("undecided");
  expect([...results.values()].map(({ verdict }) => verdict)).not.toContain("violated");
});
