/** The theorems on losses: they hold, are attained where they can be, and half of any term is found to be too little. */

import { Evaluation } from "../../src/measurement/evaluation";
import { checkTheorem } from "../../src/verify/checkTheorem";
import { onlyInFull } from "../onlyInFull";

import { type SingleUnit, singleUnit } from "../reference/singleUnit";
import { theoremById } from "../reference/theoremById";
import { isFoundViolated, testTheorems } from "../reference/theoremProperties";

testTheorems("loss");

onlyInFull.each([
  ["loss-bound", "target"],
  ["loss-bound", "input"],
  ["loss-bound", "atZero"],
  ["loss-gradient", "output"],
  ["loss-gradient", "layers"],
  ["loss-hessian", "gradients"],
  ["loss-hessian", "residuals"],
])("%s with half of its term %s is found to be violated", (id, coefficient) => {
  expect(isFoundViolated(id, coefficient, 0.5)).toBe(true);
});

const resultOf = (id: string, unit: SingleUnit) => checkTheorem(theoremById(id), new Evaluation(singleUnit(unit)));

describe("attained, so no smaller constant would do", () => {
  const inputs = [
    [3, 4],
    [3, 4],
  ];

  test("loss-bound where target and value have opposite signs", () => {
    const { verdict, quantity, ratio } = resultOf("loss-bound", { row: [6, 8], output: 2, inputs, targets: [-1, -1] });
    expect([verdict, quantity, ratio]).toEqual(["holds", expect.closeTo(121, 12), expect.closeTo(1, 14)]);
  });

  test("loss-gradient where v = 0 and the row lies along equal inputs", () => {
    const { verdict, quantity, ratio } = resultOf("loss-gradient", { row: [6, 8], output: 0, inputs, targets: [2, 2] });
    expect([verdict, quantity, ratio]).toEqual(["holds", expect.closeTo(20, 12), expect.closeTo(1, 14)]);
  });

  test("loss-hessian at a perfect fit", () => {
    const fitted = { row: [6, 8], output: 0, inputs: [[3, 4]], targets: [0] };
    const { verdict, quantity, ratio } = resultOf("loss-hessian", fitted);
    expect([verdict, quantity, ratio]).toEqual(["holds", expect.closeTo(50, 10), expect.closeTo(1, 12)]);
  });

  test("loss-hessian in the limit of huge residuals", () => {
    const far = { row: [0, 1], output: 1e-9, inputs: [[1, 0]], targets: [1e6] };
    const { verdict, ratio } = resultOf("loss-hessian", far);
    expect(verdict).toBe("holds");
    expect(ratio).toBeGreaterThan(0.99999);
  });
});

test("without data nothing is stated", () => {
  const { data: _, ...bare } = singleUnit({ row: [1], output: 1, inputs: [[1]], targets: [1] });
  for (const id of ["loss-bound", "loss-gradient", "loss-hessian"]) {
    expect(checkTheorem(theoremById(id), new Evaluation(bare))).toMatchObject({
      verdict: "not-applicable",
      assumption: "data",
    });
  }
});
