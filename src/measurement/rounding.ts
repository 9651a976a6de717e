import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { float64, UNIT_ROUNDOFF } from "../arithmetic/float64";
import { magnitudeAtZero } from "../network/activation";
import { biasesOf } from "../network/gains";
import { fanIn, type Network, type Shape } from "../network/network";
import type { NetworkCase } from "../network/networkCase";
import { isPaperNetwork } from "../network/paperForm";
import { perCase } from "../network/perCase";

/**
 * Tolerances from what bounds a quantity a priori. Where a sweep was computed, calculus/sweepErrors.ts follows its numbers instead, which
 * is sharper; these serve what has no sweep of its own, and bounds.
 *
 * A sweep through the network (forward, backward, or a tangent of either) computes in each layer inner products of n
 * numbers with unit vectors. In float64 such a product is off by at most n u times the norms, and the unit vector, itself a
 * norm and a quotient, by (n/2 + 2) u: below 2n u together. The activation, its derivatives and the products with them
 * cost fewer than OPERATIONS_PER_NEURON roundings more. Errors of layers add up, as every layer is 1-Lipschitz.
 *
 * Such errors are those of a network whose weights are changed by at most this much, relatively. The theorems hold for that
 * network too, and its bounds differ from those of the given network by the same relative amount. So a quantity that is
 * bounded by `scale` is computed to roundingUnits · u · scale.
 */
const OPERATIONS_PER_NEURON = 16;

/** How many sweeps a quantity needs. A Hessian-vector product is a forward and a backward sweep and the tangents of both. */
export type Sweeps = 1 | 2 | 4;

/** The rounding errors along the longest chain of operations, in units of u. */
export function roundingUnits(shape: Shape, sweeps: Sweeps): number {
  let perSweep = 0;
  for (let l = 0; l < shape.depth; l++) {
    perSweep += 2 * fanIn(shape, l) + OPERATIONS_PER_NEURON;
  }
  // The last inner product, with v or over a gradient's entries.
  return sweeps * (perSweep + shape.widths[shape.depth - 1]);
}

/**
 * How far a computed quantity may be from its exact value.
 *
 * @param scale what bounds the quantity a priori; 0 is a product with a zero vector's norm, and nothing is rounded
 */
export function roundingError(network: Network, sweeps: Sweeps, scale: number): number {
  if (scale === 0) {
    return 0;
  }
  // Below the smallest normal number there are no relative errors, only steps of 2^-1074.
  const underflow = 2 ** -1022;
  return roundingUnits(network, sweeps) * (UNIT_ROUNDOFF * scale + underflow);
}

/**
 * What f is made of: ‖v‖ A_L + |c|, and the biases, which are rounded as they are added to the pre-activations: their part of α^l is ‖b‖ at
 * most for every layer, as φ is 1-Lipschitz, and grows like the rest in the layers above.
 */
export function valueScale(network: Network, inputNorm: number): number {
  const { activation, depth, width, output, outputGain, outputBias } = network;
  const steepness = activation.activation.lipschitz(float64);
  if (isPaperNetwork(network) && steepness <= 1) {
    const atZero = magnitudeAtZero(float64, activation);
    // Then every activation of every layer is 0, exactly.
    const isZero = inputNorm === 0 && atZero === 0;
    const growth = isZero ? 0 : atZero + Math.abs(activation.shift);
    return euclideanNorm(output) * (inputNorm + depth * Math.sqrt(width) * growth);
  }
  let scale = inputNorm;
  for (let l = 0; l < depth; l++) {
    const biases = biasesOf(network, l);
    const atZero = biases.map((bias) => Math.abs(activation.activation.value(float64, bias)));
    const gains = network.gains[l];
    const isZero = scale === 0 && atZero.every((value) => value === 0);
    scale =
      steepness * (gains === null ? 1 : euclideanNorm(gains)) * scale +
      (isZero ? 0 : euclideanNorm(atZero) + euclideanNorm(biases));
  }
  return (outputGain === null ? euclideanNorm(output) : Math.abs(outputGain)) * scale + Math.abs(outputBias);
}

/** The rounding error of a bound of this size. */
export function boundRounding(networkCase: NetworkCase, bound: number): number {
  return relativeBoundRounding(networkCase) * Math.abs(bound);
}

/**
 * That of any bound on a case, relative to it.
 *
 * Bounds are sums and products of numbers above 0, of no more of them than four sweeps through the network and a sum over the records
 * have: that many units of rounding. Differences in them are of measured numbers, whose errors the theorem knows (boundErrors).
 */
export const relativeBoundRounding = perCase(({ network, data }) => {
  const records = data?.batch.inputs.length ?? 1;
  return (roundingUnits(network, 4) + 4 * records) * UNIT_ROUNDOFF;
});
