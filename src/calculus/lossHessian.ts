import type { Batch } from "../network/batch";
import { type Network, parameterCount } from "../network/network";
import { parameterGradient } from "./gradient";
import { fullHessian } from "./hessianOperator";
import { propagate } from "./propagation";
import type { SymmetricOperator } from "./symmetricOperator";

/**
 * D ↦ Hess L · D, Hess L = (2/N) Σ_i [∇f_i ∇f_iᵀ - r_i Hess f_i], on all P parameters.
 *
 * Record by record on the single-record operators: O(N P) for a product, and N P numbers of memory several times over. A
 * reference for small networks.
 *
 * @example entriesOf(lossHessian(network, batch)) // P² numbers
 */
export function lossHessian(network: Network, { inputs, targets }: Batch): SymmetricOperator {
  const dimension = parameterCount(network);
  const records = inputs.map((input, i) => {
    const propagation = propagate({ network, input });
    const residual = targets[i] - propagation.value;
    return { gradient: parameterGradient(propagation), hessian: fullHessian(propagation), residual };
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
