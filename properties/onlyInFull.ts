import { isFull } from "./depth";

/** A test that `npm test` skips, and counts as skipped: see depth.ts. */
export const onlyInFull = isFull ? test : test.skip;
