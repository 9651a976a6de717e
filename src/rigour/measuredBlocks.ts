import { squareRoot } from "../arithmetic/interval/basic";
import { type Interval, point } from "../arithmetic/interval/interval";
import { intervals } from "../arithmetic/interval/intervals";
import type { TrainedParameters } from "../network/trainedParameters";
import { couplingGram } from "./couplingGram";
import { type EnclosedMatrix, product, setEntry, transposed, weightedGram, zeroMatrix } from "./enclosedMatrix";
import type { EnclosedPropagation } from "./enclosedPropagation";
import { type LayerState, layerState } from "./measuredStates";
import { normBounds, symmetricNormBounds, type Witness } from "./normBounds";
import { ownNorm } from "./ownBlock";
import { addSymmetric } from "./symmetricSums";

/**
 * The norms of the blocks (layer k, layer l) of Hess f, of order L + 1, the last being the output's: for `hessian-measured-blocks`. O(L² m³).
 * Both ends are certain; where a layer has too many rows for one matrix, the lower end is that of its parts.
 *
 *   N_l = diag(φ′) Y, Y = diag(g) U;   H_L = 0, H_(l-1) = N_lᵀ H_l N_l + Σ_i q_i y_i y_iᵀ: the second derivative of f in α^(l-1);
 *   X_k = N_(l-1) … N_(k+1) diag(|φ′| ε): α^(l-1) by the motion of layer k;   block (k, l) = ‖[C_l + (∂z/∂row)ᵀ diag(φ′) H_l N_l] X_k‖
 *
 * with the symbols of bounds/measuredForm.ts. The derivation is in docs/theory-general.md, "hessian-measured-blocks".
 *
 * @param witness see {@link Witness}
 * @example measuredBlocks(enclosedPropagation({ network, input }), "directions", witness)[0][0]
 */
export function measuredBlocks(
  propagation: EnclosedPropagation,
  parameters: TrainedParameters,
  witness: Witness,
): Interval[][] {
  const { layers, turningLayers } = propagation;
  const depth = layers.length;
  const states = turningLayers.map((layer) => layerState(layer, parameters));
  const curvatures = curvaturesOf(states);
  const blocks = Array.from({ length: depth + 1 }, () => new Array<Interval>(depth + 1).fill(point(0)));
  const setBlock = (l: number, k: number, norm: Interval): void => {
    blocks[l][k] = norm;
    blocks[k][l] = norm;
  };
  let moved: EnclosedMatrix[] = [];
  for (const [l, state] of states.entries()) {
    // Nothing moves what the first layer takes in: no need of its Gram matrix, as large as the input's dimension squared.
    if (l > 0) {
      const couplings = couplingGram(state, curvatures[l]);
      for (const [k, X] of moved.entries()) {
        const ofLayer = product(transposed(X), product(couplings, X));
        setBlock(l, k, squareRoot(symmetricNormBounds(ofLayer, witness)));
      }
    }
    setBlock(l, l, ownNorm(state, curvatures[l], parameters, witness));
    moved = [...moved.map((X) => product(state.carry, X)), diagonal(state.turns)];
  }
  if (turningLayers.length === depth) {
    for (const [k, X] of moved.entries()) {
      setBlock(depth, k, normBounds(X, witness));
    }
  }
  return blocks;
}

/** H_l for every layer, the second derivative of f in what it puts out. */
function curvaturesOf(states: readonly LayerState[]): EnclosedMatrix[] {
  const top = states[states.length - 1].rows.length;
  const curvatures = [zeroMatrix(top, top)];
  for (let l = states.length - 1; l > 0; l--) {
    const { carry, gained, rows } = states[l];
    const below = product(transposed(carry), product(curvatures[0], carry));
    const own = weightedGram(
      gained,
      rows.map(({ bend }) => bend),
    );
    addSymmetric(below, own);
    curvatures.unshift(below);
  }
  return curvatures;
}

function diagonal(entries: readonly Interval[]): EnclosedMatrix {
  const matrix = zeroMatrix(entries.length, entries.length);
  for (const [i, entry] of entries.entries()) {
    setEntry(matrix, i * (entries.length + 1), entry);
  }
  return matrix;
}

/** λ_max of the matrix of the blocks' norms: a bound of ‖Hess f‖₂. */
export function blocksBound(blocks: readonly (readonly Interval[])[]): number {
  return blocks.flat().every(({ upper }) => upper < Number.POSITIVE_INFINITY)
    ? intervals.perronRoot(blocks.map((row) => row.map(({ upper }) => point(upper)))).upper
    : Number.POSITIVE_INFINITY;
}
