import { camelCase } from "../shared/camelCase";

/**
 * The text of a module with one theorem: |f(x) - f(0)| <= ‖v‖ ‖x‖, which holds, so that its user begins with something that runs.
 *
 * @param id of the theorem
 */
export function theoremModule(id: string): string {
  return `/**
 * The statement: |f(x) - f(0)| <= V_0 ‖x‖, where V_0 = ‖v‖ in the paper's network.
 *
 * Hypotheses: A1. The reason: f is V_0-Lipschitz in x (Lemma 4.1), so the constant is 1.
 *
 * What each part means: docs/own-theorem.md. The theorems of the suite, to learn from: npx wnb theorems.
 */
import {
  type Arithmetic,
  definedNetwork,
  definedValue,
  defineTheorem,
  lipschitzActivation,
  type NetworkCase,
  valueAt,
} from "weightnorm-bounds";

/** The left side by its definition, in any arithmetic: a violation is judged by it in 50 digits, and a proof encloses it in intervals. */
const changeOf =
  ({ network, input }: NetworkCase) =>
  <T>(arithmetic: Arithmetic<T>): T => {
    const weights = definedNetwork(arithmetic, network);
    const f = (x: Float64Array) => definedValue(arithmetic, weights, Array.from(x, arithmetic.of));
    return arithmetic.absolute(arithmetic.subtract(f(input), f(input.map(() => 0))));
  };

export const ${camelCase(id)} = defineTheorem({
  id: "${id}",
  // Or "loss" (defineLossTheorem), "optimisation" (defineDescentTheorem).
  group: "pointwise",
  reference: "where it is stated, and proved",
  // In LaTeX.
  statement: String.raw\`|f(x) - f(0)| \\le \\|v\\|_2\\,\\|x\\|_2\`,
  // Others: smoothActivation, oddActivation, vanishingAtZero, inputWithinRootWidth, paperForm … Random networks are changed to meet them.
  assumptions: [lipschitzActivation],
  // One for each term and factor of the bound: 1 here, and what --weaken changes.
  coefficients: ["lipschitz"],
  // As f(x) - f(0) is a difference, of which float64 may see little: leave this out for a norm.
  madeOf: "differences",
  // The left side, one quantity for each place that the statement speaks of (each layer, say): its value; the sweeps through the network
  // that it takes (1, 2 or 4); what it is made of, for its rounding error; and its definition.
  measure: ({ networkCase, propagation, quantity, scales }) => {
    const zero = networkCase.input.map(() => 0);
    const change = Math.abs(propagation.value - valueAt(propagation, zero));
    const scale = scales.outputNorm * scales.activationScales[scales.depth] + scales.outputBias;
    return [quantity(change, 2, scale, changeOf(networkCase))];
  },
  // The same with a proof, for --rigour certified; many quantities have one already, as in ({ hessianSpectralNorm }) => [hessianSpectralNorm].
  // Without certify, notCertified says why.
  certify: ({ networkCase, defined }) => [defined(changeOf(networkCase))],
  // The right side, as many places. Written over an arithmetic (multiply, not *), so that it is evaluated in float64, intervals and decimals
  // alike; the symbols that scales has: docs/theory-general.md, section 13.2.
  bound: ({ multiply }, { scales }, { lipschitz }) => [multiply(lipschitz, scales.signalScales[0], scales.inputNorm)],
});
`;
}
