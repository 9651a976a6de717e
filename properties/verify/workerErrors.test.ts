/** Errors in worker threads reach who called, in the built package: threads run no TypeScript. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root } from "../reference/builtCommand";

const SCRIPT = `
const { builtIn, defaultRanges, runVerification } = require(${JSON.stringify(join(root, "dist"))});
// So large that threads take them from the first on.
const ranges = { ...defaultRanges, width: { from: 1, to: 200 } };
const plan = { theoremIds: [process.argv[1]], ranges, seed: 1, weakenings: {} };
const registry = { ...builtIn, modules: JSON.parse(process.argv[2]) };
(async () => {
  for (let i = 0; i < 5; i++) {
    try {
      await runVerification(plan, { runs: 4000, workers: 2 }, registry);
      console.log("no error");
    } catch (error) {
      console.log(error.name + ": " + error.message);
    }
  }
})();
`;

const cases: [string, string, string[], RegExp][] = [
  ["a theorem that nobody knows", "gone", [], /^RangeError: no theorem has the id gone$/],
  [
    "a module that threads cannot load",
    "output-bound",
    ["./gone.ts"],
    /Error: module \.\/gone\.ts: found no such file/,
  ],
];

test.each(cases)("%s: caught, again and again", (_, id, modules, message) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["-e", SCRIPT, id, JSON.stringify(modules)], {
    encoding: "utf8",
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout.trim().split("\n")).toEqual(Array.from({ length: 5 }, () => expect.stringMatching(message)));
});
