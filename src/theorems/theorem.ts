import type { Arbitrary } from "fast-check";
import type { Arithmetic, OrderedArithmetic } from "../arithmetic/arithmetic";
import type { Coefficients } from "../bounds/coefficients";
import type { Scales } from "../bounds/scales";
import type { CaseRanges } from "../generators/caseRanges";
import { type Enforced, enforcePreferred } from "../generators/constraint";
import { networkCases } from "../generators/networkCases";
import type { Evaluation } from "../measurement/evaluation";
import type { Again, Quantity } from "../measurement/quantity";
import type { Network } from "../network/network";
import type { NetworkCase } from "../network/networkCase";
import type { Certifiable } from "../rigour/certificate";
import type { NetworkCertificates } from "../rigour/networkCertificates";
import type { Assumption } from "./assumptions";

export type TheoremGroup = "pointwise" | "loss" | "optimisation" | "generalisation";

/**
 * A part of the model that a statement may rest on besides its assumptions, and without which it can be stated (premises/): the factor 1/√m; that
 * rows are normalised, for a bound or for the invariance itself; that ω is the smallest row norm; that rows grow.
 */
export type ModelPremise = "1/sqrt(m)" | "normalisation" | "invariance" | "smallest row norm" | "growth";

/** What a bound may depend on: the case, and its scales in the arithmetic of the bound. */
export interface BoundInput<T> {
  readonly networkCase: NetworkCase;
  readonly scales: Scales<T>;
  /** Where given, numbers that a bound takes from measurements (ℓ, ‖∇L‖) are recomputed in it, from definitions. */
  readonly exact?: OrderedArithmetic<T>;
  /** Where given, scales that a bound derives itself (those of a batch) are changed by it: a weakened theorem's. */
  readonly rescaled?: Rescaling;
}

/** Other scales in place of a network's own, to see what theorems need them for. */
export type Rescaling = <T>(arithmetic: Arithmetic<T>, scales: Scales<T>, network: Network) => Scales<T>;

/** An inequality that a theorem implies besides the one it reports, checked on the same case. */
export interface Consequence {
  /** In words or symbols, for the report. */
  readonly claim: string;
  readonly quantity: Quantity;
  readonly bound: number;
  /** The bound again, in any arithmetic; by default as it is. */
  readonly boundAgain?: Again;
}

/** The parts of a theorem that its file writes. */
export interface TheoremDefinition<K extends string> {
  /** As in docs/theory.md, for instance "layer-gradient". */
  readonly id: string;
  readonly group: TheoremGroup;
  /** Its name in the paper. */
  readonly reference: string;
  /** In LaTeX. */
  readonly statement: string;
  readonly assumptions: readonly Assumption[];
  /** Names of the coefficients of the bound, one for every term and factor. */
  readonly coefficients: readonly K[];
  /** The quantities, one for each place that the statement speaks of (each layer, say). */
  measure(evaluation: Evaluation): readonly Quantity[];
  /** Their bounds, in the same order, in any arithmetic. All coefficients 1 is the theorem; others are its mutations. */
  bound<T>(arithmetic: Arithmetic<T>, input: BoundInput<T>, coefficient: Coefficients<T, K>): readonly T[];
  /** What the places are called; by default a theorem has one place without a name. */
  readonly places?: (index: number) => string;
  /**
   * "differences" of losses along a step, or of targets and values: of a short step, or near a perfect fit, float64 sees little of them. Such
   * a case is undecided, and random ones are left out (verify/resolution.ts).
   */
  readonly madeOf?: "differences";
  /** "none" where quantity/bound says nothing, as for a residual against its rounding error. */
  readonly ratio?: "none";
  /**
   * The theorems whose bounds stand in this one's statement (ϱ, c_H, …), by id: where a constant of theirs changes, so does this
   * statement. By default none. Abbreviations (A_l, a_l, scales.ts) are not theorems.
   */
  readonly inTermsOf?: readonly string[];
  /** How far each bound may be off, besides its rounding, where it is made of measured numbers (ℓ, say); by default nothing. */
  readonly boundErrors?: (evaluation: Evaluation) => readonly number[];
  /** The parts of the model that it rests on besides its assumptions: what `--without` can drop. */
  readonly restsOn?: readonly ModelPremise[];
  /** Whether training watches it at checkpoints; a reason where it does not. */
  readonly inTraining?: "watched" | { readonly leftOut: string };
  /** Why there is no `certify`. */
  readonly notCertified?: string;
  /**
   * The quantities with proofs, in the order of `measure`: for certified verdicts, which a theorem without them has none of.
   *
   * @param coefficient those of the bound that they are compared with
   */
  readonly certify?: (
    certificates: NetworkCertificates,
    coefficient: Coefficients<number, K>,
  ) => readonly Certifiable[];
  /** Further inequalities that belong to the statement. */
  readonly consequences?: (evaluation: Evaluation) => readonly Consequence[];
  /**
   * A condition without which the statement is true but says little; half of the random cases are brought to meet it, and what
   * part of all does is counted and reported. By default there is none.
   */
  readonly nonvacuous?: Assumption;
  /** Checked on one network in this many, as one check takes about that much longer than most; by default on all. */
  readonly every?: number;
}

/** A random case brought to where the theorem applies, or the assumption that it cannot be brought to meet. */
export function caseFor(
  { assumptions, nonvacuous }: Theorem,
  networkCase: NetworkCase,
  ranges: CaseRanges,
): Enforced<Assumption> {
  return enforcePreferred(networkCase, assumptions, nonvacuous, ranges);
}

/** A theorem as the rest of the suite sees it. */
export interface Theorem<K extends string = string> extends TheoremDefinition<K> {
  /** Random cases in which the assumptions hold. */
  cases(ranges?: CaseRanges): Arbitrary<NetworkCase>;
}

/**
 * A theorem from its parts. Its cases are random networks, changed where needed until the assumptions hold.
 *
 * @example
 * defineTheorem({
 *   id: "value-at-most",
 *   group: "pointwise",
 *   reference: "Cauchy-Schwarz",
 *   statement: String.raw`f \le \|v\|_2 A_L + |c|`,
 *   assumptions: [lipschitzActivation],
 *   coefficients: ["output"],
 *   measure: ({ value }) => [value],
 *   certify: ({ value }) => [value],
 *   bound: ({ add, multiply }, { scales: { outputNorm, activationScales, depth, outputBias } }, { output }) => [
 *     add(multiply(output, outputNorm, activationScales[depth]), outputBias),
 *   ],
 * })
 */
export function defineTheorem<K extends string>(definition: TheoremDefinition<K>): Theorem<K> {
  const { assumptions, nonvacuous } = definition;
  return { ...definition, cases: (ranges) => networkCases(ranges, assumptions, nonvacuous) };
}
