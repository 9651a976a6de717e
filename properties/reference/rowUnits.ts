import { euclideanNorm } from "../../src/arithmetic/euclideanNorm";
import { layerOffsets } from "../../src/network/layout";
import { fanIn, type Network, parameterCount } from "../../src/network/network";

/**
 * S: ‖W_i‖ for each coordinate of row i and 1 for those of v, P numbers.
 *
 * WeightNorm does not see row norms, so S Hess S is the Hessian of the network with unit rows: there all rows count alike, and
 * the errors of a long row do not hide behind the entries of a tiny one.
 */
export function rowUnits(network: Network): Float64Array {
  const units = new Float64Array(parameterCount(network)).fill(1);
  const offsets = layerOffsets(network);
  for (const [l, weights] of network.layers.entries()) {
    const n = fanIn(network, l);
    for (let i = 0; i < network.width; i++) {
      units.fill(euclideanNorm(weights, i * n, n), offsets[l] + i * n, offsets[l] + (i + 1) * n);
    }
  }
  return units;
}
