import type { Arithmetic } from "./arithmetic";

/** An interval arithmetic of which a proof can ask what it needs to know. */
export interface CertainArithmetic<T> extends Arithmetic<T> {
  /** Whether every member is above 0. */
  isPositive(a: T): boolean;
  /** Whether every member of a is at most every member of b; and below. */
  isAtMost(a: T, b: T): boolean;
  isBelow(a: T, b: T): boolean;
}
