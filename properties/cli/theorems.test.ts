/** `wnb theorems` as programs and people use it. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { RegistryRow } from "../../src/cli/theorems/registryRows";
import { notChecked } from "../../src/theorems/notChecked";
import { paperResults } from "../../src/theorems/paperResults";
import { theorems } from "../../src/theorems/registry";
import { onlyInFull } from "../onlyInFull";
import { root, runCommand } from "../reference/builtCommand";

const run = (...args: string[]) => runCommand(root, ["theorems", ...args]);

const { format, theorems: rows }: { format: string; theorems: readonly RegistryRow[] } = JSON.parse(
  run("--json").stdout,
);

test("--json: format and every theorem of the registry", () => {
  expect(format).toBe("weightnorm-theorems/1");
  expect(rows.map(({ id }) => id)).toEqual(theorems.map(({ id }) => id));
  for (const [k, { id, group, reference, statement, coefficients, assumptions }] of theorems.entries()) {
    const names = assumptions.map(({ name }) => name);
    expect(rows[k]).toMatchObject({ id, group, reference, statement, assumptions: names, coefficients });
  }
});

test.each(rows.map(({ id, file }) => [id, file]))("the file of %s is there and defines it", (id, file) => {
  expect(readFileSync(join(root, file), "utf8")).toContain(`id: "${id}"`);
});

test.each([...new Set(rows.map(({ test: file }) => file))])("the test %s is there", (file) => {
  expect(existsSync(join(root, file))).toBe(true);
});

test("for people: every statement, result of the paper and thing not checked, within 140 columns", () => {
  const { status, stdout, stderr } = run();
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  for (const { id, file, test: testFile } of rows) {
    expect(stdout).toMatch(new RegExp(`^${id} (?:.+\n)+ {4}${file}  ${testFile}$`, "m"));
  }
  expect(stdout).toMatch(/^layer-gradient +Lemma 4\.1 +A1, A3\n {4}‖∇_Wˡ f‖_F ≤ ‖v‖₂ aₗ,/m);
  expect(stdout).toMatch(/^Remark 4\.1 +networks without WeightNorm +depth-free-lipschitz-vs-plain, wnb compare$/m);
  for (const text of [...paperResults.map(({ name }) => name), ...notChecked.map(({ what }) => what)]) {
    expect(stdout).toContain(`\n${text}`);
  }
  for (const line of stdout.split("\n")) {
    expect(line.length).toBeLessThanOrEqual(140);
  }
});

test("IDs: these theorems only, in full", () => {
  const { status, stdout, stderr } = run("hessian-layerwise", "layer-gradient");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(/^layer-gradient\n {4}‖∇_Wˡ f‖_F ≤ [\s\S]*\n\nhessian-layerwise\n/);
  expect(stdout).toMatch(/ A2: φ is β-smooth/);
  expect(stdout).toContain(`LaTeX         ${rows.find(({ id }) => id === "layer-gradient")?.statement}\n`);
  expect(stdout).toMatch(/ proof +docs\/theory\.md#56-layer-gradient\n/);
  const chosen: RegistryRow[] = JSON.parse(run("layer-gradient", "--json").stdout).theorems;
  expect(chosen).toEqual(rows.filter(({ id }) => id === "layer-gradient"));
});

test("--markdown prints docs/theorems.md", () => {
  const { status, stdout } = run("--markdown");
  expect(status).toBe(0);
  expect(stdout).toMatch(/^# From the paper to the code\n/);
});

onlyInFull.each<[string, string[], RegExp]>([
  ["an unknown theorem", ["hessian"], /found "hessian", expected one of min-weight-norm, row-scale-invariance, /],
  ["two formats", ["--json", "--markdown"], /'--markdown' cannot be used with option '--json'/],
  [
    "a document of one theorem",
    ["descent", "--markdown"],
    /'--markdown' prints the whole document, found also descent/,
  ],
])("bad usage, %s: exit 2, one clear message, no stack trace", (_, args, message) => {
  const { status, stdout, stderr } = run(...args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/\n\s+at /);
});
