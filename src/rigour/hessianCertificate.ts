import type { CertainArithmetic } from "../arithmetic/certainArithmetic";
import type { DecimalInterval } from "../arithmetic/decimalIntervals";
import { absolute } from "../arithmetic/interval/basic";
import { type Interval, isEmpty } from "../arithmetic/interval/interval";
import { addUp, subtractDown } from "../arithmetic/rounding/directed";
import { max, min } from "../arithmetic/rounding/exactMath";
import { binaryExponent } from "../arithmetic/rounding/powerOfTwo";
import { scaleDown, scaleUp } from "../arithmetic/rounding/scale";
import { measuredBound } from "../bounds/measuredForm";
import type { NetworkCase } from "../network/networkCase";
import { bisectedNorm } from "./bisectedNorm";
import { blindRows, neglectedBound } from "./blindRows";
import { blockBound, blockNorms, frobeniusBound } from "./blockNorms";
import type { Certifiable, Certificate, CertifiedBound, ProofStep } from "./certificate";
import { preciseArithmetic } from "./certifiedNumber";
import { isPositiveDefinite } from "./choleskyCriterion";
import { type CondensedForm, condensedForm } from "./condensedForm";
import { curvatureEnclosure } from "./curvatureEnclosure";
import type { EnclosedMatrix } from "./enclosedMatrix";
import { type EnclosedPropagation, enclosedPropagation } from "./enclosedPropagation";
import { formPlaces } from "./formPlaces";
import { measuredLayers } from "./measuredLayers";
import { type PreciseForm, preciseForm } from "./preciseForm";
import { isSweepable } from "./preciseSweep";
import { shiftedForm } from "./shiftedForm";

/** Of the condensed form: up to a second or two in decimals. */
const MOST_TURNS = 48;

/** Enclosures as narrow as this, relative to the upper end, are not improved; and only of forms so small, a second or two. */
const NEAR = 1e-12;
const MOST_BISECTED_TURNS = 16;

/** How far above the norm in float64 the upper end of an enclosure is tried, relative to it. */
const MARGINS = [1e-13, 1e-12, 1e-11, 1e-10, 1e-9, 1e-8, 5e-8, 1e-6, 1e-5, 1e-2];

/**
 * ‖Hess f‖₂ with proofs: from above by the Frobenius norm, by the norm of the block norms, by two Cholesky factorisations of the condensed
 * form; from below by the curvature along a direction. Each is computed when it is needed, and once.
 *
 * @example new HessianCertificate({ network, input }, direction).compare(bound).verdict
 */
export class HessianCertificate implements Certifiable {
  // What is known by now.
  #propagation: EnclosedPropagation | undefined;
  #form: CondensedForm | undefined;
  #blind: boolean[][] | undefined;
  #neglected: number | undefined;
  #upperBounds: Readonly<Record<"frobenius" | "blocks", number>> | undefined;
  #lower: number | undefined;
  #precise: PreciseForm<DecimalInterval> | null | undefined;
  #measured: DecimalInterval | undefined;
  #isEnclosed = false;

  /**
   * @param witness a direction along which f curves most, as float64 has it, in the layout of what is differentiated: asked for only where
   * something must be proved from below. Any will do, and none but the best is sharp.
   * @param propagation the case enclosed, if others need it too
   */
  constructor(
    private readonly networkCase: NetworkCase,
    private readonly witness: () => Float64Array,
    private readonly enclose: () => EnclosedPropagation = () => enclosedPropagation(networkCase),
    private readonly decimal: CertainArithmetic<DecimalInterval> = preciseArithmetic,
  ) {}

  compare(bound: CertifiedBound): Certificate {
    const { interval } = bound;
    const decided = (verdict: Certificate["verdict"], step: ProofStep | null): Certificate => ({
      verdict,
      step,
      quantity: this.known,
      bound: interval,
    });
    if (isEmpty(interval)) {
      return decided("undecided", null);
    }
    for (const step of ["frobenius", "blocks", "cholesky"] as const) {
      if (this.isBelow(interval.lower, step)) {
        return decided("holds", step);
      }
    }
    if (this.lower > interval.upper) {
      return decided("violated", "rayleigh");
    }
    const found = this.inDecimals(bound);
    return decided(found ?? "undecided", found && "precise");
  }

  /** By the form where it is small; else by the bound from two sweeps, which may be too large to prove anything. */
  private inDecimals({ precise }: CertifiedBound): "holds" | "violated" | null {
    const form = this.precise;
    if (form !== null) {
      const found = form.compare(precise());
      return found === "unknown" ? null : found === "below" ? "holds" : "violated";
    }
    const isBelow = isSweepable(this.networkCase.network) && this.decimal.isAtMost(this.measured, precise());
    return isBelow ? "holds" : null;
  }

  enclosure(): Interval {
    if (!this.#isEnclosed) {
      this.#isEnclosed = true;
      this.#findUpperEnd();
    }
    return this.known;
  }

  #findUpperEnd(): void {
    const { lower } = this;
    this.proved = min(this.proved, this.upperBounds.blocks);
    for (const margin of MARGINS) {
      const above = addUp(lower, lower * margin);
      if (above < this.upperBounds.blocks && this.isBelow(above, "cholesky")) {
        return;
      }
    }
  }

  nearest(): Interval {
    const enclosure = this.enclosure();
    const { size } = formPlaces(this.networkCase);
    if (enclosure.upper - enclosure.lower <= NEAR * enclosure.upper || size > MOST_BISECTED_TURNS) {
      return enclosure;
    }
    return this.precise === null ? enclosure : bisectedNorm(this.precise, enclosure);
  }

  /** Whether the norm is proved to be at most a number, by one step. */
  private isBelow(bound: number, step: "frobenius" | "blocks" | "cholesky"): boolean {
    const isProved =
      step === "cholesky" ? this.proved <= bound || this.isBelowByCholesky(bound) : this.upperBounds[step] <= bound;
    if (isProved) {
      this.proved = min(this.proved, step === "cholesky" ? bound : this.upperBounds[step]);
    }
    return isProved;
  }

  /** The least upper bound proved so far. */
  private proved = Number.POSITIVE_INFINITY;

  private get known(): Interval {
    return { lower: min(this.#lower ?? 0, this.proved), upper: this.proved };
  }

  private get propagation(): EnclosedPropagation {
    this.#propagation ??= this.enclose();
    return this.#propagation;
  }

  private get form(): CondensedForm {
    this.#form ??= condensedForm(this.propagation, this.blind);
    return this.#form;
  }

  private get blind(): boolean[][] {
    this.#blind ??= blindRows(this.propagation);
    return this.#blind;
  }

  /** What blind rows add at most, in the unit of the form. */
  private get neglected(): number {
    this.#neglected ??= neglectedBound(this.propagation, this.blind);
    return this.#neglected;
  }

  private get upperBounds(): Readonly<Record<"frobenius" | "blocks", number>> {
    this.#upperBounds ??= this.#findUpperBounds();
    return this.#upperBounds;
  }

  #findUpperBounds(): Readonly<Record<"frobenius" | "blocks", number>> {
    const norms = blockNorms(this.form);
    const scaled = (norm: number): number => orInfinity(this.fromUnit(addUp(norm, this.neglected)));
    return { frobenius: scaled(frobeniusBound(norms)), blocks: scaled(blockBound(norms)) };
  }

  /** bound·I - H and bound·I + H are positive definite, what blind rows add taken from the bound. */
  private isBelowByCholesky(bound: number): boolean {
    const inUnit = subtractDown(this.toUnit(bound), this.neglected);
    return inUnit > 0 && ([1, -1] as const).every((sign) => isDefinite(shiftedForm(this.form, inUnit, sign)));
  }

  /** The norm is at least this. */
  private get lower(): number {
    this.#lower ??= this.#findLower();
    return this.#lower;
  }

  #findLower(): number {
    const direction = this.witness();
    if (direction.every((entry) => entry === 0) || !direction.every(Number.isFinite)) {
      return 0;
    }
    const curvature = absolute(curvatureEnclosure(this.propagation, direction));
    return isEmpty(curvature) ? 0 : max(0, scaleDown(curvature.lower, -2 * this.exponent) || 0);
  }

  /** The same in decimals; null where that would take too long, or cannot be had. */
  private get precise(): PreciseForm<DecimalInterval> | null {
    if (this.#precise === undefined) {
      const isSmall = isSweepable(this.networkCase.network) && formPlaces(this.networkCase).size <= MOST_TURNS;
      this.#precise = isSmall ? preciseForm(this.decimal, this.networkCase) : null;
    }
    return this.#precise;
  }

  /** The bound of `hessian-measured` in decimals. */
  private get measured(): DecimalInterval {
    this.#measured ??= this.#findMeasured();
    return this.#measured;
  }

  #findMeasured(): DecimalInterval {
    const { layers, output } = measuredLayers(this.decimal, this.networkCase);
    return measuredBound(this.decimal, layers, output, this.networkCase.parameters ?? "directions");
  }

  private get exponent(): number {
    return binaryExponent(this.propagation.unit);
  }

  /** From the network's own unit to that of the form, rounded down; and back, rounded up. */
  private toUnit(bound: number): number {
    return scaleDown(bound, 2 * this.exponent);
  }

  private fromUnit(norm: number): number {
    return scaleUp(norm, -2 * this.exponent);
  }
}

/** By Rump's criterion, the radii as a bound of the spectral norm of what is not known of the matrix. */
function isDefinite(matrix: EnclosedMatrix | null): boolean {
  if (matrix === null) {
    return false;
  }
  return isPositiveDefinite(matrix.midpoints, matrix.columns, radiusNorm(matrix));
}

/** The largest row sum of the radii, of a symmetric matrix that is stored below its diagonal. */
function radiusNorm({ columns: n, radii }: EnclosedMatrix): number {
  const sums = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const radius = radii[i * n + j];
      sums[i] = addUp(sums[i], radius);
      sums[j] = i === j ? sums[j] : addUp(sums[j], radius);
    }
  }
  return sums.reduce((most, sum) => (sum <= most ? most : sum), 0);
}

/** NaN is no bound; and -0 is 0. */
function orInfinity(bound: number): number {
  return bound >= 0 ? bound + 0 : Number.POSITIVE_INFINITY;
}
