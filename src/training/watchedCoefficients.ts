import { float64 } from "../arithmetic/float64";
import { allOnes, type Coefficients } from "../theorems/coefficients";
import { gradientBoundCoefficients } from "../theorems/gradientBound";
import { hessianFormCoefficients } from "../theorems/hessianForm";
import { lossBoundCoefficients, lossHessianBoundCoefficients } from "../theorems/lossBounds";
import { descentCoefficients, strongConvexityCoefficients } from "../theorems/optimisationBounds";

/** The coefficients of the bounds that training watches: what a weakening may change. */
export const watchedCoefficients = {
  "row-norm-growth": ["rounding"],
  "loss-bound": lossBoundCoefficients,
  "loss-gradient": gradientBoundCoefficients,
  "gradient-to-loss-ratio": gradientBoundCoefficients,
  "parameter-gradient": gradientBoundCoefficients,
  "restricted-strong-convexity": strongConvexityCoefficients,
  descent: descentCoefficients,
  "hessian-layerwise": hessianFormCoefficients,
  "loss-hessian": lossHessianBoundCoefficients,
} as const;

export type WatchedId = keyof typeof watchedCoefficients;

/** Values other than 1 for some coefficients of some bounds, to see a violation. */
export type Weakenings = { readonly [K in WatchedId]?: Readonly<Record<string, number>> };

/** The coefficients of a bound: 1, but for those weakened. */
export function coefficientsOf<K extends WatchedId>(
  id: K,
  weakenings: Weakenings,
): Coefficients<number, (typeof watchedCoefficients)[K][number]> {
  const names: readonly (typeof watchedCoefficients)[K][number][] = watchedCoefficients[id];
  return { ...allOnes(float64, names), ...weakenings[id] };
}
