import { join, resolve } from "node:path";
import { release } from "./release";

/** The folder for what is worth keeping between runs and clones: WNB_CACHE, or the user's cache folder. */
export async function cacheFolder(): Promise<string> {
  const chosen = process.env["WNB_CACHE"];
  if (chosen) {
    return resolve(chosen);
  }
  const { default: envPaths } = await import("env-paths");
  return envPaths("weightnorm-bounds", { suffix: "" }).cache;
}

/** The folder of one compiled tfjs-node. Its name has all that the binary depends on, so other versions stay as they are. */
export function compiledFolder(cache: string): string {
  const { tfjsNode, tensorflow } = release;
  return join(cache, `tfjs-node-${tfjsNode}-tensorflow-${tensorflow}-${process.platform}-${process.arch}`);
}

/** Where npm puts tfjs-node below a folder that it installs into. */
export function tfjsNodeIn(folder: string): string {
  return join(folder, "node_modules", "@tensorflow", "tfjs-node");
}

/** This package's own folder; this file is in src/training/backend or dist/training/backend. */
export const packageFolder = join(__dirname, "..", "..", "..");
