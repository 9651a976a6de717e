import type { OrderedArithmetic } from "../arithmetic/arithmetic";
import type { CaseGradient } from "../calculus/derivativeGradient";

/** A measured number with what is known about it. */
export interface Quantity {
  readonly value: number;
  /** The exact value is within this of `value`, if it converged. */
  readonly error: number;
  /** False for a spectral norm whose residual is still large: no verdict may rest on it. */
  readonly converged: boolean;
  /**
   * The number again, by a route of its own; a number that is attained, and so not above the exact one, will do where the
   * quantity is a supremum (a curvature along one direction, for a spectral norm; a slope along the gradient as float64 has it). Without it a violation cannot be judged.
   */
  readonly again?: Again;
  /**
   * Its derivative by weights, input and shift, for a search; only where it has one written out. With the sign of `value`: a theorem that takes
   * |f| turns it.
   */
  readonly gradient?: () => CaseGradient;
  /** `again` is attained, and may lie below the exact number. */
  readonly isSupremum?: true;
}

/**
 * A number recomputed from definitions: of f, and of what the theorem measures (calculus/definition.ts, differences.ts), never by
 * the float64 code. In decimals with D digits it is good for about D/2.
 */
export type Again = <T>(arithmetic: OrderedArithmetic<T>) => T;
