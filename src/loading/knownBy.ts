import { builtIn } from "../theorems/registry";
import type { Registry } from "../theorems/registryOf";
import { loadTheorems } from "./loadTheorems";

const loaded = new Map<string, Promise<Registry>>();

/** The registry that knows the theorems of these modules, loaded once in each thread. */
export function knownBy(modules: readonly string[]): Promise<Registry> {
  if (modules.length === 0) {
    return Promise.resolve(builtIn);
  }
  const key = JSON.stringify(modules);
  const known = loaded.get(key) ?? loadTheorems(modules);
  loaded.set(key, known);
  return known;
}
