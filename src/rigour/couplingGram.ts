import { add, multiply, square, subtract } from "../arithmetic/interval/basic";
import { type Interval, point } from "../arithmetic/interval/interval";
import {
  addInterval,
  type EnclosedMatrix,
  enclosedVector,
  product,
  scaledRows,
  transposed,
  weightedGram,
  zeroMatrix,
} from "./enclosedMatrix";
import type { LayerState, RowState } from "./measuredStates";
import { addSymmetric, addTo } from "./symmetricSums";

/** Σ C_iᵀ C_i + (EC)ᵀ Z + Zᵀ (EC) + Zᵀ E² Z with Z = diag(φ′) H N, n x n; only for layers above the first. */
export function couplingGram(
  { layer, rows, scalars, carry, gained }: LayerState,
  curvature: EnclosedMatrix,
): EnclosedMatrix {
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
  const mixedRow = product(transposed(enclosedVector(ofRows.map(({ mixed }) => mixed))), unitRows);
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
  addTo(EC, product(enclosedVector(rows.map(({ pull, rate }) => multiply(pull, square(rate)))), transposed(incoming)));
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
