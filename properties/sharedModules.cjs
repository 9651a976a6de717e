/**
 * Runs a file of tests in the modules that the worker's first file loaded. By default jest loads all modules anew for each file, and V8
 * compiles them anew: with 180 short files that was a third of the processor time. Here src/ and the libraries stay; the tests' own modules
 * and jest's are loaded anew, so that each file still has its own `test`, `expect` and state.
 *
 * It reaches into jest-runtime (`registries`, `transformCache`; jest is pinned by the lockfile): without `testRunner` in jest.config.ts the
 * same tests pass, slower. Reason and cost: docs/decisions/0035-shared-modules-in-tests.md.
 */
const { sep } = require("node:path");
const { default: circus } = require("jest-circus/runner");

/** The world of this worker's first file: its environment (globals) and its runtime (modules). */
let shared;

/** `runtime` with all that the next file must not see taken out. */
function prepare(runtime, global, testsFolder) {
  const { moduleRegistry, internalModuleRegistry } = runtime.registries;
  for (const path of [...moduleRegistry.keys()]) {
    if (path.startsWith(testsFolder)) {
      moduleRegistry.delete(path);
    }
  }
  internalModuleRegistry.clear();
  delete global[Symbol.for("EVENT_HANDLERS")];
  runtime.enterTestCode();
}

/** Jest reads a failure's lines by the source maps of the file's own runtime: it gets those of the modules loaded before, and new ones. */
function shareSourceMaps(from, to) {
  for (const [path, map] of from.getSourceMaps()) {
    to.getSourceMaps().set(path, map);
  }
  from.transformCache.sourceMaps = to.getSourceMaps();
}

module.exports = async function runInSharedModules(globalConfig, config, environment, runtime, testPath, send) {
  if (shared === undefined) {
    shared = { environment, runtime };
    environment.teardown = async () => undefined;
    runtime.teardown = () => undefined;
  } else {
    shareSourceMaps(shared.runtime, runtime);
    shared.environment.global.console = environment.global.console;
    prepare(shared.runtime, shared.environment.global, config.roots[0] + sep);
  }
  return await circus(globalConfig, config, shared.environment, shared.runtime, testPath, send);
};
