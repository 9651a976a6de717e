import type { OrderedArithmetic } from "../../arithmetic/arithmetic";
import { float64 } from "../../arithmetic/float64";
import { definedNetwork } from "../../calculus/definition";
import { type DescentStep, descentSteps } from "../../measurement/descentSteps";
import type { Theorem } from "../theorem";

/** `row-norm-growth` without its term η² ‖∇_{W_i} L‖²: that a step leaves every row as long as it was. */
export function withoutGrowth(theorem: Theorem): Theorem {
  return {
    ...theorem,
    measure: ({ networkCase }) =>
      descentSteps(networkCase).map((step) => ({
        value: largestGrowth(float64, step),
        error: 0,
        converged: true,
        again: (arithmetic) => largestGrowth(arithmetic, step),
      })),
  };
}

/** max_i |‖W_i′‖² - ‖W_i‖²|/‖W_i′‖² of the weights as they are stored. */
function largestGrowth<T>(arithmetic: OrderedArithmetic<T>, { evaluation, next }: DescentStep): T {
  const { of, add, subtract, multiply, divide, absolute, hypotenuse } = arithmetic;
  const after = definedNetwork(arithmetic, next).layers;
  const growths = definedNetwork(arithmetic, evaluation.network).layers.flatMap((rows, l) =>
    rows.map((row, i) => {
      const ratio = divide(hypotenuse(row), hypotenuse(after[l][i]));
      return absolute(multiply(subtract(of(1), ratio), add(of(1), ratio)));
    }),
  );
  return arithmetic.maximum(of(0), ...growths);
}
