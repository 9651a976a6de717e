/**
 * The built command, run again and again in one thread: the modules of dist/ are loaded and compiled once, and not for each of three hundred
 * runs. Modules that a run loaded from elsewhere (theorems of --load) are dropped after it, as their files change. See builtCommand.ts.
 */
const { sep, join } = require("node:path");
const { parentPort, workerData } = require("node:worker_threads");

const { root, port } = workerData;
const dist = join(root, "dist") + sep;
const kept = [dist, join(root, "node_modules") + sep];
const { main } = require(join(dist, "cli", "main.js"));

function forgetModulesOfUsers() {
  for (const path of Object.keys(require.cache)) {
    if (!kept.some((folder) => path.startsWith(folder))) {
      delete require.cache[path];
    }
  }
}

/** Answers the run that is under way, if one is. */
let answer = () => undefined;

// A command that calls process.exit() ends this thread.
process.on("exit", (status) => answer(status, true));

parentPort.on("message", async ({ args, cwd, env, flag }) => {
  const written = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"]) {
    process[name].write = (chunk, encoding, done) => {
      written[name] += typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8");
      (typeof encoding === "function" ? encoding : done)?.();
      return true;
    };
  }
  answer = (status, isOver = false) => {
    answer = () => undefined;
    port.postMessage({ run: { status, ...written }, isOver });
    const state = new Int32Array(flag);
    Atomics.store(state, 0, 1);
    Atomics.notify(state, 0);
  };
  for (const name of Object.keys(process.env)) {
    delete process.env[name];
  }
  Object.assign(process.env, env);
  // A thread keeps the folder that it asked for first.
  process.cwd = () => cwd;
  process.argv = [process.execPath, join(dist, "cli", "wnb.js"), ...args];
  process.exitCode = undefined;
  const listeners = process.listeners("exit").length;
  await main();
  forgetModulesOfUsers();
  for (const listener of process.listeners("exit").slice(listeners)) {
    process.off("exit", listener);
  }
  answer(process.exitCode ?? 0);
});
