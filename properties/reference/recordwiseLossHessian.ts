import { parameterGradient } from "../../src/calculus/gradient";
import { fullHessian } from "../../src/calculus/hessianOperator";
import { propagate } from "../../src/calculus/propagation";
import type { SymmetricOperator } from "../../src/calculus/symmetricOperator";
import type { Batch } from "../../src/network/batch";
import type { Network } from "../../src/network/network";
import { type TrainedParameters, trainedLayout } from "../../src/network/trainedParameters";

/**
 * D ↦ Hess L · D = (2/N) Σ_i [∇f_i <∇f_i, D> - r_i Hess f_i · D], one record after another on the operators of single
 * records: O(N P) numbers of memory.
 */
export function recordwiseLossHessian(
  network: Network,
  { inputs, targets }: Batch,
  parameters: TrainedParameters = "directions",
): SymmetricOperator {
  const { dimension } = trainedLayout(network, parameters);
  const records = inputs.map((input, i) => {
    const propagation = propagate({ network, input });
    const residual = targets[i] - propagation.value;
    return {
      gradient: parameterGradient(propagation, parameters),
      hessian: fullHessian(propagation, parameters),
      residual,
    };
  });
  const ofRecord = new Float64Array(dimension);
  const factor = 2 / records.length;
  return {
    dimension,
    apply(direction, product) {
      product.fill(0);
      for (const { gradient, hessian, residual } of records) {
        let rate = 0;
        for (let k = 0; k < dimension; k++) {
          rate += gradient[k] * direction[k];
        }
        hessian.apply(direction, ofRecord);
        for (let k = 0; k < dimension; k++) {
          product[k] += factor * (rate * gradient[k] - residual * ofRecord[k]);
        }
      }
    },
  };
}
