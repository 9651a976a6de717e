import type { NetworkCase } from "../network/networkCase";
import { isPaperCase } from "../network/paperForm";
import { type Cell, cellName } from "../records/cells";
import type { Theorem } from "../theorems/theorem";
import { movingCoefficients } from "./movingCoefficients";
import { evaluatePlaces, type Inequality } from "./placeEvaluation";

/** The tightest case known of a theorem in a cell, with what was found on it. */
export interface TightnessEntry extends Cell, Inequality {
  /** The theorem's id. */
  readonly theorem: string;
  /** quantity/bound; null for theorems that have no ratio, which are here for their bound. */
  readonly ratio: number | null;
  /** Where the ratio is attained, if the theorem has several places. */
  readonly place?: string;
  /** Both sides of what the theorem states besides, in its order. */
  readonly consequences?: readonly Inequality[];
  readonly networkCase: NetworkCase;
}

/**
 * The entry of a theorem on a case: at its tightest place.
 *
 * @returns null where the theorem does not hold there or says nothing: an assumption fails, 0/0, a norm that did not converge; and for a case
 *   that is not of the paper, as no cell has it
 */
export function tightnessEntryOf(theorem: Theorem, networkCase: NetworkCase): TightnessEntry | null {
  if (!isPaperCase(networkCase)) {
    return null;
  }
  const evaluated = evaluatePlaces(theorem, networkCase);
  if (evaluated.unmet !== null) {
    return null;
  }
  const { places, consequences } = evaluated;
  if (places.length === 0 || [...places, ...consequences].some(({ verdict }) => verdict !== "holds")) {
    return null;
  }
  const { place, quantity, error, bound } = places.reduce((tightest, candidate) =>
    certainRatio(candidate) > certainRatio(tightest) ? candidate : tightest,
  );
  if (!(bound > 0 && [quantity, error, bound].every(Number.isFinite))) {
    return null;
  }
  const { depth, width, activation } = networkCase.network;
  return {
    theorem: theorem.id,
    depth,
    width,
    activation: activation.activation.name,
    ratio: theorem.ratio === "none" ? null : quantity / bound,
    quantity,
    error,
    bound,
    ...(place === undefined ? {} : { place }),
    ...(consequences.length > 0 && {
      consequences: consequences.map((side) => ({ quantity: side.quantity, error: side.error, bound: side.bound })),
    }),
    networkCase,
  };
}

/** What the ratio is at least, whatever the rounding, so that noise does not pass for tightness; of 0/0, less than anything. */
export function certainRatio({ quantity, error, bound }: Inequality): number {
  const ratio = (quantity - error) / bound;
  return Number.isNaN(ratio) ? Number.NEGATIVE_INFINITY : ratio;
}

/** A gain below this is not worth a new case: 1e-6, or 1 % of what a ratio is away from 0 and 1. */
export function grain(ratio: number): number {
  return Math.max(1e-6, 0.01 * Math.min(ratio, 1 - ratio));
}

/** What an entry is of: one theorem in one cell. */
export function entryKey(entry: Cell & { readonly theorem: string }): string {
  return `${entry.theorem} ${cellName(entry)}`;
}

/**
 * The better one of two entries of a theorem to keep: the tighter one by more than a grain; of two that are equally tight, the one whose bound moves
 * with more coefficients; else the known one.
 */
export function tighter(theorem: Theorem, known: TightnessEntry, found: TightnessEntry): TightnessEntry {
  const gain = known.ratio === null || found.ratio === null ? 0 : certainRatio(found) - certainRatio(known);
  const least = grain(certainRatio(known));
  const moves = ({ networkCase }: TightnessEntry): number => movingCoefficients(theorem, networkCase).length;
  return gain > least || (gain >= -least && moves(found) > moves(known)) ? found : known;
}
