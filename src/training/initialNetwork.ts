import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { normalNumbers } from "../arithmetic/normalNumbers";
import { pseudoRandom } from "../arithmetic/pseudoRandom";
import { InputError } from "../files/inputError";
import { createNetwork, fanIn, type Network, type UniformShape, uniformShape } from "../network/network";
import { checkSize } from "../network/sizeLimit";

/**
 * The paper's initial weights: entries of every W^l uniform in [-c/√m, c/√m], v_0 uniform on the unit sphere.
 *
 * @param rowRange c
 * @returns a network whose numbers are float32 numbers, so ‖v_0‖ is 1 to float32 rounding
 * @throws InputError for a shape that no machine has the memory for
 * @example initialNetwork({ depth: 2, width: 512, inputDimension: 784, activation }, 5, seed)
 */
export function initialNetwork(
  shape: UniformShape & Pick<Network, "activation">,
  rowRange: number,
  seed: number,
): Network {
  checkSize(shape);
  const uniform = pseudoRandom(seed);
  const { depth, width } = shape;
  const bound = rowRange / Math.sqrt(width);
  const layers = Array.from({ length: depth }, (_, l) => {
    const weights = new Float64Array(width * fanIn(uniformShape(shape), l));
    return weights.map(() => Math.fround(bound * (2 * uniform() - 1)));
  });
  return createNetwork({ activation: shape.activation, layers, output: unitVector(width, uniform) });
}

/** Normalised normal numbers point in a uniformly random direction. */
function unitVector(length: number, uniform: () => number): Float64Array {
  const vector = new Float64Array(length).map(normalNumbers(uniform));
  const norm = euclideanNorm(vector);
  // One number of zero norm: cos or log hit 0 exactly; any unit vector will do.
  return norm === 0 ? vector.fill(0).fill(1, 0, 1) : vector.map((value) => Math.fround(value / norm));
}

/** Squares of row norms in this range, and their reciprocals, are float32 numbers with all their digits. */
const SMALLEST_ROW_NORM = 1e-15;
const LARGEST_ROW_NORM = 1e15;

/** @throws InputError for rows that float32 cannot be trained with */
export function checkTrainable(network: Network): void {
  for (const [l, weights] of network.layers.entries()) {
    const n = fanIn(network, l);
    for (let i = 0; i < network.width; i++) {
      const norm = euclideanNorm(weights, i * n, n);
      if (!(norm >= SMALLEST_ROW_NORM && norm <= LARGEST_ROW_NORM)) {
        throw new InputError(
          `layers[${l}][${i}]`,
          `a row of norm ${norm}`,
          `a norm from ${SMALLEST_ROW_NORM} to ${LARGEST_ROW_NORM}: training computes in float32`,
        );
      }
    }
  }
}
