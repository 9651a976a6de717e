import type { Arithmetic } from "../arithmetic/arithmetic";
import { allOnes, type Coefficients } from "./coefficients";
import type { Scales } from "./scales";

/** The coefficients of q, one for every term and factor; 1 in the theorem, other values in its mutations. */
export const hessianFormCoefficients = [
  "output",
  "rotation",
  "interaction",
  "curvature",
  "curvatureInflow",
  "curvatureLargestInflow",
] as const;

type HessianFormCoefficient = (typeof hessianFormCoefficients)[number];

/**
 * Q, the (L+1) x (L+1) matrix of the quadratic form that bounds the second derivative of f along any direction whose
 * blocks have norms w_1..w_L, w_v:
 *
 *   q(w) = 2 w_v S_L                                      output:      v and the activations move together
 *        + ‖v‖ Σ_l [ (2/√3)(a_l/ω) w_l²                   rotation:    |u″| <= (2/√3) |D_i|²/‖W_i‖² for a unit row
 *                  + (2s/ω) w_l S_(l-1)                   interaction: a turning row meets a moving activation
 *                  + β (a_l w_l + S_(l-1)) (a_l w_l + s S_(l-1)) ]    curvature: φ″ ż², ‖ż‖ times ‖ż‖_∞
 *
 * with S_l = Σ_{k<=l} a_k w_k. curvatureInflow and curvatureLargestInflow are the S_(l-1) of the two factors. The
 * derivation is in docs/theory.md, "hessian-layerwise". All entries are >= 0.
 *
 * @param scales with a smoothness; without one, A2 fails and there is no such bound
 */
function hessianForm<T>(
  arithmetic: Arithmetic<T>,
  scales: Scales<T>,
  coefficient: Coefficients<T, HessianFormCoefficient>,
): T[][] {
  const { of, add, multiply, divide, squareRoot } = arithmetic;
  const { depth, layerScales: a, inverseRootWidth: s, minWeightNorm: omega, outputNorm, smoothness } = scales;
  if (smoothness === null) {
    throw new RangeError("hessianForm: the activation is not smooth (A2 fails)");
  }
  const zero = of(0);
  const half = of(0.5);
  const Q = Array.from({ length: depth + 1 }, () => new Array<T>(depth + 1).fill(zero));
  const addTo = (i: number, j: number, term: T): void => {
    Q[i][j] = add(Q[i][j], term);
  };
  /** Adds the form `factor` (f·w)(g·w), half of it on each side of the diagonal. */
  const addProduct = (factor: T, f: readonly T[], g: readonly T[]): void => {
    for (let i = 0; i < f.length; i++) {
      for (let j = 0; j < g.length; j++) {
        const term = multiply(half, factor, f[i], g[j]);
        addTo(i, j, term);
        addTo(j, i, term);
      }
    }
  };

  for (let k = 0; k < depth; k++) {
    addTo(k, depth, multiply(coefficient.output, a[k]));
    addTo(depth, k, multiply(coefficient.output, a[k]));
  }
  const twoOverRootThree = divide(of(2), squareRoot(of(3)));
  const interaction = multiply(coefficient.interaction, outputNorm, s);
  const curvature = multiply(coefficient.curvature, outputNorm, smoothness);
  for (let l = 0; l < depth; l++) {
    addTo(l, l, multiply(coefficient.rotation, outputNorm, twoOverRootThree, divide(a[l], omega)));
    for (let k = 0; k < l; k++) {
      const term = divide(multiply(interaction, a[k]), omega);
      addTo(l, k, term);
      addTo(k, l, term);
    }
    const inflow = a.slice(0, l);
    const whole = [...inflow.map((scale) => multiply(coefficient.curvatureInflow, scale)), a[l]];
    const largest = [...inflow.map((scale) => multiply(coefficient.curvatureLargestInflow, s, scale)), a[l]];
    addProduct(curvature, whole, largest);
  }
  return Q;
}

/** c_H = λ_max(Q): the theorem's, unless other coefficients are given. */
export function hessianBound<T>(
  arithmetic: Arithmetic<T>,
  scales: Scales<T>,
  coefficient: Coefficients<T, HessianFormCoefficient> = allOnes(arithmetic, hessianFormCoefficients),
): T {
  return arithmetic.perronRoot(hessianForm(arithmetic, scales, coefficient));
}
