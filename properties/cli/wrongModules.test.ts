/** Modules that --load cannot use, and theorems that are not made as theorems are: one sentence with the place, and the others run. */
import { runCommand, temporaryFolder } from "../reference/builtCommand";
import { smallModule, written } from "../reference/theoremModules";

const folder = temporaryFolder();
const wnb = (...args: readonly string[]) => runCommand(folder, args);
const write = (name: string, text: string) => written(folder, name, text);

const wrong: [string, string, RegExp][] = [
  [
    "a syntax error",
    "export const a = {;\n",
    /^wnb: wrong\.ts:1:\d+: found a syntax error: .*, expected a module that loads$/,
  ],
  ["an error as it loads", '\nthrow new RangeError("no");\n', /^wnb: wrong\.ts:2:\d+: found RangeError: no, expected/],
  [
    "a module that is not there",
    'import a from "./gone";\nexport const b = a;',
    /^wnb: wrong\.ts: found Cannot find module '\.\/gone'/,
  ],
  ["nothing exported", "const a = 1;", /^wnb: wrong\.ts: found nothing exported, expected an exported theorem/],
  ["no theorem", "export const a = 1;", /^wnb: wrong\.ts: found a exported, and no theorem among them/],
  [
    "an id of the suite",
    smallModule("layer-gradient"),
    /^wnb: wrong\.ts: id: found layer-gradient, which is a theorem of the suite/,
  ],
  ["an id that is none", smallModule("My Bound"), /^wnb: wrong\.ts: id: found "My Bound", expected small letters/],
  [
    "the same id twice",
    smallModule("twice", "", "export const other = { ...theorem };"),
    /^wnb: wrong\.ts: id: found twice, which a theorem of wrong\.ts has/,
  ],
];

test.each(wrong)("%s: one sentence with the place, exit 2", (_, text, message) => {
  const { status, stderr, stdout } = wnb("verify", "--load", write("wrong.ts", text), "--runs", "1");
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr.trim()).toMatch(message);
});

const faulty: [string, string, RegExp][] = [
  [
    "two bounds for one quantity",
    "bound: ({ of }) => [of(1), of(2)],",
    /bound of faulty: found 2 bounds, expected 1, as many/,
  ],
  ["NaN", "bound: ({ of }) => [of(Number.NaN)],", /\[0\] of bound of faulty: found NaN, expected a number/],
  ["a promise", "bound: async ({ of }) => [of(1)],", /bound of faulty: found a promise, expected an array/],
  ["no array", "measure: () => 1,", /measure of faulty: found 1, expected an array of quantities/],
  ["no quantity", "measure: () => [1],", /\[0\] of measure of faulty: found 1, expected a quantity/],
  [
    "an error",
    "measure: () => {\n    throw new RangeError('late');\n  },",
    /faulty\.ts:11:\d+: measure of faulty: found "RangeError: late" thrown/,
  ],
];

test.each(faulty)(
  "a theorem that gives %s says nothing: one sentence, exit 2, and the others run",
  (_, part, message) => {
    const load = ["--load", write("faulty.ts", smallModule("faulty", part))];
    const args = ["--theorem", "faulty", "--theorem", "output-bound", "--runs", "50", "--seed", "1", "--json"];
    const { status, stdout, stderr } = wnb("verify", ...load, ...args);
    expect(status).toBe(2);
    expect(stderr.trim().split("\n")).toEqual(["seed 1", expect.stringMatching(message)]);
    expect(JSON.parse(stdout).theorems).toMatchObject([
      { id: "output-bound", cases: 50, verdict: "holds" },
      { id: "faulty", cases: 0, verdict: "undecided" },
    ]);
  },
);

test("what throws on some networks says so with the place and the network, and holds on the others", () => {
  const part =
    "measure: ({ networkCase, quantity }) => {\n    if (networkCase.network.depth === 3) {\n      throw new Error('depth 3');\n    }\n    return [quantity(1, 2, 1)];\n  },";
  const load = ["--load", write("late.ts", smallModule("late", part))];
  const { status, stderr } = wnb("verify", ...load, "--theorem", "late", "--runs", "50", "--seed", "1");
  expect(status).toBe(2);
  expect(stderr).toMatch(/^wnb: late\.ts:12:\d+: measure of late: found "Error: depth 3" thrown, .*\(network \d+\)$/m);
});
