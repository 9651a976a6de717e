import { alphabets, scripts, silent, symbols } from "./mathSymbols";

/**
 * LaTeX as one line of text, for a terminal.
 *
 * Covers what statements of theorems need: fractions, roots, scripts, Greek letters, norms. A command that it does not know
 * is printed as its name, so the result never holds a backslash.
 *
 * @example plainMath(String.raw`\|\nabla_{W^l} f\|_F \le \frac{\|v\|_2\, a_l}{2}`) // "‖∇_Wˡ f‖_F ≤ (‖v‖₂ aₗ)/2"
 */
export function plainMath(latex: string): string {
  const tokens = latex.match(/\\[A-Za-z]+|\\.|\s+|./gu) ?? [];
  let at = 0;

  /** Up to the closing brace, or to the end. */
  function group(): string {
    const parts: string[] = [];
    while (at < tokens.length && tokens[at] !== "}") {
      const next = part();
      const before = parts.at(-1) ?? "";
      const wouldJoin = /[\p{L}\d]$/u.test(before) && /^[\p{L}\d]/u.test(next);
      parts.push(wouldJoin && (isWord(before) || isWord(next)) ? ` ${next}` : next);
    }
    at++;
    return parts
      .join("")
      .replace(/ {2,}/g, " ")
      .replace(/ +([,)\]}])/g, "$1");
  }

  /** What a command or a script applies to: a group or the next token. */
  function argument(): string {
    skipSpace();
    if (tokens[at] === "{") {
      at++;
      return group().trim();
    }
    return part();
  }

  function part(): string {
    const token = tokens[at++] ?? "";
    if (token === "{") {
      return group();
    }
    if (token === "_" || token === "^") {
      return script(token, argument());
    }
    if (token.startsWith("\\")) {
      return command(token.slice(1));
    }
    return token === "'" ? "′" : token.replace(/\s+/, " ");
  }

  function command(name: string): string {
    if (/^[td]?frac$/.test(name)) {
      const quotient = `${bracketed(argument(), SUM)}/${bracketed(argument(), PRODUCT)}`;
      return factorFollows() ? `(${quotient})` : quotient;
    }
    if (name === "sqrt") {
      return `√${bracketed(argument(), COMPOUND)}`;
    }
    if (/^(text|mathrm|operatorname|mathcal|mathbb)$/.test(name)) {
      const text = argument();
      return alphabets[name]?.[text] ?? text;
    }
    if (/^(wide)?hat$/.test(name)) {
      return `${argument()}\u0302`;
    }
    return silent.has(name) ? "" : (symbols[name] ?? name);
  }

  function factorFollows(): boolean {
    const next = tokens.slice(at).find((token) => !/^(\s+|\\[,;:!]|\\[bB]ig+l|\\left)$/.test(token));
    return next !== undefined && !NO_FACTOR.test(next);
  }

  function skipSpace(): void {
    while (/^\s/.test(tokens[at] ?? "")) {
      at++;
    }
  }

  return group()
    .trim()
    .replace(/ *\u2003 */g, "  ");
}

const NO_FACTOR = /^([)\]},+=<>-]|\\(le|ge|leq|geq|lt|gt|cdot|q?quad|[bB]ig+r|right))$/;

/** What needs brackets above a fraction's line: a sum outside of brackets. */
const SUM = (text: string): boolean => /[+-]/.test(text.replace(/\([^()]*\)/g, ""));
/** Below it: all but one number, letter or function. */
const PRODUCT = (text: string): boolean => !/^√?(\d+|\p{L}\p{Lm}?|min|max)[₀-₉⁰²³⁴-⁹ₐ-ₜ]*(\([^()]*\))?$/u.test(text);
/** Below a root: all but one number or letter. */
const COMPOUND = (text: string): boolean => !/^(\d+|\p{L})$/u.test(text);

function bracketed(text: string, needed: (text: string) => boolean): string {
  return needed(text) ? `(${text})` : text;
}

/** In small letters if Unicode has them all; words stay words. */
function script(mark: "_" | "^", text: string): string {
  const small = [...text].map((letter) => scripts[mark][letter]);
  if (small.every((letter) => letter !== undefined) && !/\p{L}{2}/u.test(text)) {
    return small.join("");
  }
  const isShort = /^[^\s+\-=/]+$/.test(text);
  return text === "*" ? text : `${mark}${isShort ? text : `(${text})`}`;
}

/** A name such as max, which must not run into the letter before it. */
function isWord(text: string): boolean {
  return /^ ?[a-z]{2,}$/.test(text);
}
