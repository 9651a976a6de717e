import { absolute, add, divide, maximum, multiply, square, squareRoot, subtract } from "../arithmetic/interval/basic";
import { type Interval, point } from "../arithmetic/interval/interval";
import { intervals } from "../arithmetic/interval/intervals";
import { addUp } from "../arithmetic/rounding/directed";
import type { TrainedParameters } from "../network/trainedParameters";
import {
  addAt,
  addInterval,
  type EnclosedMatrix,
  entryAt,
  product,
  scaledRows,
  setEntry,
  transposed,
  weightedGram,
  zeroMatrix,
} from "./enclosedMatrix";
import type { EnclosedLayer, EnclosedPropagation } from "./enclosedPropagation";
import { normBounds, symmetricNormBounds, type Witness } from "./normBounds";

/** The own block of a layer is taken with all its coordinates up to this many; beyond, in two parts. */
const MOST_COORDINATES = 512;

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
    const couplings = couplingGram(state, curvatures[l]);
    for (const [k, X] of moved.entries()) {
      const ofLayer = product(transposed(X), product(couplings, X));
      setBlock(l, k, squareRoot(symmetricNormBounds(ofLayer, witness)));
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

/** A row's numbers of bounds/measuredForm.ts, enclosed. */
interface RowState {
  /** t = g/r. */
  readonly rate: Interval;
  readonly norm: Interval;
  readonly along: Interval;
  readonly beside: Interval;
  readonly pull: Interval;
  readonly bend: Interval;
  readonly slope: Interval;
  readonly gain: Interval;
  /** ε². */
  readonly reachSquare: Interval;
}

interface LayerState {
  readonly layer: EnclosedLayer;
  readonly rows: readonly RowState[];
  readonly scalars: Interval;
  /** N = diag(φ′ g) U, and Y = diag(g) U. */
  readonly carry: EnclosedMatrix;
  readonly gained: EnclosedMatrix;
  /** |φ′_i| ε_i. */
  readonly turns: readonly Interval[];
}

function layerState(layer: EnclosedLayer, parameters: TrainedParameters): LayerState {
  const scalars = point(parameters === "all" ? 1 : 0);
  const rows = layer.gains.map((gain, i): RowState => {
    const rate = layer.fanIn === 1 ? point(0) : divide(gain, layer.rowNorms[i]);
    const [along, beside] = [layer.projections[i], layer.fanIn === 1 ? point(0) : layer.tangentNorms[i]];
    const ofScalars = multiply(scalars, add(square(along), point(1)));
    return {
      rate,
      norm: layer.rowNorms[i],
      along,
      beside,
      pull: layer.preSignals[i],
      bend: multiply(layer.signals[i], layer.curvatures[i]),
      slope: layer.slopes[i],
      gain,
      reachSquare: add(square(multiply(rate, beside)), ofScalars),
    };
  });
  const gained = scaledRows(layer.unitRows, layer.gains);
  return {
    layer,
    rows,
    scalars,
    gained,
    carry: scaledRows(gained, layer.slopes),
    turns: rows.map(({ slope, reachSquare }) => multiply(absolute(slope), intervals.squareRoot(reachSquare))),
  };
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

/** Adds a symmetric matrix that has its lower triangle only. */
function addSymmetric(target: EnclosedMatrix, lower: EnclosedMatrix): void {
  const n = target.rows;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const [midpoint, radius] = [lower.midpoints[i * n + j], lower.radii[i * n + j]];
      addAt(target, i * n + j, midpoint, radius);
      if (i !== j) {
        addAt(target, j * n + i, midpoint, radius);
      }
    }
  }
}

function addTo(target: EnclosedMatrix, other: EnclosedMatrix): void {
  for (let k = 0; k < target.midpoints.length; k++) {
    addAt(target, k, other.midpoints[k], other.radii[k]);
  }
}

function diagonal(entries: readonly Interval[]): EnclosedMatrix {
  const matrix = zeroMatrix(entries.length, entries.length);
  for (const [i, entry] of entries.entries()) {
    setEntry(matrix, i * (entries.length + 1), entry);
  }
  return matrix;
}

/** Σ C_iᵀ C_i + (EC)ᵀ Z + Zᵀ (EC) + Zᵀ E² Z with Z = diag(φ′) H N, n x n; only for layers above the first. */
function couplingGram({ layer, rows, scalars, carry, gained }: LayerState, curvature: EnclosedMatrix): EnclosedMatrix {
  const { fanIn: n, unitRows, incoming } = layer;
  const Z = scaledRows(
    product(curvature, carry),
    rows.map(({ slope }) => slope),
  );
  const gram = zeroMatrix(n, n);
  const ofRows = rows.map((row) => couplingNumbers(row, scalars));
  const ofUnit = ofRows.map(({ unit, mixed }, i) => subtract(unit, multiply(point(2), multiply(mixed, rows[i].along))));
  addSymmetric(gram, weightedGram(unitRows, ofUnit));
  // u αᵀ + α uᵀ, with the weights of all rows.
  const mixedRow = product(transposed(columnOf(ofRows.map(({ mixed }) => mixed))), unitRows);
  const outer = product(incoming, mixedRow);
  addTo(gram, outer);
  addTo(gram, transposed(outer));
  const everywhere = ofRows.reduce((sum, { tangent }) => add(sum, tangent), point(0));
  for (let j = 0; j < n; j++) {
    addInterval(gram, j * (n + 1), everywhere);
  }
  // Row i of EC: p [t² (α - c u) + [T] c u] + q ε² y.
  const EC = scaledRows(
    unitRows,
    rows.map(({ rate, along, pull }) => multiply(multiply(pull, along), subtract(scalars, square(rate)))),
  );
  addTo(EC, product(columnOf(rows.map(({ pull, rate }) => multiply(pull, square(rate)))), transposed(incoming)));
  addTo(
    EC,
    scaledRows(
      gained,
      rows.map(({ bend, reachSquare }) => multiply(bend, reachSquare)),
    ),
  );
  const cross = product(transposed(EC), Z);
  addTo(gram, cross);
  addTo(gram, transposed(cross));
  addSymmetric(
    gram,
    weightedGram(
      Z,
      rows.map(({ reachSquare }) => reachSquare),
    ),
  );
  return gram;
}

function columnOf(entries: readonly Interval[]): EnclosedMatrix {
  const column = zeroMatrix(entries.length, 1);
  for (const [i, entry] of entries.entries()) {
    setEntry(column, i, entry);
  }
  return column;
}

/** C_iᵀC_i = G_nn I + (G_uu - G_nn) u uᵀ + (G_un/s)(u αᵀ + α uᵀ - 2c u uᵀ): the factors of I, of u uᵀ, and of the rest. */
function couplingNumbers(
  { rate, pull, bend, gain, along, beside }: RowState,
  scalars: Interval,
): { readonly tangent: Interval; readonly unit: Interval; readonly mixed: Interval } {
  const bent = multiply(bend, gain);
  const squareRate = square(rate);
  const tangent = multiply(squareRate, square(pull));
  const ofScalars = multiply(scalars, add(square(add(pull, multiply(bent, along))), square(bent)));
  const unit = add(multiply(squareRate, square(multiply(bent, beside))), ofScalars);
  return { tangent, unit: subtract(unit, tangent), mixed: multiply(squareRate, multiply(pull, bent)) };
}

/** ‖block (l, l)‖: of all rows together where they are few, else the largest row's own part and the rest one after the other. */
function ownNorm(
  { layer, rows, turns }: LayerState,
  curvature: EnclosedMatrix,
  parameters: TrainedParameters,
  witness: Witness,
): Interval {
  const size = parameters === "all" ? 4 : 2;
  // Beside u and α a row bends by -p t c/r, where there is a direction beside them.
  const straight = layer.fanIn > 2 ? rows.map((row) => absolute(straightOf(row))) : [];
  const beside = straight.reduce((most, each) => maximum(most, each), point(0));
  if (size * rows.length <= MOST_COORDINATES) {
    return maximum(beside, symmetricNormBounds(ownMatrix(rows, curvature, size), witness));
  }
  const ofRows = rows
    .map((row) => symmetricNormBounds(ownMatrix([row], zeroMatrix(1, 1), size), witness))
    .reduce((most, norm) => maximum(most, norm), beside);
  const carried = scaledRows(transposed(scaledRows(curvature, turns)), turns);
  return { lower: beside.lower, upper: addUp(ofRows.upper, symmetricNormBounds(carried, witness).upper) };
}

/** -p t c/r. */
function straightOf({ pull, rate, along, norm }: RowState): Interval {
  return multiply(point(-1), divide(multiply(multiply(pull, rate), along), norm));
}

/** M_i on the diagonal, φ′_i φ′_j H_ij ζ_i ζ_jᵀ everywhere, in the coordinates (n, u) of every row, and (g, b) with them. */
function ownMatrix(rows: readonly RowState[], curvature: EnclosedMatrix, size: 2 | 4): EnclosedMatrix {
  const all = size * rows.length;
  const matrix = zeroMatrix(all, all);
  const motions = rows.map(({ rate, beside, along }) =>
    [multiply(rate, beside), point(0), along, point(1)].slice(0, size),
  );
  for (const [i, row] of rows.entries()) {
    for (const [j, other] of rows.entries()) {
      const carried = multiply(multiply(row.slope, other.slope), entryAt(curvature, i * rows.length + j));
      const factor = i === j ? add(carried, row.bend) : carried;
      for (let a = 0; a < size; a++) {
        for (let b = 0; b < size; b++) {
          const entry = multiply(factor, multiply(motions[i][a], motions[j][b]));
          setEntry(matrix, (size * i + a) * all + size * j + b, entry);
        }
      }
    }
    const perNorm = divide(row.pull, row.norm);
    const rotation = multiply(point(-1), multiply(perNorm, multiply(row.rate, row.beside)));
    const addBoth = (a: number, b: number, entry: Interval): void => {
      addInterval(matrix, (size * i + a) * all + size * i + b, entry);
      if (a !== b) {
        addInterval(matrix, (size * i + b) * all + size * i + a, entry);
      }
    };
    addBoth(0, 0, straightOf(row));
    addBoth(0, 1, rotation);
    if (size === 4) {
      addBoth(0, 2, multiply(perNorm, row.beside));
    }
  }
  return matrix;
}

/** λ_max of the matrix of the blocks' norms: a bound of ‖Hess f‖₂. */
export function blocksBound(blocks: readonly (readonly Interval[])[]): number {
  return blocks.flat().every(({ upper }) => upper < Number.POSITIVE_INFINITY)
    ? intervals.perronRoot(blocks.map((row) => row.map(({ upper }) => point(upper)))).upper
    : Number.POSITIVE_INFINITY;
}
