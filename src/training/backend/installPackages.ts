import { copyFile, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { packageFolder } from "./cacheFolder";
import { runTool, type ToolRun } from "./runTool";

/** Installs tfjs-node and its dependencies, pinned by a lockfile, into a folder. */
export async function installPackages(folder: string, npm: readonly string[], run: ToolRun): Promise<void> {
  for (const name of ["package.json", "package-lock.json"]) {
    await copyFile(join(packageFolder, "scripts", "tfjs-node", name), join(folder, name));
  }
  // Its install script would download a binary. Most packages are in npm's cache since this project's own npm ci.
  const options = ["--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"];
  await runTool(
    [...npm, "ci", ...options],
    "npm could not install tfjs-node's packages. Can the package registry be reached?",
    { ...run, cwd: folder, env: withoutNpmRun(run.env ?? process.env) },
  );
  await removeSourceMaps(join(folder, "node_modules"));
}

/** What `npm run` tells its scripts about this project must not reach an npm that works in another folder. */
function withoutNpmRun(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const local = /^(npm_(package|lifecycle)_.*|npm_config_(local_prefix|workspaces?|omit|include|dry_run))$/;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !local.test(name)));
}

/** Two thirds of the packages are source maps (190 MB), which only debuggers read. */
async function removeSourceMaps(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const maps = entries.filter((entry) => entry.isFile() && entry.name.endsWith(".map"));
  await Promise.all(maps.map(({ parentPath, name }) => rm(join(parentPath, name))));
}
