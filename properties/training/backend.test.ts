/** Loading TensorFlow, through the built files: a native addon does not belong in jest's sandbox. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { compiledFolder, tfjsNodeIn } from "../../src/training/backend/cacheFolder";
import { onlyInFull } from "../onlyInFull";

const root = join(__dirname, "..", "..");
const folder = mkdtempSync(join(tmpdir(), "wnb-backend-"));
afterAll(() => rmSync(folder, { recursive: true }));

const { WNB_BACKEND: _, WNB_CACHE: __, ...environment } = process.env;
const hasOwn = existsSync(join(tfjsNodeIn(root), "package.json"));
/** Without the native TensorFlow that npm may have downloaded, the cache decides. */
const testWithoutOwn = hasOwn ? test.skip : test;
const withoutOwnInFull = hasOwn ? test.skip : onlyInFull;

let caches = 0;
function emptyCache(): string {
  return join(folder, `cache${caches++}`);
}

/** A package in the place of tfjs-node, with the given program. */
function fakeTfjsNode(program: string): string {
  const cache = emptyCache();
  const tfjsNode = tfjsNodeIn(compiledFolder(cache));
  mkdirSync(join(tfjsNode, "lib"), { recursive: true });
  writeFileSync(join(tfjsNode, "index.js"), program);
  writeFileSync(join(tfjsNode, "lib", "binding"), "");
  return cache;
}

const WORKING = `
  const util = require("node:util");
  if (!util.isArray([]) || !util.isNullOrUndefined(null)) throw new Error("no shim");
  exports.backend = () => ({ binding: { TF_Version: "9.8.7" } });
  exports.tensor2d = () => null;
  exports.matMul = () => ({ dataSync: () => new Float32Array([19, 22, 43, 50]) });
`;

function load(options: string, env: Record<string, string>) {
  const loader = join(root, "dist", "training", "backend", "loadTensorflow.js");
  const program = `
    const said = [];
    require(${JSON.stringify(loader)})
      .loadTensorflow({ ...${options}, say: (line) => said.push(line) })
      .then(({ tf, ...backend }) => {
        const product = backend.kind === "wasm" ? [...tf.matMul(tf.ones([2, 3]), tf.ones([3, 1])).dataSync()] : null;
        console.log(JSON.stringify({ ...backend, product, said }));
      }, ({ name, message }) => console.log(JSON.stringify({ name, message, said })));`;
  const { stdout, stderr } = spawnSync(process.execPath, ["-e", program], {
    encoding: "utf8",
    env: { ...environment, ...env },
  });
  expect(stderr).toBe("");
  return JSON.parse(stdout);
}

test("WebAssembly where it is asked for: it computes, silently", () => {
  const expected = {
    kind: "wasm",
    version: "TensorFlow.js 4.22.0 (WebAssembly)",
    where: join(root, "node_modules", "@tensorflow", "tfjs-backend-wasm"),
    product: [3, 3],
    said: [],
  };
  expect(load('{ backend: "wasm" }', {})).toEqual(expected);
  expect(load('{ backend: "native" }', { WNB_BACKEND: "wasm" })).toEqual(expected);
});

test("WebAssembly leaves uncaught errors to Node", () => {
  const loader = join(root, "dist", "training", "backend", "openWasm.js");
  const program = `require(${JSON.stringify(loader)}).openWasm().then(() => { throw new Error("mine"); })`;
  const { status, stderr } = spawnSync(process.execPath, ["-e", program], { encoding: "utf8" });
  expect(status).toBe(1);
  expect(stderr).toContain("Error: mine");
  expect(stderr).not.toContain("throw ex");
});

test("an unknown backend is an error that names the known ones", () => {
  expect(load("{}", { WNB_BACKEND: "gpu" })).toMatchObject({
    name: "InputError",
    message: 'WNB_BACKEND: found "gpu", expected auto, native, wasm',
  });
});

testWithoutOwn("no native backend: WebAssembly with a warning, or an error where native is asked for", () => {
  const cache = emptyCache();
  const { kind, said } = load("{}", { WNB_CACHE: cache });
  expect(kind).toBe("wasm");
  expect(said).toEqual([
    "Native TensorFlow is missing: it is not installed",
    "WebAssembly is used instead; it is much slower. npm run setup:tensorflow builds the native one.",
  ]);
  expect(load("{}", { WNB_CACHE: cache, WNB_BACKEND: "native" })).toMatchObject({
    name: "InputError",
    message:
      "backend native: found no native TensorFlow (it is not installed), expected one; npm run setup:tensorflow builds it",
  });
  expect(existsSync(cache)).toBe(false);
});

testWithoutOwn("the cached one is used, and tried in a child process only once", () => {
  const cache = fakeTfjsNode(WORKING);
  const where = tfjsNodeIn(compiledFolder(cache));
  for (let run = 0; run < 2; run++) {
    expect(load("{}", { WNB_CACHE: cache })).toMatchObject({
      kind: "native",
      version: "TensorFlow 9.8.7",
      where,
      said: [],
    });
    expect(readdirSync(join(cache, "trials"))).toHaveLength(1);
  }
  // Another binary is tried again.
  writeFileSync(join(where, "lib", "binding"), "changed");
  load("{}", { WNB_CACHE: cache });
  expect(readdirSync(join(cache, "trials"))).toHaveLength(2);
});

withoutOwnInFull.each([
  ["throws", 'throw new Error("libtensorflow_cc.so.2: file too short");', "libtensorflow_cc.so.2: file too short"],
  ["crashes", 'process.kill(process.pid, "SIGBUS");', "the process that loaded it ended with SIGBUS"],
  ["multiplies wrongly", WORKING.replace("19", "18"), "wrong product of two matrices: 18,22,43,50"],
])("a cached one that %s is reported, and the process goes on", (_, program, problem) => {
  const cache = fakeTfjsNode(program);
  const { kind, said } = load("{}", { WNB_CACHE: cache });
  expect(kind).toBe("wasm");
  expect(said[0]).toBe(`Native TensorFlow is missing: ${tfjsNodeIn(compiledFolder(cache))} does not load: ${problem}`);
});

withoutOwnInFull("a cached one that worked and has lost a file is reported, and tried again", () => {
  const cache = fakeTfjsNode(WORKING);
  const tfjsNode = tfjsNodeIn(compiledFolder(cache));
  load("{}", { WNB_CACHE: cache });
  rmSync(join(tfjsNode, "index.js"));
  const { kind, said } = load("{}", { WNB_CACHE: cache });
  expect(kind).toBe("wasm");
  expect(said[0]).toContain(`${tfjsNode} does not load: Cannot find module`);
  expect(readdirSync(join(cache, "trials"))).toEqual([]);
});

withoutOwnInFull("a set-up that fails leads to WebAssembly, with its message", () => {
  const cache = emptyCache();
  const { kind, said } = load("{ setUp: true }", { WNB_CACHE: cache, PATH: dirname(folder), CXX: "" });
  expect(kind).toBe("wasm");
  expect(said.at(-2)).toMatch(/^Native TensorFlow is missing: (no C\+\+ compiler was found|npm run setup:tensorflow)/);
  expect(said.at(-1)).toBe("WebAssembly is used instead; it is much slower.");
});

function doctor(cache: string, ...options: string[]) {
  return spawnSync(process.execPath, [join(root, "dist", "cli", "wnb.js"), "doctor", ...options], {
    encoding: "utf8",
    env: { ...environment, WNB_CACHE: cache, WNB_BACKEND: "wasm" },
  });
}

test("wnb doctor: what there is, without a set-up", () => {
  const cache = emptyCache();
  const { status, stdout, stderr } = doctor(cache, "--json");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const { tools, ...examination } = JSON.parse(stdout);
  expect(examination).toMatchObject({
    format: "weightnorm-doctor/1",
    node: process.version,
    backend: { kind: "wasm", version: "TensorFlow.js 4.22.0 (WebAssembly)" },
    notes: [],
    cacheFolder: cache,
    dataSets: [{ name: "MNIST", records: 60000 }, { name: "CIFAR-10" }],
  });
  expect(Object.keys(tools)).toEqual(["pip", "compiler"]);
  expect(existsSync(cache)).toBe(false);
});

onlyInFull("wnb doctor: a report for people", () => {
  const cache = emptyCache();
  const report = doctor(cache, "--data-dir", folder);
  expect(report.status).toBe(0);
  expect(report.stdout).toMatch(/^backend +wasm: TensorFlow\.js 4\.22\.0 \(WebAssembly\)$/m);
  expect(report.stdout).toMatch(new RegExp(`^CIFAR-10 +${folder}: found `, "m"));
  expect(existsSync(cache)).toBe(false);
});
