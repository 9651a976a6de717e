import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { pseudoRandom } from "../arithmetic/pseudoRandom";
import { createNetwork, fanIn, type Network, type UniformShape, uniformShape } from "../network/network";
import type { NetworkCase } from "../network/networkCase";

/**
 * How the rows of a layer lie. "independent": entries uniform about 0. "aligned": all rows are ± one vector, which is along
 * what the layer below sends; for such weights the bound ‖v‖ Π s‖W^l‖₂ of the plain network is attained.
 */
export type RowDirections = "aligned" | "independent";

/**
 * A random network whose rows all have norm r, with ‖v‖ = ‖x‖ = 1.
 *
 * One seed gives the same directions at every r, and a deeper network begins with the layers of a shallower one. Aligned rows
 * are W^1 = r σ^1 eᵀ, W^l = r σ^l (σ^(l-1))ᵀ/√m, with v = σ^L/√m, for random signs σ^l and a random unit vector e.
 *
 * @param rowNorm r
 * @returns a case that is the same on every machine
 * @example equalRowCase({ depth: 3, width: 8, inputDimension: 8, activation }, "aligned", 2, seed)
 */
export function equalRowCase(
  shape: UniformShape & Pick<Network, "activation">,
  directions: RowDirections,
  rowNorm: number,
  seed: number,
): NetworkCase {
  const uniform = pseudoRandom(seed);
  const { depth, width, inputDimension, activation } = shape;
  const input = scaledTo(1, uniformVector(inputDimension, uniform));
  // The vector that aligned rows are ± of: e, then the signs of the layer below.
  let along = uniformVector(inputDimension, uniform);
  const independentOutput = uniformVector(width, uniform);
  const layers: Float64Array[] = [];
  for (let l = 0; l < depth; l++) {
    const n = fanIn(uniformShape(shape), l);
    const weights = new Float64Array(width * n);
    const signs = new Float64Array(width).map(() => (uniform() < 0.5 ? -1 : 1));
    for (let i = 0; i < width; i++) {
      const row = directions === "aligned" ? along : uniformVector(n, uniform);
      weights.set(scaledTo(signs[i] * rowNorm, row), i * n);
    }
    layers.push(weights);
    along = signs;
  }
  const output = scaledTo(1, directions === "aligned" ? along : independentOutput);
  return { network: createNetwork({ activation, layers, output }), input };
}

/** Entries uniform in [-1, 1). */
function uniformVector(length: number, uniform: () => number): Float64Array {
  return new Float64Array(length).map(() => 2 * uniform() - 1);
}

/** The vector times ± the factor that gives it this norm; the sign is that of `norm`. */
function scaledTo(norm: number, vector: Float64Array): Float64Array {
  const factor = norm / euclideanNorm(vector);
  return vector.map((entry) => factor * entry);
}
