import { ItlError } from "./itlError";
import { type Token, tokensOf } from "./tokens";

/** Walks over the tokens of a file; what does not come as expected is an error that names its line. */
export class TokenReader {
  private readonly tokens: readonly Token[];
  private position = 0;

  constructor(
    private readonly text: string,
    private readonly file: string,
  ) {
    this.tokens = tokensOf(text, file);
  }

  isAtEnd(): boolean {
    return this.position >= this.tokens.length;
  }

  /** The next token, which stays the next one. */
  peek(): Token {
    const token = this.tokens[this.position];
    if (token === undefined) {
      const line = this.text.trimEnd().split("\n").length;
      throw new ItlError(this.file, line, "the file ends in the middle of a testcase, or has none");
    }
    return token;
  }

  read(): Token {
    const token = this.peek();
    this.position++;
    return token;
  }

  /** Reads the next token if it is this sign or word. */
  take(text: string): boolean {
    const token = this.tokens[this.position];
    const isTaken = token?.text === text && token.kind !== "text";
    this.position += isTaken ? 1 : 0;
    return isTaken;
  }

  expect(text: string): Token {
    const token = this.peek();
    if (!this.take(text)) {
      throw this.error(token, JSON.stringify(text));
    }
    return token;
  }

  name(): string {
    const token = this.read();
    // `inf` is an operation as well as a number.
    if (token.kind !== "word" && token.text !== "inf") {
      throw this.error(token, "a name");
    }
    return token.text;
  }

  /** The text from one token to another. */
  between(first: Token, last: Token): string {
    return this.text.slice(first.begin, last.end);
  }

  error({ line, text }: Token, expected: string): ItlError {
    return new ItlError(this.file, line, `found ${JSON.stringify(text)}, expected ${expected}`);
  }
}
