import { existsSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, extname, join, resolve } from "node:path";
import { InputError } from "../files/inputError";
import { builtIn } from "../theorems/registry";
import { type Registry, registryOf } from "../theorems/registryOf";
import type { Theorem } from "../theorems/theorem";
import { guardedTheorem } from "./guardedTheorem";
import { exportsOf } from "./moduleExports";
import { checkTheoremId } from "./theoremId";

/** What a module of theorems may be written in. */
const EXTENSIONS = [".ts", ".mts", ".cts", ".js", ".mjs", ".cjs"];

/** A theorem from a module, and the module. */
export interface LoadedTheorem {
  readonly theorem: Theorem;
  /** As its user named it. */
  readonly file: string;
}

/** The theorems of the suite and those of modules. */
export interface LoadedRegistry extends Registry {
  readonly loaded: readonly LoadedTheorem[];
}

/**
 * The theorems of the suite and those that modules export. TypeScript needs no build; what a module imports from `weightnorm-bounds` is this
 * package.
 *
 * @param modules files, folders, or names of packages
 * @throws InputError for a module that cannot be loaded, that exports no theorem, or whose theorem has the id of another
 * @example (await loadTheorems(["./growth.ts"])).theorem("growth")
 */
export async function loadTheorems(modules: readonly string[]): Promise<LoadedRegistry> {
  const loaded: LoadedTheorem[] = [];
  const paths = modules.flatMap((module) => filesOf(module).map((path) => ({ path, file: namedAs(module, path) })));
  for (const { path, file } of paths) {
    for (const theorem of theoremsOf(await exportsOf(path, file), file)) {
      checkId(theorem.id, file, loaded);
      loaded.push({ theorem: guardedTheorem(theorem, file, path), file });
    }
  }
  const theorems = [...builtIn.theorems, ...loaded.map(({ theorem }) => theorem)];
  return { ...registryOf(theorems, modules), loaded };
}

function filesOf(module: string): string[] {
  const path = resolve(module);
  if (existsSync(path)) {
    return statSync(path).isDirectory() ? filesIn(path, module) : [path];
  }
  if (!module.startsWith(".") && extname(module) === "") {
    try {
      return [createRequire(join(process.cwd(), "index.js")).resolve(module)];
    } catch {
      // Said below.
    }
  }
  throw new InputError(`module ${module}`, "no such file, folder or package", "a module that exports theorems");
}

function filesIn(folder: string, name: string): string[] {
  const files = readdirSync(folder)
    .filter((file) => EXTENSIONS.includes(extname(file)) && !/\.(d|test|spec|config)\.[cm]?[jt]s$/.test(file))
    .sort();
  if (files.length === 0) {
    throw new InputError(`module ${name}`, "a folder without modules", `files that end in ${EXTENSIONS.join(", ")}`);
  }
  return files.map((file) => join(folder, file));
}

function namedAs(module: string, path: string): string {
  return resolve(module) === path || !existsSync(module) ? module : join(module, basename(path));
}

function theoremsOf(exported: Record<string, unknown>, file: string): Theorem[] {
  const values = Object.values(exported).flatMap((value) => (Array.isArray(value) ? value : [value]));
  const theorems = [...new Set(values)].filter(isTheorem);
  if (theorems.length === 0) {
    const names = Object.keys(exported).filter((name) => name !== "default");
    const found = names.length === 0 ? "nothing exported" : `${names.join(", ")} exported, and no theorem among them`;
    throw new InputError(file, found, "an exported theorem, as defineTheorem makes one");
  }
  return theorems;
}

function isTheorem(value: unknown): value is Theorem {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  const { id, measure, bound, cases, assumptions } = value as Record<string, unknown>;
  return (
    typeof id === "string" &&
    typeof measure === "function" &&
    typeof bound === "function" &&
    typeof cases === "function" &&
    Array.isArray(assumptions)
  );
}

function checkId(id: string, file: string, loaded: readonly LoadedTheorem[]): void {
  const place = `${file}: id`;
  checkTheoremId(id, place);
  const other = loaded.find(({ theorem }) => theorem.id === id);
  if (other !== undefined) {
    throw new InputError(place, `${id}, which a theorem of ${other.file} has`, "an id of its own");
  }
}
