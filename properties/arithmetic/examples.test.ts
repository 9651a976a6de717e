/** The examples in the kernel's comments say what the functions return. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { doubleDouble } from "../../src/arithmetic/elementary/doubleDouble";
import { interval, point } from "../../src/arithmetic/interval/interval";

const arithmetic = join(__dirname, "..", "..", "src", "arithmetic");

const examples = ["rounding", "elementary", "interval"].flatMap((folder) =>
  readdirSync(join(arithmetic, folder)).flatMap((file) => {
    const text = readFileSync(join(arithmetic, folder, file), "utf8");
    return [...text.matchAll(/@example (.+?) \/\/ (.+?)(?: \*\/)?$/gm)].map(([, code, result]) => ({
      file: `${folder}/${file}`,
      code,
      result,
    }));
  }),
);

function evaluate(code: string, scope: object): unknown {
  return new Function(...Object.keys(scope), `return (${code});`)(...Object.values(scope));
}

test("there are some", () => {
  expect(examples.length).toBeGreaterThan(40);
});

test.each(examples)("$file: $code", ({ file, code, result }) => {
  const scope = { doubleDouble, interval, point, ...require(join(arithmetic, file)) };
  expect(evaluate(code, scope)).toEqual(evaluate(result, {}));
});
