import { existsSync } from "node:fs";
import { join } from "node:path";

/**
 * In a clone: why the built command is not what src/ says now; null if it is, and in a package without sources, where nothing is looked at.
 *
 * @param root the folder of package.json
 */
export function oldBuild(root: string = join(__dirname, "..", "..", "..")): string | null {
  // The build asks the same before anything is built, so it is a script of its own.
  const script = join(root, "scripts", "build", "newerSource.cjs");
  if (!existsSync(script)) {
    return null;
  }
  const { newerSource }: { newerSource(root: string): string | null } = require(script);
  return newerSource(root);
}
