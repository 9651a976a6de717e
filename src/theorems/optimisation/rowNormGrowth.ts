/**
 * No step of gradient descent ever shrinks a row: for every batch and every step size η,
 *
 *     ‖W_i - η ∇_{W_i} L‖² = ‖W_i‖² + η² ‖∇_{W_i} L‖²,   so ω(θ_{t+1}) >= ω(θ_t).
 *
 * Hypotheses: none (plain gradient descent: no momentum, no weight decay). Reference: Figures 1a and 2a of arXiv 2409.08935.
 * Why: f does not change with the length of a row (`row-scale-invariance`), so ∇_{W_i} L is orthogonal to W_i: Pythagoras,
 * whatever else is trained.
 *
 * An equality has no ratio: the relative residual of the worst row is compared with the rounding errors of one step
 * (calculus/rowNormGrowthOfStep.ts).
 */

import { UNIT_ROUNDOFF } from "../../arithmetic/float64";
import { scalesOf } from "../../bounds/scales";
import { definedInnerProduct, definedNetwork } from "../../calculus/definition";
import { gradientByDifferences } from "../../calculus/differences";
import { rowNormGrowthOfStep } from "../../calculus/rowNormGrowthOfStep";
import type { DescentStep } from "../../measurement/descentSteps";
import type { Again, Quantity } from "../../measurement/quantity";
import { layerOffsets } from "../../network/layout";
import type { Network } from "../../network/network";
import { perObject } from "../../network/perCase";
import { dataSet } from "../assumptions";
import { defineDescentTheorem } from "../descentTheorem";

/** So that a row of which nothing is known has a finite bound. */
const LEAST_PART = 2 ** -100;

export const rowNormGrowth = defineDescentTheorem({
  id: "row-norm-growth",
  group: "optimisation",
  reference: "Figures 1a and 2a",
  statement: String.raw`\|W_i - \eta\nabla_{W_i}\mathcal{L}\|_2^2 = \|W_i\|_2^2 + \eta^2\|\nabla_{W_i}\mathcal{L}\|_2^2, \quad \omega(\theta_{t+1}) \ge \omega(\theta_t)`,
  assumptions: [dataSet],
  coefficients: ["rounding"],
  restsOn: ["growth"],
  inTraining: "watched",
  notCertified: "no enclosures of losses yet",
  ratio: "none",
  measure: (step) => ({ value: growth(step).quantity, error: 0, converged: true, again: relativeOverlap(step) }),
  bound: ({ of, multiply }, step, _, coefficient) => multiply(coefficient.rounding, of(growth(step).bound)),
  consequences(step) {
    const { minRowNormBefore, minRowNormAfter, shortestRowBound } = growth(step);
    const { width, inputDimension } = step.evaluation.network;
    // Two stored norms, each of n entries.
    const error = 2 * (width + inputDimension + 4) * UNIT_ROUNDOFF;
    // ‖W′‖² >= ‖W‖² (1 - b) of the row that is the shortest after the step: what rounding may have taken from it.
    const allowance = 1 / Math.sqrt(Math.max(1 - shortestRowBound, LEAST_PART));
    const omega = (network: Network): Again => {
      const input = step.evaluation.batch.inputs[0];
      return (arithmetic) => scalesOf(arithmetic, { network, input }).minWeightNorm;
    };
    const quantity: Quantity = {
      value: minRowNormBefore,
      error: error * minRowNormBefore,
      converged: true,
      again: omega(step.evaluation.network),
    };
    const boundAgain: Again = (arithmetic) =>
      arithmetic.multiply(arithmetic.of(allowance), omega(step.next)(arithmetic));
    return [{ claim: "ω before the step <= ω after", quantity, bound: allowance * minRowNormAfter, boundAgain }];
  },
});

/**
 * | ‖W_i′‖² - (‖W_i‖² + η² ‖∇_{W_i} L‖²) |/(‖W_i‖² + η² ‖∇_{W_i} L‖²) of the worst row, with ∇L from differences: what is left is
 * 2 η <W_i, ∇_{W_i} L>.
 */
function relativeOverlap({ evaluation, rate }: DescentStep): Again {
  const { network, batch } = evaluation;
  return (arithmetic) => {
    const { of, add, multiply, divide, absolute } = arithmetic;
    const loss = evaluation.lossFunction(arithmetic);
    const gradient = gradientByDifferences(arithmetic, network, loss, batch.inputs.length);
    const offsets = layerOffsets(network);
    const { layers, output, outputGain } = definedNetwork(arithmetic, network);
    const overlaps = [...layers, ...(outputGain === null ? [] : [[output]])].flatMap((rows, l) =>
      rows.map((row, i) => {
        const begin = offsets[l] + i * row.length;
        const step = gradient.slice(begin, begin + row.length).map((entry) => multiply(of(rate), entry));
        const overlap = multiply(of(2), definedInnerProduct(arithmetic, row, step));
        const size = add(definedInnerProduct(arithmetic, row, row), definedInnerProduct(arithmetic, step, step));
        return absolute(divide(overlap, size));
      }),
    );
    return arithmetic.maximum(of(0), ...overlaps);
  };
}

const growth = perObject(({ evaluation, rate, next }: DescentStep) =>
  rowNormGrowthOfStep(evaluation.propagation, evaluation.gradient, next, rate),
);
