import { UNIT_ROUNDOFF as u } from "../arithmetic/float64";
import type { Interval } from "../arithmetic/interval/interval";
import { intervals } from "../arithmetic/interval/intervals";
import { addUp, subtractDown } from "../arithmetic/rounding/directed";
import type { MeasuredLayer } from "../bounds/measuredForm";
import { type LayerState, propagate } from "../calculus/propagation";
import { type LayerErrors, sweepErrors, unitRowError } from "../calculus/sweepErrors";
import type { NetworkCase } from "../network/networkCase";
import { perCase } from "../network/perCase";

/**
 * What two sweeps in float64 know of each row, within their running error bounds: for `hessian-measured`. O(P), no more than the sweeps.
 *
 * @example measuredRows({ network, input }).layers[0].rows[0].along // { lower: …, upper: … }
 */
export const measuredRows = perCase(
  (
    networkCase: NetworkCase,
  ): { readonly layers: readonly MeasuredLayer<Interval>[]; readonly output: MeasuredLayer<Interval> | null } => {
    const propagation = propagate(networkCase);
    const errors = sweepErrors(networkCase.network, propagation);
    const { outputLayer } = propagation;
    return {
      layers: propagation.layers.map((layer, l) => measuredLayer(layer, errors.layers[l])),
      output: outputLayer && measuredLayer(outputLayer, errors.output),
    };
  },
);

function measuredLayer(layer: LayerState, errors: LayerErrors): MeasuredLayer<Interval> {
  const { fanIn, gains, rowNorms, projections, tangentNorms, slopes, curvatures, signals, preSignals } = layer;
  const ofNorm = (fanIn / 2 + 4) * u;
  return {
    fanIn,
    carry: carryOf(layer, errors),
    rows: Array.from(gains, (gain, i) => {
      const slope = around(slopes[i], errors.slopes[i]);
      const signal = around(signals[i], errors.signals);
      const reach = Math.abs(slopes[i]) + errors.slopes[i];
      return {
        // 1/√m is a quotient and a root; gains that are given are exact.
        gain: around(gain, 2 * u * Math.abs(gain)),
        norm: around(rowNorms[i], ofNorm * rowNorms[i]),
        along: around(projections[i], errors.projections[i]),
        beside: fanIn === 1 ? intervals.of(0) : around(tangentNorms[i], errors.tangents[i]),
        slope,
        pull: around(preSignals[i], errors.preSignals[i] + errors.signals * reach),
        bend: intervals.multiply(signal, around(curvatures[i], errors.curvatures[i])),
      };
    }),
  };
}

/** At least ‖diag(φ′) diag(g) U‖₂: the smaller of its Frobenius norm and √(‖·‖₁ ‖·‖_∞), which needs sums of |u_ij|. */
function carryOf({ fanIn, gains, slopes, unitRows }: LayerState, errors: LayerErrors): Interval {
  const { multiply, hypotenuse, minimum, maximum, squareRoot, absolute } = intervals;
  const factors = Array.from(gains, (gain, i) =>
    absolute(multiply(around(gain, 2 * u * Math.abs(gain)), around(slopes[i], errors.slopes[i]))),
  );
  const columns = new Float64Array(fanIn);
  const ofColumns = new Float64Array(fanIn);
  let rows: Interval = intervals.of(0);
  const relative = 2 * (unitRowError(fanIn) + (fanIn + gains.length + 4) * u);
  for (const [i, factor] of factors.entries()) {
    let sum = 0;
    for (let j = 0; j < fanIn; j++) {
      const entry = Math.abs(unitRows[i * fanIn + j]);
      sum += entry;
      columns[j] += factor.upper * entry;
      ofColumns[j] += factor.lower * entry;
    }
    rows = maximum(rows, multiply(factor, around(sum, relative * sum)));
  }
  const largest = columns.reduce((a, b) => Math.max(a, b), 0);
  const least = ofColumns.reduce((a, b) => Math.max(a, b), 0);
  const ofColumn = { lower: least * (1 - relative), upper: addUp(largest, relative * largest) };
  // The Frobenius norm of a matrix of unit rows, each times its factor.
  return minimum(hypotenuse(factors), squareRoot(multiply(rows, ofColumn)));
}

function around(value: number, error: number): Interval {
  return { lower: subtractDown(value, error), upper: addUp(value, error) };
}
