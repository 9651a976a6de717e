import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { writing } from "./writeError";

/**
 * Makes a folder and those above it, unless it is there.
 *
 * Not with Node's `recursive`, which never returns where a folder is said to be missing and its parent to be there: in /proc, say.
 *
 * @returns the uppermost folder that it made, if any
 * @throws WriteError that names the folder
 * @example makeFolder("runs/first")
 */
export function makeFolder(path: string): string | undefined {
  return writing(path, () => make(path));
}

function make(path: string): string | undefined {
  if (isFolder(path)) {
    return undefined;
  }
  const parent = dirname(path);
  const above = parent === path ? undefined : make(parent);
  try {
    mkdirSync(path);
    return above ?? path;
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!isFolder(path)) {
      throw error;
    }
    return above;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
