import type { Interval } from "../arithmetic/interval/interval";

/**
 * What proved a comparison, cheapest first:
 * - `exact`: both sides in whole numbers, without rounding;
 * - `interval`: the enclosures of both sides do not meet;
 * - `frobenius`, `blocks`: the Frobenius norm of a Hessian, or of its blocks, below the bound;
 * - `cholesky`: bound·I - H and bound·I + H positive definite, by Rump's criterion;
 * - `rayleigh`: a direction along which f curves more than the bound allows;
 * - `precise`: one of these in 50 digits, where float64's 16 did not suffice.
 */
export type ProofStep = (typeof PROOF_STEPS)[number];

export const PROOF_STEPS = ["exact", "interval", "frobenius", "blocks", "cholesky", "rayleigh", "precise"] as const;

/** A comparison quantity <= bound, proved one way or the other, or not. */
export interface Certificate {
  /** `holds`: proved; `violated`: quantity > bound proved. */
  readonly verdict: "holds" | "violated" | "undecided";
  /** Null where nothing decided. */
  readonly step: ProofStep | null;
  /** What is known of both sides for certain; an end may be infinite. */
  readonly quantity: Interval;
  readonly bound: Interval;
}

/** A number of which a certificate can be had: an enclosure, and more where an enclosure would be too wide or too dear. */
export interface Certifiable {
  /** Compares it with a bound. */
  compare(bound: Interval): Certificate;
  /** Both ends certain, as near as they can be had. */
  enclosure(): Interval;
}
