/**
 * What a violation would be judged by: every quantity again by its own route, from definitions in decimals, is what float64 measured, within the
 * error that it states; so are consequences, and bounds with what they take from measurements.
 */
import fc from "fast-check";
import { theorems } from "../../src/theorems/registry";
import type { Theorem } from "../../src/theorems/theorem";
import { quickOrFull } from "../depth";
import { onlyInFull } from "../onlyInFull";
import { expectAgain, smoothRanges } from "../reference/expectAgain";

/** What is measured of thousands of networks takes long in decimals. */
const isCostly = ({ every }: Theorem): boolean => every !== undefined;

function testAgain(theorem: Theorem): void {
  let compared = 0;
  fc.assert(
    fc.property(theorem.cases(smoothRanges), (networkCase) => {
      compared += expectAgain(theorem, networkCase);
    }),
    { numRuns: isCostly(theorem) ? 1 : quickOrFull(2, 6), endOnFailure: true },
  );
  expect(compared).toBeGreaterThan(0);
}

const byId = (each: Theorem): [string, Theorem] => [each.id, each];

test.each(theorems.filter((theorem) => !isCostly(theorem)).map(byId))("%s as it is stated", (_, theorem) => {
  testAgain(theorem);
});

onlyInFull.each(theorems.filter(isCostly).map(byId))("%s, of which few are tried, as it is stated", (_, theorem) => {
  testAgain(theorem);
});
