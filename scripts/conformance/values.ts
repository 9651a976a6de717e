import { EMPTY, ENTIRE, interval } from "../../src/arithmetic/interval/interval";
import { intervalOfText } from "./intervalText";
import { type Decoration, decorations, overlapStates, type Value } from "./itl";
import { nearestTo, parseRational } from "./rational";
import type { TokenReader } from "./tokenReader";
import type { Token } from "./tokens";

/** Reads the next value; null, and nothing read, where another thing follows: "=", "<", "signal", ";" or "}". */
export function readValue(reader: TokenReader): Value | null {
  const token = reader.peek();
  switch (token.kind) {
    case "sign":
      return token.text === "[" ? bracketed(reader) : token.text === "{" ? array(reader) : null;
    case "word":
      return token.text === "signal" ? null : wordValue(reader);
    case "text":
      reader.read();
      return { kind: "text", text: token.text.slice(1, -1).replace(/\\([\s\S])/g, "$1") };
    case "uncertain":
      reader.read();
      return uncertain(reader, token);
    default:
      reader.read();
      return isOtherFormat(token)
        ? { kind: "otherFormat", text: token.text }
        : { kind: "number", number: numberOf(reader, token) };
  }
}

function wordValue(reader: TokenReader): Value {
  const token = reader.read();
  const { text } = token;
  if (text === "true" || text === "false") {
    return { kind: "boolean", boolean: text === "true" };
  }
  if (text.toLowerCase() === "nan") {
    return { kind: "number", number: Number.NaN };
  }
  const decoration = decorations.find((name) => name === text);
  if (decoration !== undefined) {
    return { kind: "decoration", decoration };
  }
  if (overlapStates.some((state) => state === text)) {
    return { kind: "overlap", state: text };
  }
  throw reader.error(token, 'a value, "=", "<=", "signal" or ";"');
}

/** [l, u], [x], [l,], [,u], [,], [], [empty], [entire], [nai], all but the last with or without a decoration. */
function bracketed(reader: TokenReader): Value {
  const first = reader.expect("[");
  const token = reader.peek();
  if (token.kind === "word") {
    reader.read();
    reader.expect("]");
    switch (token.text.toLowerCase()) {
      case "nai":
        return { kind: "interval", interval: EMPTY, decoration: "ill" };
      case "empty":
        return { kind: "interval", interval: EMPTY, decoration: decoration(reader) };
      case "entire":
        return { kind: "interval", interval: ENTIRE, decoration: decoration(reader) };
    }
    if (/^(?:nai|empty|entire)[fl]$/i.test(token.text)) {
      return { kind: "otherFormat", text: token.text };
    }
    throw reader.error(token, "a number, empty, entire or nai");
  }
  const lower = intervalEnd(reader);
  const isPair = reader.take(",");
  const upper = isPair ? intervalEnd(reader) : lower;
  const last = reader.expect("]");
  const written = decoration(reader);
  if ([lower, upper].some((end) => end !== null && isOtherFormat(end))) {
    return { kind: "otherFormat", text: reader.between(first, last) };
  }
  if (!isPair && lower === null) {
    return { kind: "interval", interval: EMPTY, decoration: written };
  }
  try {
    const ends = interval(
      lower === null ? ENTIRE.lower : numberOf(reader, lower),
      upper === null ? ENTIRE.upper : numberOf(reader, upper),
    );
    return { kind: "interval", interval: ends, decoration: written };
  } catch (error) {
    throw error instanceof RangeError ? reader.error(first, `an interval, not ${reader.between(first, last)}`) : error;
  }
}

function intervalEnd(reader: TokenReader): Token | null {
  const { kind } = reader.peek();
  return kind === "number" || kind === "infinity" ? reader.read() : null;
}

function decoration(reader: TokenReader): Decoration | null {
  if (!reader.take("_")) {
    return null;
  }
  const token = reader.read();
  const found = decorations.find((name) => name === token.text.toLowerCase());
  if (found === undefined) {
    throw reader.error(token, `one of ${decorations.join(", ")}`);
  }
  return found;
}

function uncertain(reader: TokenReader, token: Token): Value {
  const found = intervalOfText(token.text);
  if (found === null) {
    throw reader.error(token, "an interval literal");
  }
  return { kind: "interval", interval: found.interval, decoration: decoration(reader) };
}

function array(reader: TokenReader): Value {
  reader.expect("{");
  const numbers: number[] = [];
  while (!reader.take("}")) {
    if (numbers.length > 0) {
      reader.expect(",");
    }
    const token = reader.peek();
    const value = readValue(reader);
    if (value?.kind !== "number") {
      throw reader.error(token, "a number");
    }
    numbers.push(value.number);
  }
  return { kind: "array", numbers };
}

/** The binary64 number nearest to what is written; -0.0 has its sign, the whole number -0 has none. */
function numberOf(reader: TokenReader, token: Token): number {
  const isNegative = token.text.startsWith("-");
  if (token.kind === "infinity") {
    return isNegative ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }
  const rational = parseRational(token.text.replace(/[uUlL]+$/, ""));
  if (rational === null) {
    throw reader.error(token, "a number");
  }
  return isNegative && rational.numerator === 0n && /[.ep]/i.test(token.text) ? -0 : nearestTo(rational);
}

/** Whether a number is written as a float or long double of C: 1.0f, 1.0L, infinityf. Whole numbers may end in L. */
function isOtherFormat({ kind, text }: Token): boolean {
  if (kind === "infinity") {
    return /[fl]$/i.test(text.replace(/inf(?:inity)?/i, ""));
  }
  return /^[+-]?0x/i.test(text) ? /p[+-]?\d+[fl]$/i.test(text) : /f$|[.e].*l$/i.test(text);
}
