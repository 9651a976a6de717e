/** Theorems without a part that they rest on: exactly how false they are then, on networks that can be computed by hand. */

import { Evaluation } from "../../src/measurement/evaluation";
import { activationNamed } from "../../src/network/activation";
import { createNetwork } from "../../src/network/network";
import type { NetworkCase } from "../../src/network/networkCase";
import { noBiases } from "../../src/theorems/assumptions";
import { blocksInRange } from "../../src/theorems/blocksInRange";
import { fewRows } from "../../src/theorems/fewRows";
import { paperForm, someGain } from "../../src/theorems/paperForm";
import { premises, premisesOf } from "../../src/theorems/premises/premises";
import { theorems } from "../../src/theorems/registry";
import { weakened } from "../../src/theorems/weakening";
import { checkTheorem } from "../../src/verify/checkTheorem";
import { judge } from "../../src/verify/judge";
import { theoremById } from "../reference/theoremById";

interface Parts {
  readonly activation?: string;
  readonly shift?: number;
  readonly layers: readonly (readonly (readonly number[])[])[];
  readonly output: readonly number[];
  readonly input: readonly number[];
}

function caseOf({ activation = "identity", shift = 0, layers, output, input }: Parts): NetworkCase {
  const network = createNetwork({
    activation: { activation: activationNamed(activation, "activation"), shift },
    layers: layers.map((rows) => Float64Array.from(rows.flat())),
    output: Float64Array.from(output),
  });
  return { network, input: Float64Array.from(input) };
}

const single = (row: readonly number[], output: number, input: readonly number[], activation?: string): NetworkCase =>
  caseOf({ layers: [[row]], output: [output], input, ...(activation && { activation }) });

const twoEqualRows = caseOf({
  layers: [
    [
      [1, 0],
      [1, 0],
    ],
  ],
  output: [1, 1],
  input: [1, 0],
});
const twoLayers = caseOf({
  layers: [
    [
      [1, 0],
      [1, 0],
    ],
    [
      [1, 1],
      [1, 1],
    ],
  ],
  output: [1, 1],
  input: [1, 0],
});

test.each([
  ["slopes of 2 double a layer", "input-lipschitz", "A1", single([1], 1, [1]), 2],
  ["and two layers twice", "input-lipschitz", "A1", twoLayers, 4],
  ["in any norm of an activation", "activation-norm", "A1", single([3], 1, [5]), 2],
  ["‖v‖ taken for 1", "input-lipschitz", "A3", single([1], 7, [1]), 7],
  ["‖v‖ taken for 1 in a gradient", "layer-gradient", "A3", single([1, 0], 7, [0, 1]), 7],
  ["two rows that are not divided by √2", "input-lipschitz", "1/sqrt(m)", twoEqualRows, Math.SQRT2],
  ["in each of two layers", "output-bound", "1/sqrt(m)", twoLayers, 2],
  ["a row of length 3 that is not normalised", "input-lipschitz", "normalisation", single([3], 1, [1]), 3],
  ["its output", "output-bound", "normalisation", single([3], 1, [1]), 3],
  ["its activations", "activation-norm", "normalisation", single([3], 1, [1]), 3],
  ["the gradient with respect to it", "layer-gradient", "normalisation", single([3, 0], 1, [1, 0]), 3],
  [
    "the mean of row norms 1 and 199 for the smaller",
    "layer-gradient",
    "smallest row norm",
    caseOf({
      layers: [
        [
          [1, 0],
          [199, 0],
        ],
      ],
      output: [1, 0],
      input: [0, 1],
    }),
    100,
  ],
])("%s: %s without %s", (_, id, part, networkCase, ratio) => {
  const theorem = weakened(theoremById(id), {}, part);
  const result = checkTheorem(theorem, new Evaluation(networkCase));
  expect(result).toMatchObject({ verdict: "violated", ratio: expect.closeTo(ratio, 12) });
  const judgement = judge(theorem, networkCase);
  expect(judgement.verdict).toBe("confirmed");
  expect(Number(judgement.ratio)).toBeCloseTo(ratio, 12);
  expect(checkTheorem(theoremById(id), new Evaluation(networkCase)).verdict).toBe("holds");
});

test("φ(8z)/8 has the slopes of φ and bends up to eight times as much as β says", () => {
  // Near the kink of parabolic at 0, |φ″| is 8; v and x so large that curvature is all that counts.
  const networkCase = single([1, 0], 1e6, [1e-9, 1e3], "parabolic");
  const { verdict, ratio } = checkTheorem(
    weakened(theoremById("hessian-layerwise"), {}, "A2"),
    new Evaluation(networkCase),
  );
  expect(verdict).toBe("violated");
  expect(ratio).toBeCloseTo(8, 1);
});

test("the envelope beyond ‖x‖ = √m: 16 times too small at ‖x‖ = 100 √m", () => {
  const networkCase = single([1, 0], 1, [1e-9, 100], "parabolic");
  const theorem = theoremById("hessian-envelope");
  expect(checkTheorem(theorem, new Evaluation(networkCase)).assumption).toBe("X <= sqrt(m)");
  const { verdict, ratio } = checkTheorem(weakened(theorem, {}, "X <= sqrt(m)"), new Evaluation(networkCase));
  expect(verdict).toBe("violated");
  expect(ratio).toBeGreaterThan(15);
});

test("a part that a theorem does not rest on cannot be dropped", () => {
  expect(() => weakened(theoremById("min-weight-norm"), {}, "A1")).toThrow(/min-weight-norm does not rest on A1/);
  expect(() => weakened(theoremById("output-bound"), {}, "A7")).toThrow(RangeError);
});

test("every assumption of a theorem is a part of it, but for those without which nothing is stated", () => {
  const stated = [
    "data",
    "L > 0, grad L != 0",
    "plain network within float64",
    // Which networks and which derivatives the statement is written for: its symbols mean nothing for others.
    paperForm.name,
    // A quotient by 0 is no bound.
    someGain.name,
    noBiases.name,
    // Not of the statement, but of the time that a check may take.
    fewRows.name,
    blocksInRange.name,
  ];
  for (const theorem of theorems) {
    const names = premisesOf(theorem).map(({ name }) => name);
    const dropped = theorem.assumptions.map(({ name }) => name).filter((name) => !stated.includes(name));
    expect(names).toEqual(expect.arrayContaining(dropped));
  }
  expect(new Set(premises.map(({ name }) => name)).size).toBeGreaterThanOrEqual(12);
});

test("changed coefficients enter the bound in any arithmetic; without changes it is the theorem itself", () => {
  const theorem = theoremById("hessian-layerwise");
  expect(weakened(theorem, {})).toBe(theorem);
  const networkCase = single([1, 0], 1, [0, 1]);
  const bound = (rotation: number) => checkTheorem(weakened(theorem, { rotation }), new Evaluation(networkCase)).bound;
  // λ_max of [2/√3 c, 1; 1, 0].
  const half = 1 / Math.sqrt(3);
  expect(bound(1)).toBeCloseTo(half + Math.hypot(half, 1), 12);
  expect(bound(0)).toBeCloseTo(1, 12);
  const judgement = judge(weakened(theorem, { rotation: 0 }), networkCase);
  expect(judgement.bound).toBe("1");
});
