/** The conformance vectors of ITF1788, the reader of their language, and that wrong vectors fail. */
import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { conformance } from "../../scripts/conformance/conformance";
import { floatSteps } from "../../scripts/conformance/floatSteps";
import { intervalOfText } from "../../scripts/conformance/intervalText";
import { judge } from "../../scripts/conformance/judge";
import { parseItl } from "../../scripts/conformance/parser";
import { nearestTo, parseRational } from "../../scripts/conformance/rational";

const root = join(__dirname, "..", "..");
const fixtures = join(root, "fixtures", "itf1788");
const files = readdirSync(fixtures).filter((file) => file.endsWith(".itl"));

/** The verdict on one statement, and why. */
function judged(statement: string): string {
  const [{ verdict, reason }] = parseItl(`testcase t { ${statement} }`, "t.itl").map(judge);
  return `${verdict} ${reason}`.trim();
}

test.each(files.map((file) => [file]))("%s: nothing fails, and every result is the tightest", (file) => {
  const { failures, passed, unsupported, operations } = conformance([join(fixtures, file)]);
  expect(failures).toEqual([]);
  expect(passed).toBeGreaterThan(0);
  // midRad [nai] [nai], with one argument too many.
  expect(unsupported).toBe(file === "libieeep1788_num.itl" ? 1 : 0);
  expect(operations.filter(({ ulpsFound }) => (ulpsFound ?? 0) > 0)).toEqual([]);
});

describe("wrong vectors fail", () => {
  test.each([
    ["too narrow", "add [1.0,2.0] [3.0,4.0] = [4.0,6.1];", "does not contain the result expected"],
    [
      "too wide by a float",
      "add [1.0,2.0] [3.0,4.0] = [0X1.0000000000001P+2,6.0];",
      "wider than expected by 1 ulp, 0 allowed",
    ],
    ["not empty", "sqrt [-2.0,-1.0] = [0.0,0.0];", "does not contain the result expected"],
    ["empty", "sqrt [1.0,4.0] = [empty];", "wider than expected by Infinity ulp"],
    ["the decoration", "add [1.0,2.0]_com [3.0,4.0]_com = [4.0,6.0]_dac;", "not the decoration expected"],
    ["decorated for bare", "add [1.0,2.0] [3.0,4.0] = [4.0,6.0]_com;", "not the decoration expected"],
    ["a number", "wid [1.0,2.0] = 1.5;", "not the result expected; found 1"],
    ["the sign of a zero", "inf [0.0,2.0] = 0.0;", "not the result expected; found -0"],
    ["a truth value", "isEmpty [1.0,2.0] = true;", "not the result expected; found false"],
    ["two results for one", "wid [1.0,2.0] = 1.0 1.0;", "expected 2 results"],
    [
      "an exception that does not come",
      "b-numsToInterval 1.0 2.0 = [1.0,2.0] signal UndefinedOperation;",
      "expected the exception",
    ],
    ["an exception that comes", "b-numsToInterval 2.0 1.0 = [empty];", "expected no exception"],
    ["beyond the accurate result", "exp [1.0,1.0] <= [2.0,2.5];", "not within the accurate result"],
  ])("%s", (_, statement, reason) => {
    expect(judged(statement)).toMatch(/^failed /);
    expect(judged(statement)).toContain(reason);
  });

  test("an elementary function may be one float wider, and not two", () => {
    expect(judged("exp [1.0,2.0] = [0X1.5BF0A8B145769P+1,0X1.D8E64B8D4DDAEP+2];")).toBe("passed");
    expect(judged("exp [1.0,2.0] = [0X1.5BF0A8B14576AP+1,0X1.D8E64B8D4DDAEP+2];")).toBe("passed");
    expect(judged("exp [1.0,2.0] = [0X1.5BF0A8B14576BP+1,0X1.D8E64B8D4DDAEP+2];")).toContain("by 2 ulp, 1 allowed");
    expect(judged("exp [1.0,2.0] = [0X1.5BF0A8B145769P+1,0X1.D8E64B8D4DDACP+2];")).toContain("by 2 ulp, 1 allowed");
    expect(judged("exp [1.0,2.0] = [0X1.5BF0A8B145768P+1,0X1.D8E64B8D4DDAEP+2];")).toContain("does not contain");
  });

  test("what is not judged is not passed", () => {
    expect(judged("frobnicate [1.0,2.0] = [1.0,2.0];")).toBe("unsupported no operation frobnicate");
    expect(judged("toString [1.0,2.0] = [1.0,2.0];")).toBe("unsupported no operation toString");
    expect(judged("add [1.0,2.0] = [1.0,2.0];")).toMatch(/^unsupported arguments/);
    expect(judged("add [1.0,2.0]_com [1.0,2.0] = [2.0,4.0]_com;")).toMatch(/^unsupported arguments/);
    expect(judged("pown [1.0,2.0] 2.5 = [1.0,4.0];")).toMatch(/^unsupported arguments/);
    expect(judged("neg [1.0f,2.0f] = [-2.0f,-1.0f];")).toBe("unsupported numbers that are not binary64");
  });

  test("the tightest result and the accurate one together", () => {
    expect(judged("exp [1.0,1.0] = [2.8,2.8] <= [2.0,3.0];")).toContain("does not contain");
    expect(judged("exp [1.0,1.0] = [2.71828182845904509,2.71828182845904509] <= [2.0,3.0];")).toBe("passed");
    expect(judged("exp [1.0,1.0] <= [2.0,3.0];")).toBe("passed");
  });
});

describe("the language", () => {
  test("everything that ITL has is read", () => {
    const text = `/* a comment */
      // another
      # and another
      testcase a.b_c-d { // with a name of several parts
        op1 [1,2.5]_com [-0x1.8p-3,INFINITY] 0x10 -7 1.5e3 "a \\"text\\"; // no comment"
            = [Empty] [ENTIRE]_dac [NaI];
        op2 = true false trv overlappedBy NaN -infinity +inf {1.0, -2.5, NaN, infinity} {} signal IntvlOverflow;
        op3 3.56?1u [1/3,2] [,] [] [4.0] [-inf,] <= 1.0;
      } testcase e { op4 = 1; }`;
    const statements = parseItl(text, "a.itl");
    expect(
      statements.map(({ operation, inputs, tightest, accurate, signal, line }) => [
        operation,
        inputs.length,
        tightest?.length,
        accurate?.length,
        signal,
        line,
      ]),
    ).toEqual([
      ["op1", 6, 3, undefined, null, 5],
      ["op2", 0, 9, undefined, "IntvlOverflow", 7],
      ["op3", 6, undefined, 1, null, 8],
      ["op4", 0, 1, undefined, null, 9],
    ]);
    const [{ inputs, tightest }] = statements;
    expect(inputs).toEqual([
      { kind: "interval", interval: { lower: 1, upper: 2.5 }, decoration: "com" },
      { kind: "interval", interval: { lower: -0.1875, upper: Infinity }, decoration: null },
      { kind: "number", number: 16 },
      { kind: "number", number: -7 },
      { kind: "number", number: 1500 },
      { kind: "text", text: 'a "text"; // no comment' },
    ]);
    expect(tightest?.map((value) => (value.kind === "interval" ? value.decoration : value.kind))).toEqual([
      null,
      "dac",
      "ill",
    ]);
    expect(statements[2].inputs.slice(0, 2)).toEqual([
      { kind: "interval", interval: { lower: 3.5599999999999996, upper: 3.5700000000000003 }, decoration: null },
      { kind: "interval", interval: { lower: 1 / 3, upper: 2 }, decoration: null },
    ]);
  });

  test.each([
    ["", "t.itl:1: the file ends"],
    ["testcase a {", "t.itl:1: the file ends in the middle of a testcase"],
    ["testcase a { add [1.0,2.0] = [1.0,2.0]; ", "t.itl:1: the file ends"],
    ["testcase a {\n add [1.0,2.0\n = 1.0; }", 't.itl:3: found "=", expected "]"'],
    ["testcase a {\n\n add [2.0,1.0] = 1.0; }", 't.itl:3: found "[", expected an interval, not [2.0,1.0]'],
    ["testcase a { add [1.0,2.0]_foo = 1.0; }", 't.itl:1: found "foo", expected one of ill, trv, def, dac, com'],
    ["testcase a { add [1.0,2.0] 1.0; }", 't.itl:1: found ";", expected "=" or "<="'],
    ["testcase a { add [1.0,2.0] = ; }", 't.itl:1: found ";", expected a value'],
    ["testcase a { add [1.0,2.0] = banana; }", 't.itl:1: found "banana", expected a value'],
    ["testcase a { }", 't.itl:1: found "}", expected a name'],
    ["testcase { add = 1; }", 't.itl:1: found "{", expected a name'],
    ["add = 1;", 't.itl:1: found "add", expected "testcase"'],
    ["testcase a { add 1.2.3 = 1; }", 't.itl:1: nothing that ITL has begins with "1.2.3 = 1; }"'],
    ['testcase a { add "open = 1;\n }', "t.itl:1: nothing that ITL has begins with"],
    ["testcase a { add = 1; } /* open", 't.itl:1: nothing that ITL has begins with "/* open"'],
  ])("damaged: %j", (text, message) => {
    expect(() => parseItl(text, "t.itl")).toThrow(message);
  });

  test("numbers are the nearest floats, ties to even; intervals of text are rounded outwards", () => {
    const nearest = (text: string): number => nearestTo(parseRational(text) ?? { numerator: 0n, denominator: 1n });
    for (const text of [
      "0.1",
      "1e23",
      "-123456789.123456789e-30",
      "5e-324",
      "2.4703282292062328e-324",
      "1.7976931348623158e308",
    ]) {
      expect(nearest(text)).toBe(Number(text));
    }
    expect([nearest("0x1.00000000000008p0"), nearest("0x1.00000000000018p0")]).toEqual([1, 1 + 2 ** -51]);
    expect([nearest("1e400"), nearest("-1e400"), nearest("1e-400"), nearest("1/3")]).toEqual([
      Infinity,
      -Infinity,
      0,
      1 / 3,
    ]);
    expect([nearest("1.797693134862315807e308"), nearest("1.797693134862315808e308")]).toEqual([
      Number.MAX_VALUE,
      Infinity,
    ]);
    expect(intervalOfText("[0.1]")?.interval).toEqual({ lower: 0.09999999999999999, upper: 0.1 });
    expect(intervalOfText("[1/4, 0x1p-1]_def")).toMatchObject({
      interval: { lower: 0.25, upper: 0.5 },
      decoration: "def",
    });
    expect(["[1,2", "[2,1]", "1", "[1]_ill", "[a]", "[1/0]"].map(intervalOfText)).toEqual(new Array(6).fill(null));
  });

  test("floats are counted from one to another", () => {
    expect(floatSteps(1, 1 + 2 ** -52)).toBe(1);
    expect([floatSteps(-Number.MIN_VALUE, Number.MIN_VALUE), floatSteps(Number.MIN_VALUE, -Number.MIN_VALUE)]).toEqual([
      2, -2,
    ]);
    expect([floatSteps(-0, 0), floatSteps(0, -0), floatSteps(-1, -0) + floatSteps(1, 0)].map(Math.abs)).toEqual([
      0, 0, 0,
    ]);
    expect(floatSteps(Number.MAX_VALUE, Infinity)).toBe(1);
    expect(floatSteps(-1, -1 - 2 ** -52)).toBe(-1);
  });
});

describe("the command", () => {
  const run = async (
    args: readonly string[],
    cwd: string,
  ): Promise<{ code: number; stdout: string; stderr: string }> => {
    const script = join(root, "scripts", "conformance", "run.ts");
    const register = require.resolve("esbuild-register");
    return promisify(execFile)(process.execPath, ["-r", register, script, ...args], { cwd }).then(
      (output) => ({ code: 0, ...output }),
      (error: { code: number; stdout: string; stderr: string }) => error,
    );
  };
  const folder = mkdtempSync(join(tmpdir(), "wnb-conformance-"));
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return name;
  };
  afterAll(() => rmSync(folder, { recursive: true }));

  test("exit code 0, a table and the totals where nothing failed", async () => {
    const { code, stdout } = await run(
      [write("good.itl", "testcase a { add [1.0,2.0] [3.0,4.0] = [4.0,6.0]; foo = 1; }")],
      folder,
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^add +1 +0 +0 +0 +0$/m);
    expect(stdout.trimEnd().split("\n").at(-1)).toBe("1 passed, 0 failed, 1 unsupported");
  });

  test("exit code 1, and the statement with its place, where one failed", async () => {
    const { code, stdout } = await run(
      [write("wrong.itl", "testcase a {\n add [1.0,2.0] [3.0,4.0] = [4.0,5.0];\n}")],
      folder,
    );
    expect(code).toBe(1);
    expect(stdout).toContain("wrong.itl:2: add [1.0,2.0] [3.0,4.0] = [4.0,5.0];");
    expect(stdout.trimEnd().split("\n").at(-1)).toBe("0 passed, 1 failed, 0 unsupported");
  });

  test("exit code 2, and what is wrong, for a damaged file, a missing one, and none", async () => {
    const damaged = await run([write("damaged.itl", "testcase a { add ")], folder);
    expect([damaged.code, damaged.stdout]).toEqual([2, ""]);
    expect(damaged.stderr).toContain("damaged.itl:1: the file ends in the middle of a testcase");
    const missing = await run(["good.itl", "missing.itl"], folder);
    expect([missing.code, missing.stdout]).toEqual([2, ""]);
    expect(missing.stderr).toMatch(/missing\.itl: cannot be read: ENOENT/);
    const none = await run([], folder);
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining("usage: npm run conformance")]);
  });

  test("--json for programs", async () => {
    const { code, stdout } = await run(["--json", "good.itl", "wrong.itl"], folder);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      format: "weightnorm-conformance/1",
      passed: 1,
      failed: 1,
      unsupported: 1,
      operations: [
        { operation: "add", passed: 1, failed: 1, unsupported: 0, ulpsAllowed: 0, ulpsFound: 0 },
        { operation: "foo", passed: 0, failed: 0, unsupported: 1, ulpsAllowed: null, ulpsFound: null },
      ],
      failures: [{ line: 2, statement: "add [1.0,2.0] [3.0,4.0] = [4.0,5.0];" }],
    });
  });
});
