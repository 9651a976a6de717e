/**
 * The loss of a WeightNorm network is bounded by its data, whatever the width:
 *
 *     L(θ) <= (1/n) Σ_i (|y_i| + ‖v‖ A_L(x_i))²,   A_L(x) = ‖x‖ + L √m p.
 *
 * Hypotheses: A1, A3. Reference: Proposition 4.1 of arXiv 2409.08935; Corollary 4.3 is the case φ(0) = 0, where A_L(x) = ‖x‖.
 * The constant: |y - f| <= |y| + |f| and `output-bound`, record by record. Attained where each target has the sign that f has not.
 */

import { lossValueBound, lossValueBoundCoefficients } from "../../bounds/lossBounds";
import { dataSet, lipschitzActivation, outputInBall } from "../assumptions";
import { defineLossTheorem } from "../lossTheorem";

export const lossBound = defineLossTheorem({
  id: "loss-bound",
  group: "loss",
  madeOf: "differences",
  reference: "Proposition 4.1, Corollary 4.3",
  statement: String.raw`\mathcal{L}(\theta) \le \frac1n \sum_{i=1}^n \bigl(|y_i| + \|v\|_2 A_L(x_i)\bigr)^2`,
  assumptions: [lipschitzActivation, outputInBall, dataSet],
  coefficients: lossValueBoundCoefficients,
  restsOn: [],
  inTraining: "watched",
  notCertified: "no enclosures of losses yet",
  measure: ({ loss }) => [loss],
  bound: (arithmetic, { scales, batch }, coefficient) => [lossValueBound(arithmetic, scales, batch, coefficient)],
});
