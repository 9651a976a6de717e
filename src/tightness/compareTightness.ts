import { boundRounding } from "../measurement/rounding";
import { type Cell, cellName, cellsOf } from "../records/cells";
import type { Theorem } from "../theorems/theorem";
import { evaluatePlaces, type Inequality } from "./placeEvaluation";
import { entryKey, type TightnessEntry } from "./tightnessEntry";

/** What is no longer as the file says, in one cell of a theorem. */
export interface TightnessChange extends Cell {
  readonly theorem: string;
  readonly what: ChangeKind;
  /** The place of the theorem or the claim beside it that changed; undefined for the only one. */
  readonly at?: string;
  /** For numbers: that of the file, that of now, and by how much rounding may have moved it. */
  readonly before?: number;
  readonly now?: number;
  readonly allowed?: number;
  /** For the rest: what was found instead. */
  readonly found?: string;
}

export type ChangeKind =
  | "bound looser"
  | "bound tighter"
  | "quantity changed"
  | "no longer applicable"
  | "verdict changed"
  | "no such place"
  | "cell missing"
  | "cell unknown";

/**
 * What changed of a theorem since its entries were recorded: every cell that it has or had.
 *
 * @param entries of this theorem
 * @returns nothing where all is as it was, up to rounding
 */
export function compareTightness(theorem: Theorem, entries: readonly TightnessEntry[]): readonly TightnessChange[] {
  const id = { theorem: theorem.id };
  const cells = cellsOf(theorem).map((cell) => ({ ...id, ...cell }));
  const known = new Map(entries.map((entry) => [entryKey(entry), entry]));
  const expected = new Set(cells.map(entryKey));
  const missing = cells.filter((cell) => !known.has(entryKey(cell)));
  return [
    ...missing.map((cell): TightnessChange => ({ ...cell, what: "cell missing" })),
    ...entries.flatMap((entry) =>
      expected.has(entryKey(entry))
        ? compareEntry(theorem, entry)
        : [{ ...cellOf(entry), what: "cell unknown" as const }],
    ),
  ];
}

/**
 * Evaluates the case of an entry again, at the place of the entry.
 *
 * A quantity may differ by the errors of both evaluations, a bound by its rounding and by what is measured in it. Of a
 * theorem without a ratio, whose quantity is rounding error, the bound alone is compared.
 *
 * @example compareEntry(weakened(layerGradient, { layer: 1.01 }), entry)[0].what // "bound looser"
 */
export function compareEntry(theorem: Theorem, entry: TightnessEntry): TightnessChange[] {
  const cell = cellOf(entry);
  const evaluated = evaluatePlaces(theorem, entry.networkCase);
  if (evaluated.unmet !== null) {
    return [{ ...cell, what: "no longer applicable", found: evaluated.unmet }];
  }
  const now = evaluated.places.find(({ place }) => place === entry.place);
  if (now === undefined) {
    return [{ ...cell, what: "no such place", found: entry.place ?? "one without a name" }];
  }
  const changesOf = (
    at: string | undefined,
    before: Inequality,
    after: Inequality,
    boundError: number,
  ): TightnessChange[] => {
    const where = { ...cell, ...(at === undefined ? {} : { at }) };
    const bound = { before: before.bound, now: after.bound, allowed: 2 * boundError };
    const quantity = { before: before.quantity, now: after.quantity, allowed: before.error + after.error };
    return [
      ...(isBeyond(bound) ? [{ ...where, what: boundChange(bound), ...bound }] : []),
      ...(isBeyond(quantity) && theorem.ratio !== "none"
        ? [{ ...where, what: "quantity changed" as const, ...quantity }]
        : []),
    ];
  };
  const consequences = entry.consequences ?? [];
  const beside = evaluated.consequences.flatMap((after, i) => {
    const before = consequences[i];
    return before === undefined
      ? [{ ...cell, what: "no such place" as const, found: after.claim }]
      : changesOf(after.claim, before, after, boundRounding(entry.networkCase, after.bound));
  });
  const gone =
    evaluated.consequences.length < consequences.length
      ? [{ ...cell, what: "no such place" as const, found: `${evaluated.consequences.length} claims beside` }]
      : [];
  const verdicts = [now, ...evaluated.consequences]
    .filter(({ verdict }) => verdict !== "holds")
    .map(({ verdict }) => ({ ...cell, what: "verdict changed" as const, found: verdict }));
  return [...changesOf(entry.place, entry, now, now.boundError), ...beside, ...gone, ...verdicts.slice(0, 1)];
}

function isBeyond({ before, now, allowed }: { before: number; now: number; allowed: number }): boolean {
  // Not <=, so that NaN counts as a change.
  return !(Math.abs(now - before) <= allowed);
}

function boundChange({ before, now }: { before: number; now: number }): ChangeKind {
  return now < before ? "bound tighter" : "bound looser";
}

function cellOf({ theorem, depth, width, activation }: TightnessEntry): Cell & { readonly theorem: string } {
  return { theorem, depth, width, activation };
}

/**
 * A change in one line: what, where, and by how much.
 *
 * @example "layer-gradient L=2 m=1 tanh, layer 1: bound looser: 0.5 -> 0.505 (+0.010 relative), beyond ± 1e-15"
 */
export function describeChange(change: TightnessChange): string {
  const { theorem, what, at, before, now, allowed, found } = change;
  const where = `${theorem} ${cellName(change)}${at === undefined ? "" : `, ${at}`}`;
  if (before === undefined || now === undefined || allowed === undefined) {
    return `${where}: ${what}${found === undefined ? "" : `: ${found}`}`;
  }
  return `${where}: ${what}: ${before} -> ${now} (${relativeChange(before, now)}), beyond ± ${allowed.toPrecision(2)}`;
}

function relativeChange(before: number, now: number): string {
  const change = now / before - 1;
  return `${change > 0 ? "+" : ""}${change.toPrecision(2)} relative`;
}
