import { add, divide, multiply, square, subtract } from "../arithmetic/interval/basic";
import { euclideanNorm } from "../arithmetic/interval/euclideanNorm";
import { type Interval, point } from "../arithmetic/interval/interval";
import { transposed } from "./enclosedMatrix";
import type { EnclosedPropagation } from "./enclosedPropagation";
import { type EnclosedTurn, enclosedTurn, innerProduct } from "./enclosedTurn";

/**
 * <D, Hess f · D>/‖D‖², enclosed: an eigenvalue of the Hessian is at least as large in modulus. In the unit of the propagation.
 *
 * @param direction D in the layout of θ, not 0
 * @example curvatureEnclosure(enclosedPropagation({ network, input }), direction).lower
 */
export function curvatureEnclosure(propagation: EnclosedPropagation, direction: Float64Array): Interval {
  const turn = enclosedTurn(propagation, direction);
  return divide(hessianPairing(propagation, turn, turn), square(euclideanNorm(direction)));
}

/**
 * <D, Hess f · D′>, enclosed, in the unit of the propagation: with D_i = ‖W_i‖ (p u + e),
 *
 *   Σ_rows [δ φ″ ż ż′ + s g (<e, α˙′> + <e′, α˙> - p <α, e′> - p′ <α, e> - t <e, e′>)] + <D_v, α˙′^L> + <D_v′, α˙^L>,
 *
 * the last two where the output is plain (else it is one of the rows), s the gain of a row,
 * <e, α˙′> = <E, α˙′> - p <u, α˙′> and <e, e′> = <E, E′> - p p′. For D′ = D, the second derivative of f along θ + tD
 * (docs/rigour.md).
 */
export function hessianPairing(propagation: EnclosedPropagation, a: EnclosedTurn, b: EnclosedTurn): Interval {
  const { turningLayers, unit } = propagation;
  let sum = point(0);
  for (const [l, { gains, inverseNorms, projections, curvatures, signals, preSignals }] of turningLayers.entries()) {
    const [one, other] = [a.layers[l], b.layers[l]];
    for (const [i, c] of inverseNorms.entries()) {
      const [p, q] = [one.rows[i], other.rows[i]];
      const pulled = add(pull(c, p, q, other.incomingRates), pull(c, q, p, one.incomingRates));
      const stretched = add(multiply(p.lengthRate, q.seen), multiply(q.lengthRate, p.seen));
      const directions = multiply(square(c), innerProduct(p.direction, transposed(q.direction)));
      const turned = multiply(projections[i], subtract(directions, multiply(p.lengthRate, q.lengthRate)));
      const ofRow = multiply(multiply(gains[i], preSignals[i]), subtract(pulled, add(stretched, turned)));
      const ofBend = multiply(multiply(signals[i], curvatures[i]), multiply(p.preRate, q.preRate));
      sum = add(sum, add(ofBend, ofRow));
    }
  }
  if (a.output === null || b.output === null) {
    return sum;
  }
  const ofOutput = add(
    innerProduct(transposed(a.output.direction), b.output.rates),
    innerProduct(transposed(b.output.direction), a.output.rates),
  );
  return add(sum, multiply(point(unit), ofOutput));
}

type TurnedRow = EnclosedTurn["layers"][number]["rows"][number];

/** <e, α˙′>. */
function pull(
  inverseNorm: Interval,
  { direction, lengthRate }: TurnedRow,
  { carried }: TurnedRow,
  rates: EnclosedTurn["layers"][number]["incomingRates"],
): Interval {
  return rates === null
    ? point(0)
    : subtract(multiply(inverseNorm, innerProduct(direction, rates)), multiply(lengthRate, carried));
}
