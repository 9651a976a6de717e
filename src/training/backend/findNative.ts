import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { compiledFolder, tfjsNodeIn } from "./cacheFolder";
import { trialOf } from "./trial";

/** The native TensorFlow that works, if there is one, and what is wrong with those that do not. */
interface NativeFound {
  readonly found: { readonly tfjsNode: string; readonly version: string } | null;
  readonly problems: string[];
}

/**
 * Looks for a tfjs-node that works: the project's own, with the binary that npm downloaded; then the one in the cache.
 *
 * @param attempt what is tried with each; by default it is loaded in a child process, unless that is known to succeed
 */
export async function findNative(cache: string, attempt: typeof trialOf = trialOf): Promise<NativeFound> {
  const problems: string[] = [];
  const own = ownTfjsNode();
  const compiled = compiledFolder(cache);
  const candidates = [...(own === null ? [] : [own]), ...(existsSync(compiled) ? [tfjsNodeIn(compiled)] : [])];
  for (const tfjsNode of candidates) {
    const trial = await attempt(tfjsNode, cache);
    if ("version" in trial) {
      return { found: { tfjsNode, version: trial.version }, problems };
    }
    problems.push(`${tfjsNode} does not load: ${trial.problem}`);
  }
  return { found: null, problems };
}

/** npm leaves the optional package out where its download failed. */
function ownTfjsNode(): string | null {
  try {
    return dirname(require.resolve("@tensorflow/tfjs-node/package.json"));
  } catch {
    return null;
  }
}
