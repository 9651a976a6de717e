import { existsSync, readFileSync, rmdirSync, rmSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { makeFolder } from "../files/makeFolder";
import { writeWhole } from "../files/writeWhole";
import { counterexampleFile } from "./counterexampleFolder";

/** A counterexample as it was found, saved until a better one takes its place. */
export interface InterimCounterexample {
  readonly path: string;
  /** Removes it, and the folder if it was made for it alone. A file that was there before, with more to say of the case, stays. */
  discard(): void;
}

/**
 * Saves a counterexample that may soon be discarded: should the run be killed before, it is there. One that a killed run has left is taken
 * over, as the same run finds the same.
 *
 * @param json of {@link counterexampleToJson}
 * @throws WriteError that names the folder or the file
 */
export function saveInterim(folder: string, json: Record<string, unknown>): InterimCounterexample {
  const { path, text } = counterexampleFile(folder, json);
  const isKept = existsSync(path) && readFileSync(path, "utf8") !== text;
  const made = makeFolder(folder);
  if (!isKept) {
    writeWhole(path, text);
  }
  return {
    path,
    discard() {
      if (!isKept) {
        rmSync(path, { force: true });
        removeEmpty(folder, made);
      }
    },
  };
}

/** Removes folders from `folder` up to the first one that was made, for as long as they are empty. */
function removeEmpty(folder: string, made: string | undefined): void {
  if (made === undefined) {
    return;
  }
  try {
    for (let each = resolve(folder); each.length >= resolve(made).length; each = dirname(each)) {
      rmdirSync(each);
    }
  } catch {
    // Something else was saved there.
  }
}
