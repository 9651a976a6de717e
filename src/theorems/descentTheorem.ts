import type { Arithmetic } from "../arithmetic/arithmetic";
import { float64 } from "../arithmetic/float64";
import { allOnes, type Coefficients } from "../bounds/coefficients";
import { type DescentStep, descentSteps } from "../measurement/descentSteps";
import type { Quantity } from "../measurement/quantity";
import { dataOf } from "../network/networkCase";
import { errorsOfMeasured, type LossBoundInput, lossBoundInput } from "./lossTheorem";
import { type Consequence, defineTheorem, type Theorem, type TheoremDefinition } from "./theorem";

/** The parts of a theorem on each step of gradient descent: as those of any theorem, but for one step. */
export interface DescentTheoremDefinition<K extends string>
  extends Omit<TheoremDefinition<K>, "measure" | "bound" | "boundErrors" | "places" | "consequences"> {
  measure(step: DescentStep): Quantity;
  bound<T>(arithmetic: Arithmetic<T>, step: DescentStep, input: LossBoundInput<T>, coefficient: Coefficients<T, K>): T;
  readonly consequences?: (step: DescentStep) => readonly Consequence[];
}

/**
 * A theorem on every step of gradient descent, on whatever batch each step takes: the steps are its places.
 *
 * @example
 * defineDescentTheorem({
 *   id: "loss-along-the-run",
 *   group: "optimisation",
 *   reference: "none: it is false for large steps",
 *   statement: String.raw`\mathcal{L}(\theta_{t+1}) \le \mathcal{L}(\theta_t)`,
 *   madeOf: "differences",
 *   assumptions: [lipschitzActivation, dataSet],
 *   coefficients: ["loss"],
 *   notCertified: "no enclosures of losses yet",
 *   measure: ({ next }) => next.loss,
 *   bound: ({ multiply }, _, { loss }, coefficient) => multiply(coefficient.loss, loss),
 * })
 */
export function defineDescentTheorem<K extends string>(definition: DescentTheoremDefinition<K>): Theorem<K> {
  const { consequences, ...parts } = definition;
  return defineTheorem({
    ...parts,
    measure: ({ networkCase }) => descentSteps(networkCase).map((step) => definition.measure(step)),
    bound: (arithmetic, input, coefficient) => {
      const { trial } = dataOf(input.networkCase);
      return descentSteps(input.networkCase).map((step) =>
        definition.bound(arithmetic, step, lossBoundInput(arithmetic, step.evaluation, trial, input), coefficient),
      );
    },
    boundErrors: ({ networkCase }) => {
      const { trial } = dataOf(networkCase);
      const ones = allOnes(float64, definition.coefficients);
      return descentSteps(networkCase).flatMap((step) =>
        errorsOfMeasured(lossBoundInput(float64, step.evaluation, trial), (input) => [
          definition.bound(float64, step, input, ones),
        ]),
      );
    },
    places: (index) => `step ${index + 1}`,
    ...(consequences && {
      consequences: ({ networkCase }) => descentSteps(networkCase).flatMap((step) => consequences(step)),
    }),
  });
}
