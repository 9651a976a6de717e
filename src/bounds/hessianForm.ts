import type { Arithmetic } from "../arithmetic/arithmetic";
import { allOnes, type Coefficients } from "./coefficients";
import { quadraticForm } from "./quadraticForm";
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
 *   q(w) = 2 T_v w_v S_L                                       output:      v and the activations move together
 *        + m_v A_L w_v²                                        rotation of a normalised output
 *        + Σ_l V_l [ λ μ_l A_(l-1) w_l²                        rotation:    |ÿ| <= μ |D_i|² for a row y = g u
 *                  + 2 λ T_l w_l S_(l-1)                       interaction: a turning row meets a moving activation
 *                  + β (a_l w_l + γ_l S_(l-1)) (a_l w_l + ĝ_l S_(l-1)) ]    curvature: φ″ ż², ‖ż‖ times ‖ż‖_∞
 *
 * with S_0 = 0, S_l = λ (γ_l S_(l-1) + a_l w_l). curvatureInflow and curvatureLargestInflow are the S_(l-1) of the two factors. In the paper
 * γ = λ = T_v = 1, m_v = 0, V_l = ‖v‖, T_l = s/ω, μ_l = (2/√3) s/ω², ĝ = s. The derivation is in docs/theory-general.md, section 15. All
 * entries are >= 0.
 *
 * @param scales with a smoothness; without one, A2 fails and there is no such bound
 */
function hessianForm<T>(
  arithmetic: Arithmetic<T>,
  scales: Scales<T>,
  coefficient: Coefficients<T, HessianFormCoefficient>,
): readonly (readonly T[])[] {
  const { of, multiply } = arithmetic;
  const { depth, layers, turns, outputTurn, layerScales: a, activationScales: A, signalScales: V } = scales;
  const half = of(0.5);
  const { matrix, addTo, addCross } = quadraticForm(arithmetic, depth + 1);
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

  /** S_(l-1) as the coefficients of w_1 … w_(l-1). */
  let inflow: T[] = [];
  for (const [l, { gainNorm, largestGain, slope, curvature }] of layers.entries()) {
    if (curvature === null) {
      throw new RangeError("hessianForm: the activation is not smooth (A2 fails)");
    }
    const signal = V[l + 1];
    const ofLayer = multiply(signal, slope);
    addTo(l, l, multiply(coefficient.rotation, ofLayer, multiply(turns[l].bend, A[l])));
    addCross(l, inflow, multiply(coefficient.interaction, ofLayer, turns[l].rate));
    const whole = inflow.map((scale) => multiply(coefficient.curvatureInflow, gainNorm, scale));
    const largest = inflow.map((scale) => multiply(coefficient.curvatureLargestInflow, largestGain, scale));
    addProduct(multiply(coefficient.curvature, curvature, signal), [...whole, a[l]], [...largest, a[l]]);
    inflow = [...inflow.map((scale) => multiply(slope, gainNorm, scale)), multiply(slope, a[l])];
  }
  addCross(depth, inflow, multiply(coefficient.output, outputTurn.rate));
  addTo(depth, depth, multiply(coefficient.rotation, outputTurn.bend, A[depth]));
  return matrix;
}

/** c_H = λ_max(Q): the theorem's, unless other coefficients are given. */
export function hessianBound<T>(
  arithmetic: Arithmetic<T>,
  scales: Scales<T>,
  coefficient: Coefficients<T, HessianFormCoefficient> = allOnes(arithmetic, hessianFormCoefficients),
): T {
  return arithmetic.perronRoot(hessianForm(arithmetic, scales, coefficient));
}
