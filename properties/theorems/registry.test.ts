/** What is asked of the registry: every theorem says of itself all that others need to know of it, so that none is silently missed. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { float64 } from "../../src/arithmetic/float64";
import { allOnes } from "../../src/bounds/coefficients";
import { scalesOf, withMinWeightNorm } from "../../src/bounds/scales";
import { registryRows } from "../../src/cli/theorems/registryRows";
import { defaultRanges } from "../../src/generators/caseRanges";
import { builtIn, theorems } from "../../src/theorems/registry";
import type { Rescaling, Theorem } from "../../src/theorems/theorem";

const root = join(__dirname, "..", "..");
const each = describe.each(theorems.map((theorem) => [theorem.id, theorem] as const));

test("no two theorems have the same id", () => {
  expect(new Set(theorems.map(({ id }) => id)).size).toBe(theorems.length);
});

each("%s", (id, theorem) => {
  test("says what it rests on, whether training watches it, and has proofs or says why it has none", () => {
    expect(theorem.restsOn).toBeDefined();
    expect(theorem.inTraining).toBeDefined();
    const { inTraining, certify, notCertified } = theorem;
    expect(inTraining === "watched" ? "a reason is not needed" : inTraining?.leftOut).toMatch(/\w+ \w+/);
    expect([certify, notCertified].filter((said) => said !== undefined)).toHaveLength(1);
    expect(notCertified ?? "a reason is not needed").toMatch(/\w+ \w+/);
  });

  test("is in a file of its name, in the folder of its group", () => {
    const [{ file }] = registryRows([theorem]);
    expect(existsSync(join(root, file))).toBe(true);
    expect(readFileSync(join(root, file), "utf8")).toContain(`id: "${id}"`);
  });

  test("rests on the smallest row norm exactly where ω stands in its bound", () => {
    const expected = theorem.restsOn?.includes("smallest row norm") === true || OTHERWISE.has(id);
    expect(movesWithOmega(theorem)).toBe(expected);
  });
});

/** Bounds with ω in them that cannot be stated with another number in its place, and why. */
const OTHERWISE: ReadonlyMap<string, string> = new Map([
  ["activation-at-zero", "two bounds at the same ω, whatever it is"],
  [
    "restricted-strong-convexity",
    "the ball of its steps is a part of ω: with another ω the bound would speak of another ball",
  ],
  ["linear-convergence", "likewise"],
]);

test("the exceptions are theorems that do not rest on the smallest row norm", () => {
  for (const id of OTHERWISE.keys()) {
    expect(builtIn.theorem(id).restsOn).not.toContain("smallest row norm");
  }
});

/** Whether the bound is another number on some random case once ω is, and all scales that it enters. */
function movesWithOmega(theorem: Theorem): boolean {
  const ones = allOnes(float64, theorem.coefficients);
  return fc
    .sample(theorem.cases(defaultRanges), { numRuns: theorem.every === undefined ? 30 : 2, seed: 1 })
    .some((networkCase) => {
      const boundsAt = (rescaled: Rescaling): readonly number[] => {
        const scales = rescaled(float64, scalesOf(float64, networkCase), networkCase.network);
        return theorem.bound(float64, { networkCase, scales, rescaled }, ones);
      };
      const moved = boundsAt(withTwiceOmega);
      return boundsAt((_, scales) => scales).some((bound, i) => bound !== moved[i]);
    });
}

const withTwiceOmega: Rescaling = (arithmetic, scales) =>
  withMinWeightNorm(arithmetic, scales, arithmetic.multiply(arithmetic.of(2), scales.minWeightNorm));
