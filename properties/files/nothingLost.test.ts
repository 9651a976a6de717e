/** What JSON.parse drops without a word is refused with its place: duplicate keys, and numbers out of float64's range. */
import fc from "fast-check";
import { InputError } from "../../src/files/inputError";
import { checkNothingLost } from "../../src/files/nothingLost";
import { parseJson } from "../../src/files/parseJson";
import { decimalProblem } from "../../src/files/readableDecimal";

const check = (text: string): void => checkNothingLost(Buffer.from(text));
const read = (text: string): unknown => parseJson(Buffer.from(text), "JSON");

test("JSON of any kind passes, and is read as JSON.parse reads it", () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom(undefined, 1, "\t"), (text, indent) => {
      const spaced = JSON.stringify(JSON.parse(text), null, indent);
      expect(read(spaced)).toEqual(JSON.parse(spaced));
    }),
  );
});

/** Objects and arrays around an object with one key twice, and the path of that key. */
const nested = fc.letrec<{ value: { text: string; path: string } }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.tuple(fc.json(), fc.json(), fc.json()).map(([a, b, c]) => ({
      text: `{"first": ${a} , "key":${b}, "last": "key", "ke\\u0079" : ${c}}`,
      path: ".key",
    })),
    fc.tuple(fc.array(fc.json(), { maxLength: 3 }), tie("value"), fc.json()).map(([before, { text, path }, after]) => ({
      text: `[${[...before, text, after].join(", ")}]`,
      path: `[${before.length}]${path}`,
    })),
    fc.tuple(fc.json(), tie("value"), fc.json()).map(([before, { text, path }, after]) => ({
      text: `{"\\"{[,": ${before}, "in":${text}, "after": ${after}}`,
      path: `.in${path}`,
    })),
  ),
})).value;

test("a key twice is refused with its path, however it is written and however deep", () => {
  fc.assert(
    fc.property(nested, ({ text, path }) => {
      JSON.parse(text);
      expect(() => check(text)).toThrow(InputError);
      expect(() => check(text)).toThrow(`${path.replace(/^\./, "")}: found a duplicate key (line 1, `);
    }),
  );
});

test.each([
  ['{\n  "a": {"b": 1},\n  "a": 2\n}', "a: found a duplicate key (line 3, column 3; first in line 2, column 3)"],
  ['{"é": 1, "é": 2}', "é: found a duplicate key (line 1, column 10; first in line 1, column 2)"],
  ['{"__proto__": 1, "__proto__": 2}', "__proto__: found a duplicate key"],
  ['{"constructor": 1, "constructor": 2}', "constructor: found a duplicate key"],
  ['{"": 1, "": 2}', '[""]: found a duplicate key'],
  ['[{"a": [{}, {"a b": 1, "a b": 2}]}]', '[0].a[1]["a b"]: found a duplicate key'],
  ['{"\\\\": 1, "x\\"": {"\\\\": 2}, "\\u005c": 3}', '["\\\\"]: found a duplicate key'],
])("%s", (text, message) => {
  expect(() => read(text)).toThrow(message);
});

test("keys of different objects may be alike", () => {
  expect(read('[{"a": 1}, {"a": {"a": ["a", "a"]}}]')).toEqual([{ a: 1 }, { a: { a: ["a", "a"] } }]);
  expect(Object.keys(read('{"__proto__": 1}') as object)).toEqual(["__proto__"]);
});

const zeros = "0".repeat(400);

test.each([
  ["[1e400]", "[0]: found 1e400, which float64 reads as Infinity (line 1, column 2)"],
  ["[0,\n -1E+309]", "[1]: found -1E+309, which float64 reads as -Infinity (line 2, column 2)"],
  ['{"a": {"b": 1e-400}}', "a.b: found 1e-400, which float64 reads as 0"],
  ["-2.4e-324", "content: found -2.4e-324"],
  [`[0.${zeros}1]`, "[0]: found 0.0000"],
  [`[1${zeros}]`, "[0]: found 1000"],
])("%s is refused: another number would be read", (text, message) => {
  expect(() => read(text)).toThrow(message);
});

test("decimals within the range are read to the nearest float64, whatever their number of digits", () => {
  const tenth = "0.1000000000000000055511151231257827021181583404541015625";
  expect(read(`[0, -0, 0e-400, 0.0E999, 5e-324, 1.7976931348623157e308, ${tenth}, 0.${zeros}]`)).toEqual([
    ...[0, -0, 0, 0, 5e-324, Number.MAX_VALUE, 0.1, 0],
  ]);
  // Half way between 1 and the next number, and above that by the last of 800 digits.
  const half = "1.00000000000000011102230246251565404236316680908203125";
  expect(read(`[${half}, ${half}${zeros}${zeros}1]`)).toEqual([1, 1 + 2 ** -52]);
});

test("what looks like a number inside a string is none", () => {
  expect(read('{"1e400": "1e400, 1e-400 \\" 1e400"}')).toEqual({ "1e400": '1e400, 1e-400 " 1e400' });
});

test("any depth is read, as JSON.parse does", () => {
  const deep = 500_000;
  expect(() => check(`${"[".repeat(deep)}${"]".repeat(deep)}`)).not.toThrow();
});

test.each([
  ["0.5", null],
  ["+.5e1", null],
  ["-0", null],
  ["0e-999", null],
  ["1e400", "1e400, which float64 reads as Infinity"],
  ["-1e-400", "-1e-400, which float64 reads as 0"],
  ["0x10", '"0x10"'],
  ["Infinity", '"Infinity"'],
  ["", '""'],
  ["1 2", '"1 2"'],
])("as an option: %s", (text, problem) => {
  expect(decimalProblem(text)).toBe(problem);
});
