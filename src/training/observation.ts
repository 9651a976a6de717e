import type { Quantity } from "../measurement/quantity";
import { compare, ratioOf, type Verdict } from "../verify/verdict";

/** One theorem at one checkpoint. */
export interface WatchedTheorem {
  readonly id: string;
  readonly quantity: number | null;
  readonly bound: number | null;
  /** Null where quantity/bound says nothing, as for a rounding error. */
  readonly ratio: number | null;
  readonly verdict: Verdict;
  /** What the numbers are of, where the theorem has several. */
  readonly place?: string;
  /** Why a theorem is not applicable. */
  readonly assumption?: string;
}

/** What one checkpoint says: float64 values at the float32 weights, on the watched records. */
export interface Observation {
  /** How many records are watched, from the first on. */
  readonly records: number;
  readonly loss: number;
  readonly minWeightNorm: number;
  /** ‖∇L‖²/L; null at a loss of 0. */
  readonly gradientToLossRatio: number | null;
  /** α_t of `restricted-strong-convexity`, with the cosine κ and the radius ρ₂ it is taken at; null if it is not stated. */
  readonly strongConvexity: StrongConvexity | null;
  /** The Hessian norms with their evidence; null at most checkpoints. */
  readonly hessians: HessianNorms | null;
  readonly theorems: readonly WatchedTheorem[];
  /** The worst of the theorems. */
  readonly verdict: Verdict;
  /** What watching cost, the Hessian norms apart. */
  readonly seconds: number;
}

export interface StrongConvexity {
  readonly alpha: number;
  readonly cosine: number;
  readonly radius: number;
}

interface HessianNorms {
  /** ‖Hess f‖₂ at the first record, in float64. */
  readonly predictor: HessianNorm;
  /** ‖Hess L‖₂ over this many records from the first on, its products in float32 on the backend. */
  readonly loss: HessianNorm & { readonly records: number };
}

export interface HessianNorm {
  readonly value: number;
  readonly residual: number;
  readonly iterations: number;
  readonly seconds: number;
}

/** A theorem's quantity against its bound. */
export function watched(id: string, quantity: Quantity, bound: number, place?: string): WatchedTheorem {
  return {
    id,
    quantity: quantity.value,
    bound,
    ratio: ratioOf(quantity, bound),
    verdict: compare(quantity, bound),
    ...(place === undefined ? {} : { place }),
  };
}

/** A theorem that says nothing here. */
export function notApplicable(id: string, assumption: string): WatchedTheorem {
  return { id, quantity: null, bound: null, ratio: null, verdict: "not-applicable", assumption };
}
