import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { COUNTEREXAMPLE_FOLDER } from "./counterexampleFolder";

/** What tools of npm take for files that a repository did not ask for: no git sees them. */
const UNASKED = join("node_modules", ".cache", "weightnorm-bounds", "counterexamples");

/**
 * Where counterexamples are saved if nothing else is asked for: `fixtures/counterexamples`, but in another project's repository, which makes that
 * folder if it wants it, its cache.
 *
 * @param folder the working folder
 * @returns relative to it
 */
export function defaultFolder(folder = process.cwd()): string {
  const project = projectOf(resolve(folder));
  const isAsked = project === null || existsSync(join(folder, COUNTEREXAMPLE_FOLDER)) || isThisOne(project);
  return isAsked ? COUNTEREXAMPLE_FOLDER : relative(folder, join(project, UNASKED));
}

/** The nearest folder with a package.json, from this one up. */
function projectOf(folder: string): string | null {
  if (existsSync(join(folder, "package.json"))) {
    return folder;
  }
  const above = dirname(folder);
  return above === folder ? null : projectOf(above);
}

function isThisOne(project: string): boolean {
  try {
    return JSON.parse(readFileSync(join(project, "package.json"), "utf8")).name === "weightnorm-bounds";
  } catch {
    return false;
  }
}
