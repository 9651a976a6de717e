import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readBytes } from "../files/fileBytes";
import { filesIn } from "../files/filesIn";
import { InputError } from "../files/inputError";
import { makeFolder } from "../files/makeFolder";
import { parseJson } from "../files/parseJson";
import { writeWhole } from "../files/writeWhole";
import type { Registry } from "../theorems/registryOf";
import { type Counterexample, counterexampleFromJson } from "./counterexample";

/** Where counterexamples are saved if nothing else is asked for, in this repository and wherever it is there. */
export const COUNTEREXAMPLE_FOLDER = "fixtures/counterexamples";

/**
 * Saves a counterexample, whole or not at all, even if the machine stops. Its name is derived from its content: two runs that find the
 * same one write the same file, and two that find different ones never meet.
 *
 * @param json of {@link counterexampleToJson}
 * @returns the file's path
 * @throws WriteError that names the folder or the file
 */
export function saveCounterexample(folder: string, json: Record<string, unknown>): string {
  const { path, text } = counterexampleFile(folder, json);
  makeFolder(folder);
  writeWhole(path, text);
  return path;
}

/** The file that a counterexample is saved as. */
export function counterexampleFile(folder: string, json: Record<string, unknown>): { path: string; text: string } {
  const { counterexample, ...values } = json;
  const { theorem, weakening, without } = counterexample as { theorem: string; weakening: unknown; without?: string };
  const content = JSON.stringify([theorem, weakening, ...(without === undefined ? [] : [without]), values]);
  const name = `${theorem}-${createHash("sha256").update(content).digest("hex").slice(0, 12)}.json`;
  return { path: join(folder, name), text: `${lines(json)}\n` };
}

/** Counterexamples of a folder, in alphabetical order of their files, and why others are not among them. */
interface SavedCounterexamples {
  readonly readable: readonly { readonly path: string; readonly counterexample: Counterexample }[];
  readonly refused: readonly InputError[];
}

/** Reads all counterexamples of a folder: the files that end in .json. A folder that is not there has none. */
export function readCounterexamples(folder: string, registry: Registry): SavedCounterexamples {
  if (!existsSync(folder)) {
    return { readable: [], refused: [] };
  }
  const readable: { path: string; counterexample: Counterexample }[] = [];
  const refused: InputError[] = [];
  const orRefuse = (read: () => void): void => {
    try {
      read();
    } catch (error) {
      if (!(error instanceof InputError)) {
        throw error;
      }
      refused.push(error);
    }
  };
  orRefuse(() => {
    for (const name of filesIn(folder, "a folder of counterexamples").files) {
      const path = join(folder, name);
      if (name.endsWith(".json")) {
        orRefuse(() => readable.push({ path, counterexample: readCounterexample(path, registry) }));
      }
    }
  });
  return { readable, refused };
}

/**
 * Reads a counterexample file.
 *
 * @throws InputError that names the file, the place in it, what was found and what was expected
 * @example readCounterexample("fixtures/counterexamples/output-bound-0123456789ab.json", builtIn).theorem // "output-bound"
 */
export function readCounterexample(path: string, registry: Registry): Counterexample {
  return parseCounterexample(readBytes(path, "a readable counterexample file"), path, registry);
}

/** The same for bytes that are here already; `source` is what errors call them. */
export function parseCounterexample(bytes: Uint8Array, source: string, registry: Registry): Counterexample {
  try {
    return counterexampleFromJson(parseJson(bytes, "a counterexample file"), registry);
  } catch (error) {
    throw error instanceof InputError ? error.inSource(source) : error;
  }
}

/** One line for every key of the file and of its counterexample: short, and readable in a diff. */
function lines({ counterexample, ...values }: Record<string, unknown>): string {
  const entries = (object: object, indent: string): string =>
    Object.entries(object)
      .map(([key, value]) => `${indent}${JSON.stringify(key)}: ${JSON.stringify(value)}`)
      .join(",\n");
  const details = entries(counterexample as object, "  ");
  return `{\n${entries(values, " ")},\n "counterexample": {\n${details}\n }\n}`;
}
