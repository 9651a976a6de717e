import { type Dual, dualOf, duals } from "../arithmetic/dual";
import { float64 } from "../arithmetic/float64";
import { allOnes } from "../bounds/coefficients";
import { derivedScales, type Scales, scalesOf, withActivationAtZero, withRowNorms } from "../bounds/scales";
import { type CaseGradient, scaled } from "../calculus/derivativeGradient";
import { Evaluation } from "../measurement/evaluation";
import type { NetworkCase } from "../network/networkCase";
import type { Theorem } from "../theorems/theorem";
import type { Rated } from "./ascent";
import { caseAt, FREE, type Free, gradientAt, layoutOf, type SearchPoint, within } from "./searchPoint";
import { isFixed, type SearchSpace } from "./searchSpace";

/**
 * log(quantity/bound) of a theorem at a point, of its worst place, and its gradient: that of the quantity is written out (calculus), that of the
 * bound is taken over dual numbers, along each scale that is free.
 *
 * @returns null where the theorem does not apply, or either side is not positive
 */
export function logRatio(theorem: Theorem, space: SearchSpace, point: SearchPoint): Rated | null {
  const networkCase = caseAt(space, point);
  if (!theorem.assumptions.every(({ holds }) => holds(networkCase))) {
    return null;
  }
  const evaluation = new Evaluation(networkCase);
  const quantities = theorem.measure(evaluation);
  const ones = allOnes(float64, theorem.coefficients);
  const bounds = theorem.bound(float64, { networkCase, scales: evaluation.scales }, ones);
  let worst = 0;
  for (let i = 1; i < bounds.length; i++) {
    if (quantities[i].value / bounds[i] > quantities[worst].value / bounds[worst]) {
      worst = i;
    }
  }
  const { value, gradient } = quantities[worst];
  const ratio = value / bounds[worst];
  if (!(ratio > 0) || !Number.isFinite(ratio)) {
    return null;
  }
  return {
    value: Math.log(ratio),
    gradient: () => {
      const ofQuantity: CaseGradient =
        gradient === undefined ? noGradient(point, networkCase.input.length) : scaled(gradient(), 1 / value);
      const total = gradientAt(space, point, networkCase, ofQuantity);
      const { scales } = layoutOf(space);
      for (const [k, name] of FREE.entries()) {
        const at = scales + k;
        const isAtEnd = within(space[name], scaleOf(name, point[at])) !== scaleOf(name, point[at]);
        if (isFixed(space[name]) || isAtEnd) {
          total[at] = 0;
          continue;
        }
        const moving = movingScales(networkCase, name);
        const bound = theorem.bound(duals, { networkCase, scales: moving }, allOnes(duals, theorem.coefficients))[
          worst
        ];
        total[at] -= bound.rate / bound.value;
      }
      return total;
    },
  };
}

function scaleOf(name: Free, entry: number): number {
  return name === "shift" ? entry : Math.exp(entry);
}

function noGradient(point: SearchPoint, inputDimension: number): CaseGradient {
  return { parameters: new Float64Array(point.length), input: new Float64Array(inputDimension), shift: 0 };
}

/** The scales over dual numbers, with one of them moving: log ω, log ‖x‖, log ‖v‖, or the shift, at rate 1. */
function movingScales(networkCase: NetworkCase, name: Free): Scales<Dual> {
  const scales = scalesOf(duals, networkCase);
  const moving = ({ value }: Dual): Dual => dualOf(value, value);
  switch (name) {
    case "rowNorm":
      return withRowNorms(duals, { ...scales, minWeightNorm: moving(scales.minWeightNorm) }, moving);
    case "inputNorm":
      return derivedScales(duals, { ...scales, inputNorm: moving(scales.inputNorm) });
    case "outputNorm": {
      const outputNorm = moving(scales.outputNorm);
      const outputRadius = duals.absolute(duals.subtract(outputNorm, duals.of(1)));
      return derivedScales(duals, { ...scales, outputNorm, outputRadius });
    }
    case "shift": {
      const { activation, shift } = networkCase.network.activation;
      return withActivationAtZero(duals, scales, duals.absolute(activation.value(duals, dualOf(shift, 1))));
    }
  }
}
