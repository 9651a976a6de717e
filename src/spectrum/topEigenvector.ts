import { negatedOperator, type SymmetricOperator } from "../calculus/symmetricOperator";
import { startVector } from "./startVector";
import { topRitzPair } from "./topRitzPair";

/** An eigenvector of residual r has a Rayleigh quotient that is off by r²/gap only. */
const TOLERANCE = 1e-10;

/**
 * A unit eigenvector of the eigenvalue with the largest modulus: a direction D along which |<D, S D>| is ‖S‖₂. Where the search
 * does not converge, any direction.
 *
 * @example topEigenvector(fullHessian(propagation))
 */
export function topEigenvector(operator: SymmetricOperator): Float64Array {
  const start = startVector(operator.dimension);
  const [up, down] = [operator, negatedOperator(operator)].map((side) =>
    topRitzPair(side, start, [], (value, residual) => residual <= TOLERANCE * Math.abs(value)),
  );
  const isUp = up !== null && (down === null || up.value >= down.value);
  return (isUp ? up : down)?.vector ?? start;
}
