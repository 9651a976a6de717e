import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { readBytes } from "../../files/fileBytes";
import { InputError, shown } from "../../files/inputError";
import { parseJson } from "../../files/parseJson";
import { checkKeys } from "../../files/unknownKeys";
import { exportsOf } from "../../loading/moduleExports";

/** What a working folder says once for all commands: values as their options take them. */
export interface Configuration {
  readonly file: string;
  readonly values: Readonly<Record<string, readonly string[]>>;
}

const FILES = [
  "wnb.config.ts",
  "wnb.config.mts",
  "wnb.config.mjs",
  "wnb.config.cjs",
  "wnb.config.js",
  "wnb.config.json",
];

/** The option that a key is the value of, in these commands; by default of its own name, in all that have it. */
const SPECIAL: Readonly<Record<string, { readonly command: string; readonly option: string }>> = {
  counterexamples: { command: "verify", option: "out" },
  tightness: { command: "tightness", option: "file" },
  weakenings: { command: "weakenings", option: "file" },
};
const PLAIN = [
  "load",
  "seed",
  "runs",
  "depth",
  "width",
  "inputDimension",
  "networks",
  "activation",
  "workers",
  "rigour",
];
const REPEATABLE = ["load", "activation"];
/** Commands for which a seed is that of random networks. */
const DRAWING = ["verify", "show", "tightness", "weakenings"];

let inForce: Configuration | null = null;

/** The one that was read, if there is one. */
export function configuration(): Configuration | null {
  return inForce;
}

/**
 * Reads wnb.config.{ts,mjs,json} of the working folder, if there is one.
 *
 * @throws InputError for two of them, for unknown keys, and for values that no option takes
 */
export async function readConfiguration(): Promise<Configuration | null> {
  inForce = await configurationOfFolder();
  return inForce;
}

async function configurationOfFolder(): Promise<Configuration | null> {
  const found = FILES.filter((file) => existsSync(file));
  if (found.length > 1) {
    throw new InputError(found.join(" and "), "both", "one of them");
  }
  const [file] = found;
  if (file === undefined) {
    return null;
  }
  const object = await objectIn(file);
  const keys = [...PLAIN, ...Object.keys(SPECIAL)];
  try {
    checkKeys(object, { "": keys }, "", "");
  } catch (error) {
    throw error instanceof InputError ? error.inSource(file) : error;
  }
  const known = Object.entries(object).filter(([key]) => keys.includes(key));
  return { file, values: Object.fromEntries(known.map(([key, value]) => [key, textsOf(key, value, file)])) };
}

async function objectIn(file: string): Promise<object> {
  const exported = file.endsWith(".json")
    ? parseJson(readBytes(file, "a readable JSON file"), "a JSON file", file)
    : (await exportsOf(resolve(file), file))["default"];
  if (typeof exported !== "object" || exported === null || Array.isArray(exported)) {
    const expected = file.endsWith(".json") ? "an object" : "an object as its default export";
    throw new InputError(file, shown(exported), expected);
  }
  return exported;
}

function textsOf(key: string, value: unknown, file: string): string[] {
  const isList = Array.isArray(value) && REPEATABLE.includes(key);
  const values: unknown[] = isList ? value : [value];
  return values.map((each, i) => {
    if (typeof each !== "string" && typeof each !== "number") {
      throw new InputError(
        `${file}: ${key}${isList ? `[${i}]` : ""}`,
        shown(each),
        "a text or a number, as the option takes it",
      );
    }
    return String(each);
  });
}

/**
 * Gives a command what the configuration says, where neither the command line nor the environment does.
 *
 * @throws InputError for a value that the option does not take
 */
export function configure(command: Command): void {
  if (inForce === null) {
    return;
  }
  for (const [key, texts] of Object.entries(inForce.values)) {
    const special = SPECIAL[key];
    const isMeant =
      special === undefined ? DRAWING.includes(command.name()) || key === "load" : special.command === command.name();
    const name = special?.option ?? key;
    const option = command.options.find((each) => each.attributeName() === name);
    const source = command.getOptionValueSource(name);
    if (!isMeant || option === undefined || (source !== undefined && source !== "default")) {
      continue;
    }
    let value: unknown;
    for (const text of texts) {
      try {
        value = option.parseArg === undefined ? text : option.parseArg(text, value);
      } catch (error) {
        throw error instanceof InvalidArgumentError
          ? new InputError(`${inForce.file}: ${key}`, shown(text), plain(error))
          : error;
      }
    }
    command.setOptionValueWithSource(name, value, "config");
  }
}

/** What an option's message says was expected. */
function plain({ message }: InvalidArgumentError): string {
  return message.replace(/^found .*?, expected /s, "").replace(/\.$/, "");
}
