import { UNIT_ROUNDOFF } from "../arithmetic/float64";

/** In place of a pivot of 0. */
const TINY = Number.MIN_VALUE / UNIT_ROUNDOFF;

/**
 * The twisted factorisation of λI - σT for a tridiagonal T of order k: pivots from the top and from the bottom, which meet at the row where
 * what is left, γ, is smallest. The vector s with s_r = 1 there and (λI - σT) s = γ e_r has small components to full relative accuracy.
 *
 * @param down receives the k pivots from the top, `up` those from the bottom
 */
export function twistedFactorisation(
  diagonal: Float64Array,
  offDiagonal: Float64Array,
  sign: 1 | -1,
  k: number,
  lambda: number,
  down: Float64Array,
  up: Float64Array,
): { readonly twist: number; readonly gamma: number } {
  for (let i = 0; i < k; i++) {
    const before = i === 0 ? 0 : offDiagonal[i - 1] * (offDiagonal[i - 1] / down[i - 1]);
    down[i] = lambda - sign * diagonal[i] - before || TINY;
  }
  for (let i = k - 1; i >= 0; i--) {
    const after = i === k - 1 ? 0 : offDiagonal[i] * (offDiagonal[i] / up[i + 1]);
    up[i] = lambda - sign * diagonal[i] - after || TINY;
  }
  let twist = 0;
  let gamma = Number.POSITIVE_INFINITY;
  for (let i = 0; i < k; i++) {
    const left = down[i] + up[i] - (lambda - sign * diagonal[i]);
    if (Math.abs(left) < Math.abs(gamma)) {
      gamma = left;
      twist = i;
    }
  }
  return { twist, gamma };
}

/** The eigenvector of T for a known eigenvalue, 1 at the twist. */
export function tridiagonalVector(
  diagonal: Float64Array,
  offDiagonal: Float64Array,
  k: number,
  value: number,
): Float64Array {
  const [down, up, vector] = [new Float64Array(k), new Float64Array(k), new Float64Array(k)];
  const { twist } = twistedFactorisation(diagonal, offDiagonal, 1, k, value, down, up);
  vector[twist] = 1;
  for (let i = twist - 1; i >= 0; i--) {
    vector[i] = (offDiagonal[i] / down[i]) * vector[i + 1];
  }
  for (let i = twist + 1; i < k; i++) {
    vector[i] = (offDiagonal[i - 1] / up[i]) * vector[i - 1];
  }
  return vector;
}
