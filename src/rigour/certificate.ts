import type { DecimalInterval } from "../arithmetic/decimalIntervals";
import type { Interval } from "../arithmetic/interval/interval";

/**
 * What proved a comparison, cheapest first:
 * - `interval`: the enclosures of both sides do not meet;
 * - `exact`: without rounding, in whole numbers times powers of two, or as both sides are the same sum;
 * - `frobenius`, `blocks`: the Frobenius norm of a Hessian's block norms, or their matrix' spectral norm, is below the bound;
 * - `cholesky`: bound·I - H and bound·I + H are positive definite, by Rump's criterion;
 * - `rayleigh`: along a direction, f curves more than the bound allows;
 * - `precise`: in decimals with more digits, where float64's 16 did not suffice.
 */
export type ProofStep = (typeof PROOF_STEPS)[number];

export const PROOF_STEPS = ["interval", "exact", "frobenius", "blocks", "cholesky", "rayleigh", "precise"] as const;

/** Sides that differ by no more than this part of the bound are taken for equal by theory, where nothing can tell them apart. */
export const AGREEING = 1e-9;

/** A comparison quantity <= bound, proved one way or the other, or not. */
export interface Certificate {
  /** `holds`: proved; `violated`: quantity > bound is proved. */
  readonly verdict: "holds" | "violated" | "undecided";
  /** Null where nothing decided. */
  readonly step: ProofStep | null;
  /** Undecided, and the two agree to `AGREEING` of the bound, as far as they are known: an attained bound looks like this. */
  readonly agree?: true;
  /** What is known of both sides for certain; an end may be infinite. */
  readonly quantity: Interval;
  readonly bound: Interval;
}

/** What a quantity is compared with: enclosed in float64, and in decimals if it comes to that. */
export interface CertifiedBound {
  readonly interval: Interval;
  readonly precise: () => DecimalInterval;
}

/** A number of which a certificate can be had. */
export interface Certifiable {
  /** Compares it with a bound. */
  compare(bound: CertifiedBound): Certificate;
  /** Both ends certain, as near as float64 has them. */
  enclosure(): Interval;
  /** The same with more digits, where those of float64 do not suffice and decimals do not take too long. */
  nearest(): Interval;
}
