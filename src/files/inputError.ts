/**
 * Input that cannot be used: says where, what was found there, and what was expected.
 *
 * @example throw new InputError("layers[1][3]", "a zero row", "a row with at least one entry that is not 0")
 */
export class InputError extends Error {
  override readonly name = "InputError";

  /** @param field of what the caller gave, where that is what has to change: a program knows it by this name, and the command as an option */
  constructor(
    readonly place: string,
    readonly found: string,
    readonly expected: string,
    readonly field?: string,
  ) {
    super(`${place}: found ${found}, expected ${expected}`);
  }

  /** The same error, with the file (or other source) that it was met in. */
  inSource(source: string): InputError {
    return new InputError(`${source}: ${this.place}`, this.found, this.expected, this.field);
  }
}

const MOST_SHOWN = 60;

/** A short printed form of any JSON value, for error messages. */
export function shown(value: unknown): string {
  if (typeof value === "number" || value === undefined) {
    return String(value);
  }
  if (Array.isArray(value)) {
    return `an array of ${value.length}`;
  }
  if (typeof value === "object" && value !== null) {
    return "an object";
  }
  const text = JSON.stringify(value);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}
