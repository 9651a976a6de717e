/** The set-up of the native TensorFlow with fake tools and a tiny wheel; the real one (207 MB) is checked by hand. */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { compiledFolder, tfjsNodeIn } from "../../src/training/backend/cacheFolder";
import { checkPlatform } from "../../src/training/backend/platform";
import { explained, SetUpError } from "../../src/training/backend/setUpError";
import { onlyInFull } from "../onlyInFull";
import { storedZip } from "./backendZip";

const root = join(__dirname, "..", "..");
const built = join(root, "dist", "training", "backend");
const folder = mkdtempSync(join(tmpdir(), "wnb-set-up-"));
afterAll(() => rmSync(folder, { recursive: true }));

const hasOwn = existsSync(join(tfjsNodeIn(root), "package.json"));
const isSupported = process.platform === "linux" && process.arch === "x64";
/** Where npm has downloaded a native TensorFlow, or where it cannot be built, there is no set-up. */
const canBuild = !hasOwn && isSupported;
const testSetUp = canBuild ? test : test.skip;
const setUpInFull = canBuild ? onlyInFull : test.skip;

/** What the fake tools do: npm makes a package, g++ makes a file, pip copies a wheel. FAKE_SLOW names one that hangs. */
const TOOL = `#!${process.execPath}
const { copyFileSync, mkdirSync, writeFileSync } = require("node:fs");
const { basename, join } = require("node:path");
const name = basename(__filename);
const after = (option) => process.argv[process.argv.indexOf(option) + 1];
if (process.argv.at(-1) === "--version") process.exit(0);
if (process.env.FAKE_FAIL === name) { console.error(name + " fails"); process.exit(7); }
if (process.env.FAKE_SLOW === name) setTimeout(() => {}, 20000);
else if (name === "npm") {
  const tfjsNode = join("node_modules", "@tensorflow", "tfjs-node");
  mkdirSync(tfjsNode, { recursive: true });
  writeFileSync(join(tfjsNode, "index.js.map"), "");
  writeFileSync(join(tfjsNode, "index.js"), \`
    require("node:fs").accessSync(require("node:path").join(__dirname, "deps", "lib", "libtensorflow_framework.so.2"));
    require("node:fs").accessSync(require("node:path").join(__dirname, "lib", "napi-v8", "tfjs_binding.node"));
    exports.backend = () => ({ binding: { TF_Version: "2.15.1" } });
    exports.tensor2d = () => null;
    exports.matMul = () => ({ dataSync: () => [19, 22, 43, 50] });\`);
} else if (name === "g++") writeFileSync(after("-o"), "binding");
else copyFileSync(process.env.FAKE_WHEEL, join(after("--dest"), ${JSON.stringify("tiny.whl")}));
`;

function toolsFolder(...names: string[]): string {
  const path = mkdtempSync(join(folder, "tools-"));
  for (const name of names) {
    writeFileSync(join(path, name), TOOL, { mode: 0o755 });
  }
  return path;
}

const allTools = toolsFolder("npm", "g++", "python3");

const wheelFile = join(folder, "tiny.whl");
const wheelBytes = storedZip({
  "tensorflow/libtensorflow_cc.so.2": "cc",
  "tensorflow/libtensorflow_framework.so.2": "framework",
  "tensorflow/include/tensorflow/c/c_api.h": "// header",
  "tensorflow/python/unwanted.py": "unwanted",
  "tensorflow_cpu-2.15.1.dist-info/LICENSE": "licence",
});
writeFileSync(wheelFile, wheelBytes);
const sha256 = createHash("sha256").update(wheelBytes).digest("hex");
const tinyWheel = { requirement: "tiny==1", file: "tiny.whl", sha256 };

let caches = 0;
const emptyCache = (): string => join(folder, `cache${caches++}`);

const { CXX: _, WNB_TENSORFLOW_WHEEL: __, WNB_BACKEND: ___, npm_execpath: ____, ...outer } = process.env;
const environmentOf = (cache: string, env: Record<string, string>) => ({
  ...outer,
  PATH: allTools,
  FAKE_WHEEL: wheelFile,
  WNB_CACHE: cache,
  ...env,
});

/** The command as npm runs it, which expects the real wheel. */
function command(cache: string, env: Record<string, string>, ...options: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(built, "setUpCommand.js"), ...options], {
    encoding: "utf8",
    env: environmentOf(cache, env),
  });
  expect(stdout).toBe("");
  expect(stderr).not.toMatch(/^ +at /m);
  return { status, lines: stderr.trimEnd().split("\n") };
}

/** A set-up with the tiny wheel, in a process of its own. */
function tinySetUp(cache: string, env: Record<string, string> = {}) {
  const program = `require(${JSON.stringify(join(built, "setUp.js"))})
    .setUp({ cache: process.env.WNB_CACHE, say: console.error, wheel: ${JSON.stringify(tinyWheel)} })
    .catch(({ message, exitCode = 1 }) => { console.error(message); process.exitCode = exitCode; })`;
  const child = spawn(process.execPath, ["-e", program], {
    env: environmentOf(cache, env),
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  const watchers: (() => void)[] = [];
  child.stderr.setEncoding("utf8").on("data", (piece: string) => {
    said += piece;
    for (const watch of watchers) {
      watch();
    }
  });
  const ended = new Promise<{ status: number | null; said: string }>((resolve) => {
    // Not "close": a tool that outlives a killed set-up keeps the pipe open.
    child.once("exit", (status) => setImmediate(() => resolve({ status, said })));
  });
  const reached = (text: string) =>
    new Promise<void>((resolve) => {
      const watch = (): void => (said.includes(text) ? resolve() : undefined);
      watchers.push(watch);
      watch();
    });
  return { child, ended, reached };
}

const leftovers = (cache: string): string[] => readdirSync(cache).filter((name) => name.includes(".staging-"));

testSetUp("a set-up: steps, what it leaves, and that the next one finds it", async () => {
  const cache = emptyCache();
  const { status, said } = await tinySetUp(cache).ended;
  const target = compiledFolder(cache);
  expect(said.trimEnd().split("\n")).toEqual([
    `Setting up TensorFlow 2.15.1 for Node.js, once for this user, in ${target}`,
    "It downloads 230 MB (TensorFlow's wheel 207 MB, npm packages) and takes about two minutes on a line of 50 Mbit/s. WNB_BACKEND=wasm npm test does without: it trains on WebAssembly.",
    "1/6  Downloading tiny==1 with pip (207 MB)",
    "2/6  Comparing its checksum",
    "3/6  Installing tfjs-node 4.22.0 and its packages with npm",
    "4/6  Unpacking TensorFlow's libraries (614 MB)",
    "5/6  Compiling tfjs-node's binding with g++",
    "6/6  Trying it: a product of two matrices",
    `TensorFlow 2.15.1 is ready: ${tfjsNodeIn(target)}`,
  ]);
  expect(status).toBe(0);
  expect(readdirSync(cache).sort()).toEqual([basename(target), "trials"]);
  expect(readdirSync(target).sort()).toEqual([
    "LICENSE.tensorflow",
    "node_modules",
    "package-lock.json",
    "package.json",
  ]);
  expect(readdirSync(tfjsNodeIn(target)).sort()).toEqual(["deps", "index.js", "lib"]);
  expect(readFileSync(join(tfjsNodeIn(target), "deps", "lib", "libtensorflow_cc.so.2"), "utf8")).toBe("cc");
  // No tools are needed for the second one.
  expect(command(cache, { PATH: folder })).toEqual({
    status: 0,
    lines: [`TensorFlow 2.15.1 works already: ${tfjsNodeIn(target)}`],
  });
  expect(command(cache, { PATH: folder }, "--if-missing")).toEqual({ status: 0, lines: [""] });
});

setUpInFull.each([
  ["1/6", "python3"],
  ["3/6", "npm"],
  ["5/6", "g++"],
])("killed in step %s: nothing half made is used, and the next set-up cleans up", async (step, tool) => {
  const cache = emptyCache();
  const killed = tinySetUp(cache, { FAKE_SLOW: tool });
  await killed.reached(step);
  killed.child.kill("SIGKILL");
  await killed.ended;
  expect(existsSync(compiledFolder(cache))).toBe(false);
  expect(leftovers(cache)).toHaveLength(1);
  expect((await tinySetUp(cache).ended).status).toBe(0);
  expect(leftovers(cache)).toEqual([]);
});

setUpInFull.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("%s stops the tools and removes what was begun", async (signal, status) => {
  const cache = emptyCache();
  const stopped = tinySetUp(cache, { FAKE_SLOW: "g++" });
  await stopped.reached("5/6");
  stopped.child.kill(signal);
  expect(await stopped.ended).toMatchObject({
    status,
    said: expect.stringMatching(/interrupted; nothing unfinished is left behind\n$/),
  });
  expect(readdirSync(cache)).toEqual([]);
});

setUpInFull("two at once: both end well, with one result", async () => {
  const cache = emptyCache();
  const results = await Promise.all([tinySetUp(cache).ended, tinySetUp(cache).ended]);
  expect(results.map(({ status }) => status)).toEqual([0, 0]);
  expect(readdirSync(cache).sort()).toEqual([basename(compiledFolder(cache)), "trials"]);
});

setUpInFull("a broken one is replaced; the staging of a set-up that still runs is left alone", async () => {
  const cache = emptyCache();
  const other = tinySetUp(cache, { FAKE_SLOW: "npm" });
  await other.reached("3/6");
  mkdirSync(join(compiledFolder(cache), "node_modules"), { recursive: true });
  const { status } = await tinySetUp(cache).ended;
  expect(status).toBe(0);
  expect(existsSync(join(tfjsNodeIn(compiledFolder(cache)), "index.js"))).toBe(true);
  expect(leftovers(cache)).toHaveLength(1);
  other.child.kill("SIGINT");
  await other.ended;
  expect(leftovers(cache)).toEqual([]);
});

const WRONG =
  /^setup:tensorflow: .*tiny\.whl: the checksum is wrong, so it was not used\. Found SHA-256 \w{64}, expected 54660c074d7241a503e81edfd9f5ef5af88f64051b72e2945f26318c790f2d26\.$/;

setUpInFull.each<[string, Record<string, string>, RegExp]>([
  ["a wrong checksum", { WNB_TENSORFLOW_WHEEL: wheelFile }, WRONG],
  [
    "no such wheel",
    { WNB_TENSORFLOW_WHEEL: join(folder, "none.whl") },
    /^setup:tensorflow: .*none\.whl: there is no such wheel\.$/,
  ],
  [
    "pip that fails",
    { FAKE_FAIL: "python3" },
    /^setup:tensorflow: pip could not download TensorFlow's library\. Without network, download tensorflow_cpu-2\.15\.1-.*\.whl elsewhere and set WNB_TENSORFLOW_WHEEL=FILE \(python3: exit code 7; its messages are above\)\.$/,
  ],
  [
    "no pip",
    { PATH: toolsFolder("npm", "g++") },
    /^setup:tensorflow: pip was not found \(tried python3 and python with -m pip\)\. .* apt install python3-pip.* set WNB_TENSORFLOW_WHEEL=FILE\.$/,
  ],
  [
    "no compiler",
    { PATH: toolsFolder("npm", "python3"), CXX: "nothing++" },
    /^setup:tensorflow: no C\+\+ compiler was found \(tried CXX=nothing\+\+, g\+\+, clang\+\+, c\+\+\)\. Install one \(Debian, Ubuntu: apt install g\+\+; .*\), or set CXX\.$/,
  ],
  ["no npm", { PATH: toolsFolder("g++", "python3") }, /^setup:tensorflow: npm was not found\. It comes with Node\.js/],
])("%s: a message, exit code 1, nothing left", (_, env, message) => {
  const cache = emptyCache();
  const { status, lines } = command(cache, env);
  expect(status).toBe(1);
  expect(lines.at(-1)).toMatch(message);
  expect(existsSync(cache) ? readdirSync(cache) : []).toEqual([]);
  // Before tests, the same is a warning.
  const tolerant = command(cache, env, "--if-missing");
  expect(tolerant.status).toBe(0);
  expect(tolerant.lines.at(-2)).toMatch(message);
  expect(tolerant.lines.at(-1)).toBe(
    "Training tests run on WebAssembly; those of the native kernels are skipped. WNB_BACKEND=wasm npm test skips this attempt too.",
  );
});

setUpInFull.each([
  ["npm", "npm could not install tfjs-node's packages. Can the package registry be reached? (npm: exit code 7;"],
  ["g++", "tfjs-node's binding could not be compiled. It needs a compiler for C++17 (g++: exit code 7;"],
])("%s that fails: a message, nothing left", async (tool, message) => {
  const cache = emptyCache();
  const { status, said } = await tinySetUp(cache, { FAKE_FAIL: tool }).ended;
  expect(status).toBe(1);
  expect(said).toContain(message);
  expect(readdirSync(cache)).toEqual([]);
});

testSetUp("a cache that cannot be a folder", () => {
  const { status, lines } = command(wheelFile, {});
  expect(status).toBe(1);
  expect(lines).toEqual([
    `setup:tensorflow: ${wheelFile}: cannot be written: a file is there (EEXIST). WNB_CACHE=DIR chooses another folder for the cache.`,
  ]);
});

test("with WebAssembly asked for, tests need no set-up; an unknown parameter is an error", () => {
  const cache = emptyCache();
  expect(command(cache, { WNB_BACKEND: "wasm", PATH: folder }, "--if-missing")).toEqual({ status: 0, lines: [""] });
  expect(command(cache, {}, "--force")).toEqual({
    status: 1,
    lines: ["setup:tensorflow: npm run setup:tensorflow: found --force, expected no parameter, or --if-missing"],
  });
});

test("platforms without this set-up are named, with what remains", () => {
  const instead = /Here only tfjs-node's own download .* without it, training uses WebAssembly\.$/;
  const onMac = () => checkPlatform({ platform: "darwin", arch: "arm64", glibc: undefined });
  expect(onMac).toThrow(/^npm run setup:tensorflow builds for Linux on x64 .*, and this is darwin on arm64\. /);
  expect(onMac).toThrow(instead);
  const linux = { platform: "linux", arch: "x64" };
  expect(() => checkPlatform({ ...linux, glibc: undefined })).toThrow("this system has no glibc");
  expect(() => checkPlatform({ ...linux, glibc: "2.5" })).toThrow("this system has glibc 2.5");
  expect(() => checkPlatform({ ...linux, glibc: "2.17" })).not.toThrow();
});

test("a full disk is explained, other errors stay as they are", () => {
  const full = Object.assign(new Error("write"), { code: "ENOSPC" });
  expect(explained(full, "/cache")).toEqual(
    new SetUpError("/cache: there is no space left on the disk. WNB_CACHE=DIR chooses another folder for the cache."),
  );
  const other = new TypeError("a mistake of ours");
  expect(explained(other, "/cache")).toBe(other);
});

test("the pinned packages have checksums, and name no registry", () => {
  const lock = JSON.parse(readFileSync(join(root, "scripts", "tfjs-node", "package-lock.json"), "utf8"));
  const { "": self, ...packages } = lock.packages as Record<string, { integrity?: string; resolved?: string }>;
  expect(self).toBeDefined();
  for (const { integrity, resolved } of Object.values(packages)) {
    expect(integrity).toMatch(/^sha512-/);
    expect(resolved).toBeUndefined();
  }
});
