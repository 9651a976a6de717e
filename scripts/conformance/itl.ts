import type { Interval } from "../../src/arithmetic/interval/interval";

/** From the weakest on, as IEEE 1788-2015, 11.2 orders them. */
export const decorations = ["ill", "trv", "def", "dac", "com"] as const;
export type Decoration = (typeof decorations)[number];

export const overlapStates = [
  "bothEmpty",
  "firstEmpty",
  "secondEmpty",
  "before",
  "meets",
  "overlaps",
  "starts",
  "containedBy",
  "finishes",
  "equals",
  "finishedBy",
  "contains",
  "startedBy",
  "overlappedBy",
  "metBy",
  "after",
] as const;

/** An argument or result of a statement. A decoration of null: a bare interval. NaI is the empty interval decorated ill. */
export type Value =
  | { readonly kind: "interval"; readonly interval: Interval; readonly decoration: Decoration | null }
  | { readonly kind: "number"; readonly number: number }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "boolean"; readonly boolean: boolean }
  | { readonly kind: "decoration"; readonly decoration: Decoration }
  | { readonly kind: "overlap"; readonly state: string }
  | { readonly kind: "array"; readonly numbers: readonly number[] }
  /** A number or interval of another format than binary64. */
  | { readonly kind: "otherFormat"; readonly text: string };

/** `operation inputs = tightest <= accurate signal exception;` */
export interface Statement {
  readonly operation: string;
  readonly inputs: readonly Value[];
  /** What the result should be. */
  readonly tightest: readonly Value[] | null;
  /** What the result may be at most. */
  readonly accurate: readonly Value[] | null;
  readonly signal: string | null;
  readonly file: string;
  readonly line: number;
  readonly text: string;
}
