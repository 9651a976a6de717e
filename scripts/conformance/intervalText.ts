import { EMPTY, ENTIRE, type Interval } from "../../src/arithmetic/interval/interval";
import { type Decoration, decorations } from "./itl";
import { ceilingOf, floorOf, isGreater, minus, parseRational, plus, type Rational, timesPower } from "./rational";

/** What a text stands for: null for no interval at all. */
export interface TextInterval {
  readonly interval: Interval;
  /** The one written, or the best one; ill for NaI. */
  readonly decoration: Decoration;
  readonly isDecorated: boolean;
  /** Whether the ends, as written, lie between the same two floats, in whatever order: binary64 cannot tell if this is an interval. */
  readonly isDoubtful: boolean;
}

/** null: unbounded. */
type End = Rational | null;

const LITERAL = /^(.*?)(?:_([a-z]+))?$/is;
const BRACKETS = /^\[\s*(.*?)\s*\]$/s;
const UNCERTAIN = /^([+-]?(?:\d+\.?\d*|\.\d+))\?(\?|\d*)([ud]?)(?:e([+-]?\d+))?$/i;
const INFINITY = /^([+-]?)inf(?:inity)?$/i;

/**
 * Reads an interval literal as IEEE 1788-2015, 9.7 and 12.11 define it, its ends rounded outwards: "[1, 2]", "[1]", "[-1/10, inf]", "[,]", "[entire]",
 * "[ ]", "[nai]", "3.56?1u", each with a decoration or without.
 *
 * @returns null where the text is no such literal, or its decoration does not go with it
 * @example intervalOfText("[0.1]")?.interval // { lower: 0.09999999999999999, upper: 0.1 }
 */
export function intervalOfText(literal: string): TextInterval | null {
  const [, text, suffix] = LITERAL.exec(literal.trim()) ?? [];
  const written = suffix === undefined ? null : decorations.find((name) => name === suffix.toLowerCase());
  if (text === undefined || written === undefined || written === "ill") {
    return null;
  }
  const content = BRACKETS.exec(text)?.[1].toLowerCase();
  if (content === "nai") {
    return written === null ? { interval: EMPTY, decoration: "ill", isDecorated: true, isDoubtful: false } : null;
  }
  if (content === "" || content === "empty") {
    return decorated(EMPTY, "trv", written, false);
  }
  const ends = content === undefined ? uncertainEnds(text) : endsOf(content);
  if (ends === null) {
    return null;
  }
  const [lower, upper] = ends;
  const isDoubtful = lower !== null && upper !== null && isBetweenSameFloats(lower, upper);
  if (lower !== null && upper !== null && isGreater(lower, upper) && !isDoubtful) {
    return null;
  }
  const interval = {
    lower: lower === null ? ENTIRE.lower : floorOf(lower),
    upper: upper === null ? ENTIRE.upper : ceilingOf(upper),
  };
  return decorated(interval, lower === null || upper === null ? "dac" : "com", written, isDoubtful);
}

/** Not for numbers beyond MAX_VALUE: infinity is no float here. */
function isBetweenSameFloats(a: Rational, b: Rational): boolean {
  const [below, above] = [floorOf(a), ceilingOf(a)];
  const isSameGap = below === floorOf(b) && above === ceilingOf(b) && Number.isFinite(below) && Number.isFinite(above);
  return isSameGap && minus(a, b).numerator !== 0n;
}

/** With the decoration written, where it is not better than the best; "com" becomes "dac" where rounding has made an end infinite. */
function decorated(
  interval: Interval,
  best: Decoration,
  written: Decoration | null,
  isDoubtful: boolean,
): TextInterval | null {
  const decoration = written ?? best;
  if (decorations.indexOf(decoration) > decorations.indexOf(best)) {
    return null;
  }
  const isUnbounded = !(Number.isFinite(interval.lower) && Number.isFinite(interval.upper));
  return {
    interval,
    decoration: decoration === "com" && isUnbounded ? "dac" : decoration,
    isDecorated: written !== null,
    isDoubtful,
  };
}

/** The ends of "l, u", "x", "l,", ",u" and "entire", the unbounded ones null. */
function endsOf(content: string): readonly [End, End] | null {
  if (content === "entire") {
    return [null, null];
  }
  const parts = content.split(",").map((part) => part.trim());
  if (parts.length === 1) {
    const point = parseRational(parts[0]);
    return point === null ? null : [point, point];
  }
  if (parts.length !== 2) {
    return null;
  }
  const lower = endOf(parts[0], "-");
  const upper = endOf(parts[1], "+");
  return lower === undefined || upper === undefined ? null : [lower, upper];
}

/** undefined: no end, or infinity on the wrong side. */
function endOf(text: string, side: "-" | "+"): End | undefined {
  const infinity = INFINITY.exec(text);
  if (infinity !== null || text === "") {
    return infinity === null || (infinity[1] || "+") === side ? null : undefined;
  }
  return parseRational(text) ?? undefined;
}

/** m?ruE: m with a radius of r units of its last digit, half a unit where there is no r, infinite for ??; u and d: upwards or downwards only. */
function uncertainEnds(text: string): readonly [End, End] | null {
  const match = UNCERTAIN.exec(text);
  if (match === null) {
    return null;
  }
  const [, middleText, radiusText, direction, exponentText = "0"] = match;
  const exponent = Number(exponentText);
  const middle = parseRational(middleText);
  const middleDigits = middleText.split(".")[1]?.length ?? 0;
  if (middle === null) {
    return null;
  }
  const scaled = timesPower(middle, 10n, exponent);
  const isUp = direction.toLowerCase() !== "d";
  const isDown = direction.toLowerCase() !== "u";
  if (radiusText === "?") {
    return [isDown ? null : scaled, isUp ? null : scaled];
  }
  const units =
    radiusText === "" ? { numerator: 1n, denominator: 2n } : { numerator: BigInt(radiusText), denominator: 1n };
  const radius = timesPower(units, 10n, exponent - middleDigits);
  return [isDown ? minus(scaled, radius) : scaled, isUp ? plus(scaled, radius) : scaled];
}
