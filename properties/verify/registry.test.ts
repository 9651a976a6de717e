/** Whatever looks a theorem up is given the registry: one that the suite does not know is verified, measured and replayed all the same. */
import { defaultRanges } from "../../src/generators/caseRanges";
import { builtIn } from "../../src/theorems/registry";
import { registryOf } from "../../src/theorems/registryOf";
import { defineTheorem, type Theorem } from "../../src/theorems/theorem";
import { counterexampleFromJson, counterexampleToJson } from "../../src/verify/counterexample";
import { measureNetwork } from "../../src/verify/measureNetwork";
import { randomCase } from "../../src/verify/randomCase";
import { replay } from "../../src/verify/replay";
import { runVerification } from "../../src/verify/runVerification";
import { foundViolation, runViolationSteps } from "../../src/verify/runViolation";
import { finish } from "../../src/verify/steps";
import { findWeakenings } from "../../src/weakenings/findWeakenings";
import { weakenedStatements } from "../../src/weakenings/weakenedStatement";

/** |f| <= 1/2 of what bounds it, which is false. */
const tooStrong: Theorem = defineTheorem({
  ...builtIn.theorem("output-bound"),
  id: "too-strong",
  bound: (arithmetic, input, coefficient) =>
    builtIn
      .theorem("output-bound")
      .bound(arithmetic, input, coefficient)
      .map((bound) => arithmetic.multiply(arithmetic.of(0.5), bound)),
});
const registry = registryOf([tooStrong]);
const plan = { theoremIds: ["too-strong"], ranges: defaultRanges, seed: 1, weakenings: {} };

test("a theorem by its id; an id that is not there is an error that names it", () => {
  expect(registry.theorem("too-strong")).toBe(tooStrong);
  expect(() => registry.theorem("output-bound")).toThrow(/no theorem has the id output-bound/);
  expect(() => builtIn.theorem("too-strong")).toThrow(RangeError);
});

test("a theorem that is added to the list later is known", () => {
  const theorems: Theorem[] = [];
  const growing = registryOf(theorems);
  theorems.push(tooStrong);
  expect(growing.theorem("too-strong")).toBe(tooStrong);
});

test("verified, settled, saved and replayed by the registry that is given, whatever the number of workers", async () => {
  const { ledger } = await runVerification(plan, { runs: 100, workers: 2 }, registry);
  expect(ledger[0]).toMatchObject({ id: "too-strong", verdict: "violated" });
  expect(foundViolation(plan, ledger[0], registry)).toMatchObject({ theorem: "too-strong" });
  const settled = finish(runViolationSteps(plan, ledger[0], [], registry));
  expect(settled?.violation.judgement.verdict).toBe("confirmed");
  const origin = { theorem: "too-strong", weakening: {}, version: "1.2.3", seed: 1, network: 0 };
  const json = counterexampleToJson((settled as NonNullable<typeof settled>).violation, origin);
  expect(() => counterexampleFromJson(json, builtIn)).toThrow(/^counterexample\.theorem: /);
  expect(replay(counterexampleFromJson(json, registry), registry)).toMatchObject({
    verdict: "violated",
    reproduced: true,
  });
});

test("measured and proved by the registry that is given", () => {
  const networkCase = randomCase(1, 0, defaultRanges);
  expect(measureNetwork(networkCase, [], "float64", registry).theorems.map(({ id }) => id)).toEqual(["too-strong"]);
  expect(measureNetwork(networkCase, [], "certified", registry).theorems.map(({ id }) => id)).toEqual(["too-strong"]);
});

test("its weakened forms are searched by the registry that is given", async () => {
  const search = {
    statements: weakenedStatements(tooStrong).slice(0, 1),
    seconds: 0,
    shrinkSeconds: 0,
    seed: 1,
    knownCases: () => [],
  };
  const found: string[] = [];
  for await (const { theorem, verdict } of findWeakenings(search, registry)) {
    found.push(`${theorem} ${verdict}`);
  }
  expect(new Set(found)).toEqual(new Set(["too-strong confirmed"]));
});
