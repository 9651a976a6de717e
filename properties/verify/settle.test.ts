/** What float64 leaves open, and certificates or decimals settle. */
import { decimals } from "../../src/arithmetic/decimal";
import { exactFloat64 } from "../../src/arithmetic/decimalText";
import { certificatesOf } from "../../src/measurement/certificates";
import { Evaluation } from "../../src/measurement/evaluation";
import { activationNamed } from "../../src/network/activation";
import { createNetwork } from "../../src/network/network";
import type { NetworkCase } from "../../src/network/networkCase";
import { weakened } from "../../src/theorems/weakening";
import { checkTheorem } from "../../src/verify/checkTheorem";
import { measureNetwork } from "../../src/verify/measureNetwork";
import { settleQuantity, settleTheorem } from "../../src/verify/settle";
import { exactDerivatives } from "../reference/secondOrder";
import { theoremById } from "../reference/theoremById";

/** Two neurons alike whose signals all but cancel, with a shift of which the pre-activations lose digits. */
function cancelling(activation: string, shift: number, rest: number): NetworkCase {
  const network = createNetwork({
    activation: { activation: activationNamed(activation, "activation"), shift },
    layers: [Float64Array.of(3, 4, 3, 4)],
    output: Float64Array.of(1, -1 - rest),
  });
  return { network, input: Float64Array.of(0.3, -0.1) };
}

test("a value that cancels is known to all digits, in decimals", () => {
  const networkCase = cancelling("sin", 1e5, 2 ** -40);
  const { value } = new Evaluation(networkCase);
  expect(value.error).toBeGreaterThan(1e-6 * Math.abs(value.value));
  const settled = settleQuantity(value, () => certificatesOf(networkCase).value);
  expect(settled.error).toBeLessThan(1e-15 * Math.abs(settled.value));
  const exact = exactDerivatives(decimals(50), networkCase).value;
  for (const each of [value, settled]) {
    expect(exact.minus(exactFloat64(each.value)).abs().lessThanOrEqualTo(each.error)).toBe(true);
  }
});

test("so is a Hessian norm of which float64 has no digit", () => {
  const networkCase = cancelling("sin", 1e6, 0);
  const { quantities, errors, evidence } = measureNetwork(networkCase);
  expect(evidence.hessianSpectralNorm).toMatchObject({ converged: true, method: "enclosure" });
  expect(errors.hessianSpectralNorm).toBeLessThan(1e-10 * (quantities.hessianSpectralNorm ?? 0));
});

test("a consequence that rounding hides is settled by its definition, one way or the other", () => {
  const theorem = theoremById("input-lipschitz");
  const evaluation = new Evaluation(cancelling("sin", 1e6, 3));
  const certificates = () => certificatesOf(evaluation.networkCase);
  const claim = (excess: number): typeof theorem => ({
    ...theorem,
    consequences: () => [
      {
        claim: "1 <= 1 + excess",
        quantity: { value: 1, error: 1e-3, converged: true, again: ({ of }) => of(1) },
        bound: 1,
        boundAgain: ({ of, add }) => add(of(1), of(excess)),
      },
    ],
  });
  const settled = (excess: number) => {
    const stated = claim(excess);
    const result = checkTheorem(stated, evaluation);
    expect(result).toMatchObject({ verdict: "undecided", claim: expect.anything() });
    return settleTheorem(stated, evaluation, result, certificates).verdict;
  };
  expect([settled(1e-30), settled(0), settled(-1e-30)]).toEqual(["holds", "holds", "violated"]);
  // Where the inequality is open too, its proof says nothing of the consequence.
  const stated = { ...claim(-1e-30), measure: () => [{ value: 0, error: 1e3, converged: true }] };
  const result = checkTheorem(stated, evaluation);
  expect(result.verdict).toBe("undecided");
  expect(settleTheorem(stated, evaluation, result, certificates)).toMatchObject({
    verdict: "violated",
    claim: expect.stringContaining("1 <= 1 + excess"),
  });
});

test("a theorem that holds by less than float64 sees is proved, and one that fails by so little is refuted", () => {
  const evaluation = new Evaluation(cancelling("sin", 1e6, 3));
  const { quantity } = checkTheorem(theoremById("output-bound"), evaluation);
  const { scales } = evaluation;
  const part = (quantity ?? 0) / (scales.outputNorm * scales.activationScales[1]);
  const verdictAt = (factor: number): string => {
    const stated = weakened(theoremById("output-bound"), { output: factor * part });
    const result = checkTheorem(stated, evaluation);
    expect(result.verdict === "undecided" || result.attained).toBe(true);
    return settleTheorem(stated, evaluation, result, () => certificatesOf(evaluation.networkCase)).verdict;
  };
  // Within float64's error both are taken for attained.
  expect([verdictAt(1 + 1e-10), verdictAt(1 - 1e-10)]).toEqual(["holds", "violated"]);
});
