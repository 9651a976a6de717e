import { readdirSync } from "node:fs";
import { InputError } from "./inputError";

/** The names in a folder, in alphabetical order, files and folders apart. */
export interface FolderContent {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

/**
 * Lists a folder.
 *
 * @param expected what errors say should be there
 * @throws InputError that names the folder if it is missing, a file or not readable
 * @example filesIn("data", "a folder with the batches").files
 */
export function filesIn(directory: string, expected: string): FolderContent {
  try {
    const entries = readdirSync(directory, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    return {
      files: entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name),
      // A link may lead to a folder.
      folders: entries.filter((entry) => !entry.isFile()).map(({ name }) => name),
    };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === "ENOENT" ? "no such folder" : code === "ENOTDIR" ? "a file" : `an error (${code})`;
    throw new InputError(directory, reason, expected);
  }
}
