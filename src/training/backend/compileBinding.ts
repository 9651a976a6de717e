import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { release } from "./release";
import { runTool, type ToolRun } from "./runTool";
import { libraryNames } from "./unpackWheel";

/** Where tfjs-node expects TensorFlow's libraries. */
export function librariesOf(tfjsNode: string): string {
  return join(tfjsNode, "deps", "lib");
}

/**
 * Compiles tfjs-node's binding. node-gyp would do the same, after a download of Node's headers; node-api-headers are
 * all that it needs of them.
 */
export async function compileBinding(
  tfjsNode: string,
  headers: string,
  compiler: readonly string[],
  run: ToolRun,
): Promise<void> {
  const { napi } = release;
  const binding = join(tfjsNode, "lib", `napi-v${napi}`, "tfjs_binding.node");
  await mkdir(dirname(binding), { recursive: true });
  const defines = [`NAPI_VERSION=${napi}`, "NODE_GYP_MODULE_NAME=tfjs_binding", "BUILDING_NODE_EXTENSION"];
  const libraries = librariesOf(tfjsNode);
  const nodeHeaders = join(dirname(require.resolve("node-api-headers")), "include");
  await runTool(
    [
      ...compiler,
      ..."-shared -fPIC -O2 -std=c++17".split(" "),
      ...defines.map((define) => `-D${define}`),
      ...[tfjsNode, dirname(tfjsNode), nodeHeaders, headers].map((folder) => `-I${folder}`),
      ...["tfjs_backend.cc", "tfjs_binding.cc"].map((source) => join(tfjsNode, "binding", source)),
      // By file, so that no links without version numbers are needed.
      ...libraryNames.map((name) => join(libraries, name)),
      // Relative to the binding: the folder can be moved.
      "-Wl,-rpath,$ORIGIN/../../deps/lib",
      "-o",
      binding,
    ],
    "tfjs-node's binding could not be compiled. It needs a compiler for C++17",
    run,
  );
}
