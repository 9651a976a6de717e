/**
 * Hessian of the predictor, from what one sweep forward and one backward measure:
 *
 *     ‖∇²_θ f‖₂ <= λ_max(Q̂),
 *
 * with the (L+1) x (L+1) matrix Q̂ of measuredForm.ts, made of the actual signals, slopes and curvatures of every row.
 *
 * Hypotheses: φ twice differentiable; neither A1 nor a constant β. Reference: not in the paper; docs/theory-general.md, "hessian-measured". Why: the
 * second derivative along a direction is a sum over rows of an own part, a coupling to α˙ from below and q <y, α˙>²; each is bounded by its norm
 * with this network's numbers in place of their bounds. So it is never above `hessian-layerwise`, and it says nothing of any other network. It
 * takes O(P) operations and no eigenvalue in P dimensions. Attained at L = 1 by a network with one neuron.
 */
import type { Arithmetic } from "../../arithmetic/arithmetic";
import { float64 } from "../../arithmetic/float64";
import type { Interval } from "../../arithmetic/interval/interval";
import { intervals } from "../../arithmetic/interval/intervals";
import { allOnes, type Coefficients } from "../../bounds/coefficients";
import { measuredBound, measuredFormCoefficients } from "../../bounds/measuredForm";
import { measuredRows } from "../../measurement/measuredRows";
import type { NetworkCase } from "../../network/networkCase";
import { perCase } from "../../network/perCase";
import { measuredLayers } from "../../rigour/measuredLayers";
import { smoothActivation } from "../assumptions";
import { defineTheorem } from "../theorem";

export const hessianMeasured = defineTheorem({
  id: "hessian-measured",
  group: "pointwise",
  // Both sides are measured: where φ″ jumps within rounding of a pre-activation, float64 knows neither.
  madeOf: "differences",
  reference: "beyond the paper",
  statement: String.raw`\|\nabla^2_\theta f\|_2 \le \lambda_{\max}(\hat{Q})`,
  assumptions: [smoothActivation],
  coefficients: measuredFormCoefficients,
  // The bound is made of unit rows: without them it is that of another network.
  restsOn: ["normalisation"],
  inTraining: { leftOut: "of the predictor at one input" },
  every: 50,
  measure: ({ hessianSpectralNorm }) => [hessianSpectralNorm],
  certify: ({ hessianSpectralNorm }) => [hessianSpectralNorm],
  bound(arithmetic, { networkCase }, coefficient) {
    if (isFloat64(arithmetic)) {
      if (Object.values(coefficient).every((value) => Number(value) === 1)) {
        return [arithmetic.of(asStated(networkCase).upper)];
      }
      const inFloat64 = Object.fromEntries(
        Object.entries(coefficient).map(([name, value]) => [name, intervals.of(Number(value))]),
      ) as MeasuredCoefficients;
      // The upper end is the bound: what it may be too large by is its error.
      return [arithmetic.of(boundWithin(networkCase, inFloat64).upper)];
    }
    const { layers, output } = measuredLayers(arithmetic, networkCase);
    return [measuredBound(arithmetic, layers, output, networkCase.parameters ?? "directions", coefficient)];
  },
  boundErrors({ networkCase }) {
    const { lower, upper } = asStated(networkCase);
    return [upper - lower];
  },
});

type MeasuredCoefficients = Coefficients<Interval, (typeof measuredFormCoefficients)[number]>;

const asStated = perCase((networkCase) => boundWithin(networkCase, allOnes(intervals, measuredFormCoefficients)));

function boundWithin(networkCase: NetworkCase, coefficient: MeasuredCoefficients): Interval {
  const { layers, output } = measuredRows(networkCase);
  return measuredBound(intervals, layers, output, networkCase.parameters ?? "directions", coefficient);
}

function isFloat64<T>(arithmetic: Arithmetic<T>): boolean {
  return (arithmetic as unknown) === float64;
}
