import { median } from "../arithmetic/median";
import { pseudoRandom } from "../arithmetic/pseudoRandom";
import type { Range } from "../generators/caseRanges";
import { equalRowCase, type RowDirections } from "../generators/equalRowCase";
import { activationNamed } from "../network/activation";
import { compareWithPlain, type PlainComparison } from "./plainComparison";

/** Which networks to compare. */
export interface ComparisonPlan {
  readonly depth: Range;
  readonly width: number;
  readonly inputDimension: number;
  /** Names of activations. */
  readonly activations: readonly string[];
  readonly seed: number;
  /** Random networks behind every row. */
  readonly networks: number;
}

/** Medians over the random networks of one kind and depth; null where a network has no such number. */
export interface ComparisonRow {
  readonly activation: string;
  readonly rows: RowDirections;
  /** What a plain layer multiplies lengths by: see `rowNormOf`. */
  readonly stretch: number;
  /** The norm of every weight row. */
  readonly rowNorm: number;
  readonly depth: number;
  readonly plain: Medians<PlainComparison["plain"]>;
  readonly weightNorm: Medians<PlainComparison["weightNorm"]>;
}

export type Medians<T> = { readonly [K in keyof T]: number | null };

/** Weights that shrink, keep and stretch. */
const STRETCHES = [0.5, 1, 2];
const ROW_DIRECTIONS: readonly RowDirections[] = ["aligned", "independent"];

/**
 * The same random weights with and without normalisation, at every depth: Lipschitz constants, gradient and Hessian norms
 * (Remark 4.1).
 *
 * @returns a row for each activation, kind of weights and depth, in this order; the same for the same plan, and the row of a
 *   depth is the same whatever the range
 * @example compareNormalisation({ depth: { from: 1, to: 12 }, width: 8, inputDimension: 8, activations: ["tanh"], seed: 1, networks: 15 })
 */
export function compareNormalisation(plan: ComparisonPlan): ComparisonRow[] {
  const kinds = plan.activations.flatMap((activation) =>
    ROW_DIRECTIONS.flatMap((rows) => STRETCHES.map((stretch) => ({ activation, rows, stretch }))),
  );
  return kinds.flatMap((kind) =>
    Array.from({ length: plan.depth.to - plan.depth.from + 1 }, (_, k) => rowOf(plan, kind, plan.depth.from + k)),
  );
}

function rowOf(
  { width, inputDimension, seed, networks }: ComparisonPlan,
  kind: Pick<ComparisonRow, "activation" | "rows" | "stretch">,
  depth: number,
): ComparisonRow {
  const activation = { activation: activationNamed(kind.activation, "activation"), shift: 0 };
  const shape = { depth, width, inputDimension, activation };
  const rowNorm = rowNormOf(kind.rows, kind.stretch, width);
  const uniform = pseudoRandom(seed);
  const comparisons = Array.from({ length: networks }, () =>
    compareWithPlain(equalRowCase(shape, kind.rows, rowNorm, Math.floor(uniform() * 2 ** 32))),
  );
  return {
    ...kind,
    rowNorm,
    depth,
    plain: mediansOf(comparisons.map(({ plain }) => plain)),
    weightNorm: mediansOf(comparisons.map(({ weightNorm }) => weightNorm)),
  };
}

/**
 * The row norm r at which a plain layer z = W α/√m multiplies lengths by `stretch`.
 *
 * Aligned rows see all of α, and the layer multiplies by r. Independent ones see 1/m of ‖α‖² each on average, which
 * makes r/√m; r = √m is the usual initialisation, with entries of variance 1.
 */
function rowNormOf(rows: RowDirections, stretch: number, width: number): number {
  return rows === "aligned" ? stretch : stretch * Math.sqrt(width);
}

function mediansOf<T extends { readonly [K in keyof T]: number | null }>(records: readonly T[]): Medians<T> {
  const names = Object.keys(records[0]) as (keyof T)[];
  return Object.fromEntries(names.map((name) => [name, median(records.map((record) => record[name]))])) as Medians<T>;
}
