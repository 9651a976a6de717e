import { add, divide, multiply, square, subtract } from "../arithmetic/interval/basic";
import { euclideanNorm } from "../arithmetic/interval/euclideanNorm";
import { type Interval, point } from "../arithmetic/interval/interval";
import { layerOffsets } from "../network/layout";
import { type EnclosedMatrix, enclosedVector, entryAt, product, rowsOf, transposed } from "./enclosedMatrix";
import type { EnclosedLayer, EnclosedPropagation } from "./enclosedPropagation";

/**
 * <D, Hess f · D>/‖D‖², enclosed: an eigenvalue of the Hessian is at least as large in modulus. In the unit of the propagation.
 *
 * For rows D_i = p u + e of D, with E = D_i/‖W_i‖ and p, e of E: f″ = Σ [δ φ″ ż² - s g (2 p <α, e> + t ‖e‖²) + 2 s g <e, α˙>] + 2 <v˙, α˙^L>,
 * ż = s (<α, e> + <u, α˙>); <α, e> = <α, E> - t p, ‖e‖² = ‖E‖² - p², <e, α˙> = <E, α˙> - p <u, α˙>.
 *
 * @param direction D in the layout of θ, not 0, in the coordinates of rows of norm `unit`: E_i = (unit/‖W_i‖) D_i, v˙ = unit D_v
 */
export function curvatureEnclosure(propagation: EnclosedPropagation, direction: Float64Array): Interval {
  const { networkCase, unit, scale, layers } = propagation;
  const { network } = networkCase;
  const offsets = layerOffsets(network);
  let sum = point(0);
  let rate: EnclosedMatrix | null = null;
  for (const [l, layer] of layers.entries()) {
    const block = direction.subarray(offsets[l], offsets[l + 1]);
    const turned = turnLayer(layer, block, rate, scale);
    sum = add(sum, turned.curvature);
    rate = enclosedVector(turned.outgoingRates);
  }
  const output = direction.subarray(offsets[network.depth]);
  for (const [i, entry] of output.entries()) {
    const ofOutput = rate === null ? point(0) : multiply(multiply(point(unit), point(entry)), entryAt(rate, i));
    sum = add(sum, add(ofOutput, ofOutput));
  }
  return divide(sum, square(euclideanNorm(direction)));
}

/** What the rows of a layer add to f″, and the rates of its activations. */
function turnLayer(
  layer: EnclosedLayer,
  block: Float64Array,
  rate: EnclosedMatrix | null,
  scale: Interval,
): { curvature: Interval; outgoingRates: Interval[] } {
  const { fanIn: n, unitRows, incoming, inverseNorms, projections, slopes, curvatures, signals, preSignals } = layer;
  let curvature = point(0);
  const outgoingRates = slopes.map((slope, i) => {
    const row = { rows: 1, columns: n, midpoints: block.subarray(i * n, (i + 1) * n), radii: new Float64Array(n) };
    const c = inverseNorms[i];
    const unitRow = rowsOf(unitRows, i);
    const along = (vector: EnclosedMatrix): Interval => multiply(c, entryAt(product(row, vector), 0));
    const p = along(transposed(unitRow));
    const seen = subtract(along(incoming), multiply(projections[i], p));
    const turnSquare = subtract(square(multiply(c, euclideanNorm(row.midpoints))), square(p));
    const carried = rate === null ? point(0) : entryAt(product(unitRow, rate), 0);
    const pulled = rate === null ? point(0) : subtract(along(rate), multiply(p, carried));
    const preRate = multiply(scale, add(seen, carried));
    const ofRow = multiply(
      multiply(scale, preSignals[i]),
      subtract(
        add(pulled, pulled),
        add(multiply(projections[i], turnSquare), add(multiply(p, seen), multiply(p, seen))),
      ),
    );
    curvature = add(curvature, add(multiply(multiply(signals[i], curvatures[i]), square(preRate)), ofRow));
    return multiply(slope, preRate);
  });
  return { curvature, outgoingRates };
}
