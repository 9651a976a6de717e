import { join } from "node:path";
import { InputError, shown } from "../files/inputError";
import { sourcePlace } from "./sourcePlace";

/** The package as modules of theorems import it: this one, wherever it was started from. */
const ITSELF = {
  "weightnorm-bounds/testing": join(__dirname, "..", "testing", "index.js"),
  "weightnorm-bounds": join(__dirname, "..", "index.js"),
};

/**
 * What a module of the user's exports, in TypeScript or JavaScript.
 *
 * @param path of the module, absolute
 * @param file its name, for errors
 * @throws InputError with the place in it, for a module that does not load
 */
export async function exportsOf(path: string, file: string): Promise<Record<string, unknown>> {
  // Loaded here: a command, or a thread, without modules does not wait for it.
  // With require, as jest's modules know no import().
  const { createJiti }: typeof import("jiti") = require("jiti");
  // Nothing is written into the user's folders.
  const jiti = createJiti(__filename, { fsCache: false, alias: ITSELF });
  try {
    return await jiti.import<Record<string, unknown>>(path);
  } catch (error) {
    const place = sourcePlace(error, path, file) ?? file;
    throw new InputError(place, firstLine(error), "a module that loads");
  }
}

function firstLine(error: unknown): string {
  if (!(error instanceof Error)) {
    return `${shown(error)} thrown`;
  }
  const [line] = error.message.split("\n");
  const kind = error.name === "Error" ? "" : `${error.name}: `;
  return `${kind}${line.replace(/^ParseError: /, "a syntax error: ").trim()}`;
}
