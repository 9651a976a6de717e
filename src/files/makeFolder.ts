import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { writing } from "./writeError";

/**
 * Makes a folder and those above it, unless it is there.
 *
 * Not with Node's `recursive`, which never returns where a folder is said to be missing and its parent to be there: in /proc, say.
 *
 * @throws WriteError that names the folder
 * @example makeFolder("runs/first")
 */
export function makeFolder(path: string): void {
  writing(path, () => make(path));
}

function make(path: string): void {
  if (isFolder(path)) {
    return;
  }
  const parent = dirname(path);
  if (parent !== path) {
    make(parent);
  }
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!isFolder(path)) {
      throw error;
    }
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
