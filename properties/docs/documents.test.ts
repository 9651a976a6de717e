/** Documents that speak of the code stay true to it. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { transformSync } from "@swc/core";
import fc from "fast-check";
import { Evaluation } from "../../src/measurement/evaluation";
import { theorems } from "../../src/theorems/registry";
import type { Theorem } from "../../src/theorems/theorem";
import { weakened } from "../../src/theorems/weakening";
import { checkTheorem } from "../../src/verify/checkTheorem";
import { whereResolved } from "../../src/verify/resolution";

const root = join(__dirname, "..", "..");
const read = (...path: string[]): string => readFileSync(join(root, ...path), "utf8");

test.each(theorems.map(({ id, reference }) => [id, reference]))("docs/theory.md has a section on %s", (id) => {
  expect(read("docs", "theory.md")).toMatch(new RegExp(`^#+.*\`${id}\``, "m"));
});

test("every theorem's file opens with its statement, hypotheses and reference", () => {
  for (const file of readdirSync(join(root, "src", "theorems")).filter((name) => name.endsWith(".ts"))) {
    const text = read("src", "theorems", file);
    if (/= define\w*Theorem\(/.test(text)) {
      expect(text).toMatch(/^\/\*\*\n(?: \*.*\n)+ \*\//);
      expect(text).toMatch(/Hypotheses: /);
      expect(text).toMatch(/Reference: /);
    }
  }
});

test("the README's theorem works as it stands there: it holds, and with half its constant it does not", () => {
  const [, code = ""] = /```ts\n([\s\S]*?)```/.exec(read("README.md")) ?? [];
  const { code: script } = transformSync(code, {
    jsc: { parser: { syntax: "typescript" } },
    module: { type: "commonjs" },
  });
  const place = (path: string): string => path.replace(/^\.\.\//, "../../src/").replace(/^\.\//, "../../src/theorems/");
  const exported: { growth?: Theorem } = {};
  new Function("require", "exports", script)((path: string) => require(place(path)), exported);
  const { growth } = exported;
  expect(growth?.id).toBe("growth");
  const verdicts = (lipschitz: number): string[] =>
    fc
      .sample(growth?.cases() ?? fc.constant(null as never), 500)
      .map((networkCase) =>
        growth === undefined
          ? ""
          : whereResolved(checkTheorem(weakened(growth, { lipschitz }), new Evaluation(networkCase))).verdict,
      );
  // At x = 0 there is no difference to see.
  const whole = verdicts(1).filter((verdict) => verdict !== "not-applicable");
  expect(new Set(whole)).toEqual(new Set(["holds"]));
  expect(whole.length).toBeGreaterThan(450);
  expect(verdicts(0.5)).toContain("violated");
});
