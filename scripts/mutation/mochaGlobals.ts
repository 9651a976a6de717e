/**
 * What the properties use of jest, for mocha: Stryker runs mutant after mutant in one process with mocha, and does not load the code again
 * for each, which takes a tenth of the time. `expect` and `each` are jest's own.
 */
import { expect } from "expect";
import { bind } from "jest-each";
import { quickFastCheck } from "./quickFastCheck";

const fastCheck = require.resolve("fast-check");
const loaded = require(fastCheck);
const module = require.cache[fastCheck];
if (module) {
  module.exports = quickFastCheck(loaded);
}
require("../../properties/runs");

/** To be called in a file of tests: mocha defines `it` and `describe` only when it loads one. */
export function defineGlobals(): void {
  const each = (global: Parameters<typeof bind>[0]): object => Object.assign(global, { each: bind(global, false) });
  const globals: Record<string, unknown> = globalThis as unknown as Record<string, unknown>;
  const { before, after } = globals;
  Object.assign(globals, {
    expect,
    test: each(it),
    it: each(it),
    describe: each(describe),
    beforeAll: before,
    afterAll: after,
  });
}
