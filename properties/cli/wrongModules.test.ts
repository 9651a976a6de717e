/** Modules that --load cannot use, and theorems that are not made as theorems are: one sentence with the place, and the others run. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand, temporaryFolder } from "../reference/builtCommand";
import { npyFile } from "../reference/npyFile";
import { smallModule, written } from "../reference/theoremModules";

const folder = temporaryFolder();
const wnb = (...args: readonly string[]) => runCommand(folder, args);
const write = (name: string, text: string) => written(folder, name, text);
const network = { format: "weightnorm-network/1", activation: "tanh", layers: [[[1, 2]]], output: [1], input: [1, 0] };
written(folder, "network.json", JSON.stringify(network));
writeFileSync(join(folder, "records.npy"), npyFile({ descr: "<f8", shape: [2, 2], values: [1, 0, 0.5, 0.5] }));

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

test("proofs that are none: one sentence each, exit 2, and the others run; in measure as well, at an input and on records", () => {
  const proofs: [string, string][] = [
    ["throws", "certify: () => { throw new Error('no proof'); },"],
    ["too-many", "certify: ({ value }) => [value, value],"],
    ["numbers", "certify: () => [1] as never,"],
    ["late", "certify: ({ defined }) => [defined(() => { throw new Error('no number'); })],"],
  ];
  const load = proofs.flatMap(([id, part]) => ["--load", write(`${id}.ts`, smallModule(id, part))]);
  const ids = ["output-bound", ...proofs.map(([id]) => id)];
  const chosen = ids.flatMap((id) => ["--theorem", id]);
  const verify = wnb("verify", ...load, ...chosen, "--runs", "20", "--seed", "1", "--rigour", "certified", "--json");
  const said = [
    /throws\.ts:10:\d+: certify of throws: found "Error: no proof" thrown/,
    /too-many\.ts: certify of too-many: found 2 proofs, expected 1, as many as measure has quantities/,
    /numbers\.ts: certify of numbers: found an array of 1, expected an array of quantities with proofs/,
    /late\.ts:10:\d+: certify of late: found "Error: no number" thrown/,
  ];
  const matching = said.map((line) => expect.stringMatching(line));
  expect(verify.status).toBe(2);
  expect(verify.stderr.trim().split("\n")).toEqual(["seed 1", ...matching]);
  expect(JSON.parse(verify.stdout).theorems).toMatchObject([
    { id: "output-bound", cases: 20, verdict: "holds" },
    ...proofs.map(([id]) => ({ id, cases: 0, verdict: "undecided" })),
  ]);
  const measured = wnb("measure", "network.json", ...load, "--rigour", "certified", "--json");
  expect(measured.stderr.trim().split("\n")).toEqual(matching);
  const part = "measure: () => { throw new Error('no quantity'); },";
  const faulty = ["--load", write("no-quantity.ts", smallModule("no-quantity", part))];
  const records = wnb("measure", "network.json", ...faulty, "--data", "records.npy", "--json");
  expect(records).toMatchObject({
    status: 3,
    stderr: expect.stringMatching(/^wnb: no-quantity\.ts:10:\d+: measure of .*\n$/),
  });
  const [{ theorems }] = JSON.parse(records.stdout).outputs;
  expect(theorems).toContainEqual(expect.objectContaining({ id: "output-bound", records: 2, verdict: "holds" }));
});

test("what throws on some networks says so with the place and the network, and holds on the others", () => {
  const part =
    "measure: ({ networkCase, quantity }) => {\n    if (networkCase.network.depth === 3) {\n      throw new Error('depth 3');\n    }\n    return [quantity(1, 2, 1)];\n  },";
  const load = ["--load", write("late.ts", smallModule("late", part))];
  const { status, stderr } = wnb("verify", ...load, "--theorem", "late", "--runs", "50", "--seed", "1");
  expect(status).toBe(2);
  expect(stderr).toMatch(/^wnb: late\.ts:12:\d+: measure of late: found "Error: depth 3" thrown, .*\(network \d+\)$/m);
});
