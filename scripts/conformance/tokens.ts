import { ItlError } from "./itlError";

export type TokenKind = "number" | "uncertain" | "infinity" | "word" | "text" | "sign";

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly line: number;
  readonly begin: number;
  readonly end: number;
}

const HEXADECIMAL = String.raw`0[xX](?:[\da-fA-F]+\.?[\da-fA-F]*|\.[\da-fA-F]+)(?:[pP][+-]?\d+)?`;
const DECIMAL = String.raw`(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?`;

/** In the order in which they are tried: comments and blanks are skipped. */
const patterns: readonly (readonly [TokenKind | "skipped", RegExp])[] = [
  ["skipped", /\s+|\/\*[\s\S]*?\*\/|\/\/.*|#\*[\s\S]*?\*#|#.*/y],
  ["uncertain", /[+-]?(?:\d+\.?\d*|\.\d+)\?(?:\?|\d*)[ud]?(?:[eE][+-]?\d+)?/y],
  ["number", new RegExp(String.raw`[+-]?(?:${HEXADECIMAL}|\d+\/\d+|${DECIMAL})(?:[uU]?[lL]{0,2}|[fF])(?![\w.?])`, "y")],
  ["infinity", /[+-]?inf(?:inity)?[fFlL]?(?![\w-])/iy],
  ["text", /"(?:[^"\\\n]|\\[\s\S])*"/y],
  ["word", /[a-zA-Z][\w-]*/y],
  ["sign", /[{}[\];=<_,.]/y],
];

/**
 * The tokens of an ITL file.
 *
 * @throws ItlError where there is none
 */
export function tokensOf(text: string, file: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  for (let begin = 0; begin < text.length; ) {
    const match = firstMatch(text, begin);
    if (match === null) {
      const rest = text.slice(begin).split("\n", 1)[0].slice(0, 40);
      throw new ItlError(file, line, `nothing that ITL has begins with ${JSON.stringify(rest)}`);
    }
    const [kind, length] = match;
    const end = begin + length;
    const matched = text.slice(begin, end);
    if (kind !== "skipped") {
      tokens.push({ kind, text: matched, line, begin, end });
    }
    line += matched.split("\n").length - 1;
    begin = end;
  }
  return tokens;
}

function firstMatch(text: string, begin: number): readonly [TokenKind | "skipped", number] | null {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = begin;
    const match = pattern.exec(text);
    if (match !== null) {
      return [kind, match[0].length];
    }
  }
  return null;
}
