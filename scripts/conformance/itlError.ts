/** A file that is not in the Interval Testing Language, or cannot be read; the message names file and line. */
export class ItlError extends Error {
  override readonly name = "ItlError";

  constructor(file: string, line: number | null, message: string) {
    super(line === null ? `${file}: ${message}` : `${file}:${line}: ${message}`);
  }
}
