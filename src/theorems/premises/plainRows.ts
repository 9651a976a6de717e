import { float64 } from "../../arithmetic/float64";
import { valueChange } from "../pointwise/rowScaleInvariance";
import type { Theorem } from "../theorem";

/** `row-scale-invariance` of the network without normalisation: that f_plain does not change where rows are scaled. */
export function withoutInvariance(theorem: Theorem): Theorem {
  const { bound } = theorem;
  return {
    ...theorem,
    measure: (evaluation) => [
      {
        value: valueChange(float64, evaluation, false),
        error: 0,
        converged: true,
        again: (arithmetic) => valueChange(arithmetic, evaluation, false),
      },
    ],
    bound: (arithmetic, input, coefficient) => bound(arithmetic, input, coefficient).slice(0, 1),
  };
}
