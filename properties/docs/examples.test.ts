/** The code in the pages compiles as it stands there, and does what they say. */
import { join } from "node:path";
import { transformSync } from "@swc/core";
import fc from "fast-check";
import ts from "typescript";
import { Evaluation } from "../../src/measurement/evaluation";
import type { Theorem } from "../../src/theorems/theorem";
import { weakened } from "../../src/theorems/weakening";
import { checkTheorem } from "../../src/verify/checkTheorem";
import { whereResolved } from "../../src/verify/resolution";
import { onlyInFull } from "../onlyInFull";
import { codeBlocks } from "../reference/codeBlocks";

const root = join(__dirname, "..", "..");

function codeIn(page: string): string {
  const [code = ""] = codeBlocks(`docs/${page}`, "ts");
  return code;
}

/** Where each page's reader puts its code. */
const places: Readonly<Record<string, string>> = {
  "own-theorem.md": join(root, "properties", "growth.ts"),
  "library.md": join(root, "properties", "library.ts"),
};

/** What the code exports, its imports taken from where it would lie. */
function run(page: string, console: Pick<Console, "log">): Record<string, unknown> {
  const { code } = transformSync(codeIn(page), {
    jsc: { target: "es2022", parser: { syntax: "typescript" } },
    module: { type: "commonjs" },
  });
  const exported = {};
  const load = (path: string): unknown =>
    require(
      path === "weightnorm-bounds" ? "../../src/index" : path.startsWith(".") ? join(places[page], "..", path) : path,
    );
  new Function("require", "exports", "console", code)(load, exported, console);
  return exported;
}

onlyInFull("they compile", () => {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, root);
  const withPackage = { ...options, paths: { "weightnorm-bounds": [join(root, "src", "index.ts")] } };
  const texts = new Map(Object.entries(places).map(([page, path]) => [path, codeIn(page)]));
  const host = ts.createCompilerHost(withPackage);
  const program = ts.createProgram([...texts.keys()], withPackage, {
    ...host,
    fileExists: (path) => texts.has(path) || host.fileExists(path),
    readFile: (path) => texts.get(path) ?? host.readFile(path),
    getSourceFile: (path, language) => {
      const text = texts.get(path);
      return text === undefined ? host.getSourceFile(path, language) : ts.createSourceFile(path, text, language);
    },
  });
  const problems = [...texts.keys()].flatMap((path) =>
    ts.getPreEmitDiagnostics(program, program.getSourceFile(path)).map(({ messageText }) => messageText),
  );
  expect(problems).toEqual([]);
});

test("the theorem holds, and with half its constant it does not", () => {
  const growth = run("own-theorem.md", console)["growth"] as Theorem;
  expect(growth.id).toBe("growth");
  const verdicts = (lipschitz: number): string[] =>
    fc
      .sample(growth.cases(), 500)
      .map(
        (networkCase) =>
          whereResolved(checkTheorem(weakened(growth, { lipschitz }), new Evaluation(networkCase))).verdict,
      );
  // At x = 0 there is no difference to see.
  const whole = verdicts(1).filter((verdict) => verdict !== "not-applicable");
  expect(new Set(whole)).toEqual(new Set(["holds"]));
  expect(whole.length).toBeGreaterThan(450);
  expect(verdicts(0.5)).toContain("violated");
});

test("the theorem says all that tests ask of one in the registry", () => {
  const growth = run("own-theorem.md", console)["growth"] as Theorem;
  expect(growth.restsOn).toBeDefined();
  expect(growth.inTraining).toBeDefined();
  expect(growth.certify ?? growth.notCertified).toBeDefined();
});

test("the library's example runs, and prints a norm with its residual", () => {
  const printed: unknown[] = [];
  run("library.md", { log: (...values: unknown[]) => printed.push(...values) });
  const [norm, residual] = printed as number[];
  expect(norm).toBeGreaterThan(0.1);
  expect(residual).toBeLessThan(1e-12 * norm + 1e-15);
});
