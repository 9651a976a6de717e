/** Each theorem with proofs: of its own quantities, one for each bound; true ones, and sharp. */
import fc from "fast-check";
import { point } from "../../src/arithmetic/interval/interval";
import { defaultRanges } from "../../src/generators/caseRanges";
import { certificatesOf } from "../../src/measurement/certificates";
import { Evaluation } from "../../src/measurement/evaluation";
import { activationNamed } from "../../src/network/activation";
import { createNetwork } from "../../src/network/network";
import type { NetworkCase } from "../../src/network/networkCase";
import { preciseArithmetic } from "../../src/rigour/certifiedNumber";
import { theorems } from "../../src/theorems/registry";
import type { Theorem } from "../../src/theorems/theorem";
import { weakened } from "../../src/theorems/weakening";
import { certifyTheorem } from "../../src/verify/certifyTheorem";
import { quickOrFull } from "../depth";
import { theoremById } from "../reference/theoremById";

const ranges = {
  ...defaultRanges,
  depth: { from: 1, to: 3 },
  width: { from: 1, to: 5 },
  inputDimension: { from: 1, to: 5 },
};
const covered = theorems.filter(({ certify }) => certify !== undefined);

test("all theorems on one network and one input have proofs, but for those that say why they have none; others have none", () => {
  const left = theorems.filter(({ group, certify }) => group === "pointwise" && certify === undefined);
  expect(left.filter(({ notCertified }) => notCertified === undefined).map(({ id }) => id)).toEqual([]);
  expect(covered.every(({ group }) => group === "pointwise")).toBe(true);
  expect(covered.length).toBeGreaterThanOrEqual(11);
});

describe.each(covered.map((theorem) => [theorem.id, theorem] as const))("%s", (_, theorem) => {
  test("encloses what is measured, and refutes a limit below it", () => {
    fc.assert(
      fc.property(theorem.cases(ranges), (networkCase) => {
        const ones = Object.fromEntries(theorem.coefficients.map((name) => [name, 1]));
        const proofs = theorem.certify?.(certificatesOf(networkCase), ones) ?? [];
        const quantities = theorem.measure(new Evaluation(networkCase));
        expect(proofs).toHaveLength(quantities.length);
        for (const [i, { value, error, converged }] of quantities.entries()) {
          const { lower, upper } = proofs[i].enclosure();
          fc.pre(converged && value > 1e-100 && value < 1e100);
          expect(lower - error).toBeLessThanOrEqual(value);
          expect(upper + error).toBeGreaterThanOrEqual(value);
          if (error < 1e-6 * value) {
            const limit = value * (1 - 1e-5);
            const proof = proofs[i].compare({ interval: point(limit), precise: () => preciseArithmetic.of(limit) });
            expect(proof.verdict).toBe("violated");
          }
        }
      }),
      { numRuns: quickOrFull(10, 60) },
    );
  });

  test("is never refuted, and mostly proved", () => {
    const verdicts: string[] = [];
    fc.assert(
      fc.property(theorem.cases(ranges), (networkCase) => {
        const { verdict } = certifyTheorem(theorem, new Evaluation(networkCase), certificatesOf(networkCase));
        expect(verdict).not.toBe("violated");
        verdicts.push(verdict);
      }),
      { numRuns: quickOrFull(10, 60) },
    );
    expect(verdicts.filter((verdict) => verdict === "holds").length).toBeGreaterThan(0.7 * verdicts.length);
  });
});

describe("activation-at-zero, where both sides are the same sum", () => {
  const theorem = theoremById("activation-at-zero");
  const network = (depth: number, shift: number): NetworkCase => ({
    network: createNetwork({
      activation: { activation: activationNamed("tanh", "activation"), shift },
      layers: Array.from({ length: depth }, () => Float64Array.of(1, 2, 3, 5)),
      output: Float64Array.of(0.25, 0.5),
    }),
    input: Float64Array.of(1, 1),
  });
  const stepOf = (of: Theorem, networkCase: NetworkCase) => {
    const { verdict, proof } = certifyTheorem(of, new Evaluation(networkCase), certificatesOf(networkCase));
    return [verdict, proof?.step];
  };

  test("is proved as such: φ(0) = 0, or one layer", () => {
    expect(stepOf(theorem, network(2, 0))).toEqual(["holds", "exact"]);
    expect(stepOf(theorem, network(1, 0.5))).toEqual(["holds", "exact"]);
    expect(stepOf(theorem, network(2, 0.5))).toEqual(["holds", "interval"]);
  });

  test("and not where a term is lacking", () => {
    for (const coefficient of theorem.coefficients) {
      const less = weakened(theorem, { [coefficient]: 0.5 });
      const expected = coefficient === "atZero" ? ["undecided", null] : ["violated", "interval"];
      expect([coefficient, ...stepOf(less, network(2, 0))]).toEqual([coefficient, ...expected]);
    }
  });
});
