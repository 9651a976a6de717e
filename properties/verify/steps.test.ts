/** Work in steps: what it has when it is told to stop is a result like any other. */
import { type CaseRanges, defaultRanges } from "../../src/generators/caseRanges";
import { Evaluation } from "../../src/measurement/evaluation";
import type { NetworkCase } from "../../src/network/networkCase";
import { defineTheorem, type Theorem } from "../../src/theorems/theorem";
import { weakened } from "../../src/theorems/weakening";
import { checkTheorem } from "../../src/verify/checkTheorem";
import { irrelevantParts } from "../../src/verify/irrelevantParts";
import { receivedCase, sentCase } from "../../src/verify/sentCase";
import { firstConfirmed, settleSteps } from "../../src/verify/settleViolations";
import { caseOfRun, shrinkSteps, shrinkViolation } from "../../src/verify/shrinkViolation";
import { finish, inSlices, mapSteps, type Steps } from "../../src/verify/steps";
import { onlyInFull } from "../onlyInFull";
import { theoremById } from "../reference/theoremById";

const SEED = 1;

/** The first case of a run that violates a theorem. */
function violatingCase(theorem: Theorem, ranges: CaseRanges): NetworkCase {
  for (let index = 0; ; index++) {
    const networkCase = caseOfRun(theorem, SEED, index, ranges);
    if (networkCase && checkTheorem(theorem, new Evaluation(networkCase)).verdict === "violated") {
      return networkCase;
    }
  }
}

/** Says so from the given number of questions on, and counts them. */
function budget(most: number): { asked: number; isOver: () => boolean } {
  const counted = { asked: 0, isOver: () => ++counted.asked > most };
  return counted;
}

const theorem = weakened(theoremById("hessian-layerwise"), { output: 0.1 });
const fixed = (depth: number, width: number): CaseRanges => ({
  ...defaultRanges,
  depth: { from: depth, to: depth },
  width: { from: width, to: width },
});

function* countedTo(last: number): Steps<number, string> {
  for (let k = 1; k <= last; k++) {
    if ((yield k) === "stop") {
      return `stopped at ${k}`;
    }
  }
  return "done";
}

test("steps run to their end, or stop where they are told to; in slices too, and told in other words", async () => {
  expect(finish(countedTo(5))).toBe("done");
  expect(finish(countedTo(5), (k) => k === 3)).toBe("stopped at 3");
  expect(await inSlices(countedTo(5), () => false)).toBe("done");
  expect(await inSlices(countedTo(5), (k) => k === 4)).toBe("stopped at 4");
  expect(finish(mapSteps(countedTo(5), String), (k) => k === "2")).toBe("stopped at 2");
});

onlyInFull.each([
  [3, 8],
  [3, 16],
  [3, 24],
  [3, 32],
  [3, 200],
  [1, 200],
])(
  "L = %d, m = %d: shrinks to one neuron within 100 evaluations, though the run was of such networks alone",
  (depth, width) => {
    const ranges = fixed(depth, width);
    const counted = budget(100);
    const shrunk = finish(shrinkSteps(theorem, violatingCase(theorem, ranges), ranges), counted.isOver);
    expect(shrunk?.isStopped).toBe(false);
    const { network } = shrunk?.networkCase ?? {};
    expect([network?.depth, network?.width, network?.inputDimension]).toEqual([1, 1, 2]);
  },
);

test("a violation of wide networks alone is stopped, with the best so far; at once, it is as it was", () => {
  const wide = defineTheorem({
    id: "wide",
    group: "pointwise",
    reference: "no paper",
    statement: "m < 30",
    assumptions: [],
    coefficients: ["one"],
    measure: ({ networkCase: { network } }) => [{ value: network.width, error: 0, converged: true }],
    bound: ({ of, multiply }, _, { one }) => [multiply(one, of(29))],
  });
  const ranges = fixed(4, 60);
  const violating = violatingCase(wide, ranges);
  const stopped = finish(shrinkSteps(wide, violating, ranges), budget(60).isOver);
  expect(stopped?.isStopped).toBe(true);
  expect(stopped?.networkCase.network).toMatchObject({ depth: 1, width: 30 });
  const atOnce = finish(shrinkSteps(wide, violating, ranges), () => true);
  expect(atOnce).toEqual({ networkCase: violating, result: expect.anything(), steps: 0, isStopped: true });
});

test("told to stop, no more is evaluated than what is judged", () => {
  let evaluations = 0;
  const counting: Theorem = {
    ...theorem,
    measure: (evaluation) => {
      evaluations += 1;
      return theorem.measure(evaluation);
    },
  };
  const ranges = fixed(2, 4);
  const violating = violatingCase(theorem, ranges);
  const settled = finish(settleSteps(counting, violating, ranges), () => true);
  expect(settled).toMatchObject({ steps: 0, isStopped: true, irrelevant: [], judgement: { verdict: "confirmed" } });
  expect(settled?.networkCase).toBe(violating);
  // As it was found, and the place that is judged.
  expect(evaluations).toBe(2);
  expect(finish(irrelevantParts(counting, violating), () => true)).toEqual([]);
  expect(evaluations).toBe(2);
});

test("told to stop, the other violations of a run are left alone", () => {
  const ranges = fixed(2, 4);
  const violating = violatingCase(theorem, ranges);
  let made = 0;
  function* candidates(): Generator<readonly [number, NetworkCase]> {
    for (; made < 3; made++) {
      yield [made, violating];
    }
  }
  const unjudged: Theorem = { ...theorem, measure: (e) => theorem.measure(e).map(({ again: _, ...rest }) => rest) };
  expect(finish(firstConfirmed(unjudged, candidates(), ranges), () => true)).toMatchObject({
    from: 0,
    violation: { judgement: { verdict: "not judged" } },
  });
  expect(made).toBe(0);
});

test("without a limit, the result depends on the case alone", () => {
  const ranges = fixed(3, 16);
  const violating = violatingCase(theorem, ranges);
  const whole = shrinkViolation(theorem, violating, ranges);
  expect(shrinkViolation(theorem, violating, ranges)).toEqual(whole);
  expect(finish(shrinkSteps(theorem, violating, ranges), budget(1e6).isOver)).toEqual(whole);
});

test("a case that a thread sends is the same when it is received", () => {
  for (const id of ["hessian-layerwise", "descent"]) {
    const networkCase = caseOfRun(theoremById(id), SEED, 3, defaultRanges);
    expect(networkCase && receivedCase(structuredClone(sentCase(networkCase)))).toEqual(networkCase);
  }
});
