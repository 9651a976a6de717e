import { Option } from "commander";
import { type LoadedRegistry, loadTheorems } from "../../loading/loadTheorems";
import { builtIn } from "../../theorems/registry";
import type { Registry } from "../../theorems/registryOf";
import type { Theorem } from "../../theorems/theorem";
import { collected } from "./optionValues";
import { shellWord } from "./shellWord";

const ofSuite: LoadedRegistry = { ...builtIn, loaded: [] };
let inForce = ofSuite;

/** The theorems that this process knows: those of the suite, and those of --load. */
export function registry(): Registry {
  return inForce;
}

/**
 * Loads the modules that a command line names, before the commands are made: options are checked against the theorems there are.
 *
 * @param configured modules that the configuration names
 * @param words of the command line
 * @throws InputError for a module that cannot be used
 */
export async function loadNamedModules(configured: readonly string[], words: readonly string[]): Promise<void> {
  const modules = [...new Set([...configured, ...modulesIn(words)])];
  inForce = modules.length > 0 ? await loadTheorems(modules) : ofSuite;
}

/** @example modulesIn(["verify", "--load", "a.ts", "--load=b.ts", "--", "--load"]) // ["a.ts", "b.ts"] */
function modulesIn(words: readonly string[]): string[] {
  const end = words.indexOf("--");
  const options = end < 0 ? words : words.slice(0, end);
  return options.flatMap((word, i) =>
    word === "--load" && i + 1 < options.length
      ? [options[i + 1]]
      : word.startsWith("--load=")
        ? [word.slice("--load=".length)]
        : [],
  );
}

/** The file that a theorem was loaded from, as its user named it; null for those of the suite. */
export function loadedFrom(id: string): string | null {
  return inForce.loaded.find(({ theorem }) => theorem.id === id)?.file ?? null;
}

/**
 * The theorems whose record a command looks at.
 *
 * @param ids those that were asked for; by default all of --load where there are any, whose record is a file of the user's
 */
export function recordedTheorems(ids: readonly string[] | undefined): readonly Theorem[] {
  const { theorems, loaded } = inForce;
  if (ids !== undefined) {
    return theorems.filter(({ id }) => ids.includes(id));
  }
  return loaded.length === 0 ? theorems : loaded.map(({ theorem }) => theorem);
}

/** The record that a command reads and writes: that of the package, or with --load one of this name in the working folder. */
export function defaultRecord(ofPackage: string, own: string): string {
  return inForce.loaded.length === 0 ? ofPackage : own;
}

/** What a printed command needs to know the same theorems; nothing without --load. */
export function loadFlags(): string {
  return (inForce.modules ?? []).map((module) => ` --load ${shellWord(module)}`).join("");
}

/** `--load <module>`, repeatable. */
export function loadOption(): Option {
  return new Option(
    "--load <module>",
    "also the theorems that this module exports: a file of TypeScript or JavaScript, a folder of them, a package (repeatable)",
  ).argParser(collected((module) => module));
}
