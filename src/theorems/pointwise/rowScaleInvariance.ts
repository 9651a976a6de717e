/**
 * WeightNorm sees the direction of a row only. For every c > 0 and every row W_i:
 *
 *     f is unchanged when W_i becomes c W_i,
 *     <∇_{W_i} f, W_i> = 0,
 *     (Hess f)(e_i ⊗ W_i) = -∇_{W_i} f in block i, and 0 elsewhere.
 *
 * Hypotheses: none for the first two, φ twice differentiable for the third. Reference: definition of WeightNorm in arXiv
 * 2409.08935. Why: f is homogeneous of degree 0 in each row; the other two are Euler's identities for f and for its gradient.
 *
 * Equalities have no ratio. Each is a residual divided by what bounds its terms a priori, and the bound is the rounding error
 * of the operations involved (rounding.ts). The Hessian identity is tried on all rows at once, with a different weight for
 * each row, which by linearity misses an error with probability 0; properties/calculus tries each row alone.
 */
import type { OrderedArithmetic } from "../../arithmetic/arithmetic";
import { euclideanNorm } from "../../arithmetic/euclideanNorm";
import { float64, UNIT_ROUNDOFF } from "../../arithmetic/float64";
import { hessianBound } from "../../bounds/hessianForm";
import { withMinWeightNorm } from "../../bounds/scales";
import { definedNetwork, definedValue } from "../../calculus/definition";
import { curvatureOn, slopeAlong } from "../../calculus/differences";
import { unitRowHessian } from "../../calculus/hessianOperator";
import { propagate } from "../../calculus/propagation";
import { caseRandom } from "../../generators/caseRandom";
import type { Evaluation } from "../../measurement/evaluation";
import type { Again } from "../../measurement/quantity";
import { roundingUnits, valueScale } from "../../measurement/rounding";
import { layerOffsets, parametersOf } from "../../network/layout";
import { fanIn } from "../../network/network";
import type { NetworkCase } from "../../network/networkCase";
import { smoothActivation } from "../assumptions";
import { defineTheorem } from "../theorem";

export const rowScaleInvariance = defineTheorem({
  id: "row-scale-invariance",
  group: "pointwise",
  reference: "Definition of WeightNorm",
  statement: String.raw`f(cW_i) = f(W_i),\quad \langle\nabla_{W_i} f, W_i\rangle = 0,\quad (\nabla^2 f)(e_i \otimes W_i) = -e_i \otimes \nabla_{W_i} f`,
  assumptions: [],
  coefficients: ["rounding"],
  restsOn: ["invariance"],
  inTraining: { leftOut: "an identity of the model; rounding aside, no step can break it" },
  notCertified: "an equality: its bound is a rounding error",
  ratio: "none",
  measure(evaluation) {
    const residuals: [number, Again][] = [
      [valueResidual(evaluation), (arithmetic) => valueChange(arithmetic, evaluation)],
      [gradientResidual(evaluation), alongRows(evaluation, slopeAlong)],
    ];
    if (smoothActivation.holds(evaluation.networkCase)) {
      residuals.push([hessianResidual(evaluation), alongRows(evaluation, curvatureOn)]);
    }
    return residuals.map(([value, again]) => ({ value, error: 0, converged: true, again }));
  },
  bound(arithmetic, { networkCase }, coefficient) {
    const { of, multiply } = arithmetic;
    // Two values differ by the errors of both; a Hessian-vector product needs four sweeps.
    const sweeps = smoothActivation.holds(networkCase) ? ([2, 2, 4] as const) : ([2, 2] as const);
    return sweeps.map((count) =>
      multiply(coefficient.rounding, of(roundingUnits(networkCase.network, count) * UNIT_ROUNDOFF)),
    );
  },
  places: (index) => ["value", "gradient", "Hessian"][index],
});

/** Row scales: c = 2^k with |k| <= this, times a number in [1/2, 3/2). */
const MOST_DOUBLINGS = 10;

function valueResidual({ networkCase, propagation, scales }: Evaluation): number {
  const { network, input } = networkCase;
  const factors = rowFactors(networkCase);
  const layers = network.layers.map((weights, l) =>
    weights.map((entry, k) => entry * factors[l][Math.floor(k / fanIn(network, l))]),
  );
  const change = propagate({ network: { ...network, layers }, input }).value - propagation.value;
  return relative(change, valueScale(network, scales.inputNorm));
}

/**
 * The change of f where rows are scaled, from its definition; relative to what bounds it.
 *
 * @param normalised false for the network without normalisation, which does change
 */
export function valueChange<T>(
  arithmetic: OrderedArithmetic<T>,
  { networkCase, scales }: Evaluation,
  normalised = true,
): T {
  const { of, subtract, multiply, divide, absolute } = arithmetic;
  const input = Array.from(networkCase.input, of);
  const before = definedNetwork(arithmetic, networkCase.network);
  const factors = rowFactors(networkCase);
  const layers = before.layers.map((rows, l) =>
    rows.map((row, i) => row.map((entry) => multiply(of(factors[l][i]), entry))),
  );
  const values = [before, { ...before, layers }].map((network) => definedValue(arithmetic, network, input, normalised));
  return divide(absolute(subtract(values[1], values[0])), of(leastScale(networkCase.network, scales)));
}

/** f has neither slope nor curvature along the rows; relative to what bounds its value. */
function alongRows({ networkCase, scales }: Evaluation, derivative: typeof slopeAlong): Again {
  const { network } = networkCase;
  const rows = parametersOf(network).fill(0, layerOffsets(network)[network.depth]);
  return (arithmetic) => {
    const input = Array.from(networkCase.input, arithmetic.of);
    const along = derivative(arithmetic, network, (at) => definedValue(arithmetic, at, input), rows);
    return arithmetic.divide(arithmetic.absolute(along), arithmetic.of(leastScale(network, scales)));
  };
}

function leastScale(network: NetworkCase["network"], { inputNorm }: Evaluation["scales"]): number {
  return Math.max(valueScale(network, inputNorm), SMALLEST_SCALE);
}

/** c for every row, always the same for the same case. */
function rowFactors(networkCase: NetworkCase): number[][] {
  const random = caseRandom(networkCase);
  const { widths } = networkCase.network;
  return widths.map((width) =>
    Array.from({ length: width }, () => 2 ** Math.round(MOST_DOUBLINGS * random()) * (1 + random() / 2)),
  );
}

function gradientResidual({ networkCase, propagation, scales }: Evaluation): number {
  const { network } = networkCase;
  let worst = 0;
  for (const [l, { fanIn: n, gains, incoming, projections, unitRows, preSignals }] of propagation.layers.entries()) {
    // ‖W_i‖ times the gradient is s g_i a_i; V_l a_l in that unit is V_l ĝ A_(l-1).
    const scale = scales.signalScales[l + 1] * scales.layers[l].largestGain * scales.activationScales[l];
    forEachRow(network, l, (row, i) => {
      let inner = 0;
      for (let j = 0; j < n; j++) {
        inner += (incoming[j] - projections[i] * unitRows[row + j]) * unitRows[row + j];
      }
      worst = Math.max(worst, relative(gains[i] * preSignals[i] * inner, scale));
    });
  }
  return worst;
}

/** In unit rows, where W_i is u_i, all blocks are of one scale: that of c_H at ω = 1. */
function hessianResidual({ networkCase, propagation, scales }: Evaluation): number {
  const { network } = networkCase;
  const hessian = unitRowHessian(propagation);
  const offsets = layerOffsets(network);
  const random = caseRandom(networkCase);
  const direction = new Float64Array(hessian.dimension);
  const difference = new Float64Array(hessian.dimension);
  const weights = propagation.layers.map((_, l) => Array.from({ length: network.widths[l] }, () => 1 + random() / 2));
  for (const [l, { unitRows }] of propagation.layers.entries()) {
    forEachRow(network, l, (row, i) => {
      for (let j = row; j < row + fanIn(network, l); j++) {
        direction[offsets[l] + j] = weights[l][i] * unitRows[j];
      }
    });
  }
  hessian.apply(direction, difference);
  for (const [l, { gains, unitRows, incoming, projections, preSignals }] of propagation.layers.entries()) {
    forEachRow(network, l, (row, i) => {
      const factor = weights[l][i] * gains[i] * preSignals[i];
      for (let j = 0; j < fanIn(network, l); j++) {
        difference[offsets[l] + row + j] += factor * (incoming[j] - projections[i] * unitRows[row + j]);
      }
    });
  }
  const atUnitRows = withMinWeightNorm(float64, scales, 1);
  return relative(euclideanNorm(difference), hessianBound(float64, atUnitRows) * euclideanNorm(direction));
}

function forEachRow(network: NetworkCase["network"], l: number, visit: (start: number, i: number) => void): void {
  for (let i = 0; i < network.widths[l]; i++) {
    visit(i * fanIn(network, l), i);
  }
}

/** Where everything is smaller than this, errors come from underflow and are no longer relative. */
const SMALLEST_SCALE = 2 ** -900;

/** |difference|/scale; 0 for 0/0, as where v = 0 or x = 0. */
function relative(difference: number, scale: number): number {
  return Math.abs(difference) / Math.max(scale, SMALLEST_SCALE);
}
