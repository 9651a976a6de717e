import { EMPTY, type Interval, isEmpty } from "../../src/arithmetic/interval/interval";
import { type Decoration, decorations, type Value } from "./itl";

/** What an operation is on the whole of its arguments: defined and continuous (com), continuous on them alone (dac), defined (def), or not (trv). */
export type Behaviour = Exclude<Decoration, "ill">;

export const NAI: Value = { kind: "interval", interval: EMPTY, decoration: "ill" };

export function isBounded(a: Interval): boolean {
  return Number.isFinite(a.lower) && Number.isFinite(a.upper);
}

/** The weaker of two decorations. */
function weaker(a: Decoration, b: Decoration): Decoration {
  return decorations.indexOf(a) < decorations.indexOf(b) ? a : b;
}

/** A decorated interval; "com" becomes "dac" where it is unbounded, and the empty one is "trv" (IEEE 1788-2015, 11.4 to 11.6). */
export function decorated(interval: Interval, decoration: Decoration): Value {
  const best = isEmpty(interval) ? "trv" : isBounded(interval) ? "com" : "dac";
  return { kind: "interval", interval, decoration: weaker(decoration, best) };
}

/** The decoration of a result: no better than those of the arguments, nor than what the operation is on them. */
export function propagated(result: Interval, arguments_: readonly Decoration[], behaviour: Behaviour): Value {
  const local = arguments_.reduce(weaker, behaviour);
  return local === "ill" ? NAI : decorated(result, local);
}
