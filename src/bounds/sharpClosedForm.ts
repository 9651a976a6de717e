import type { Arithmetic } from "../arithmetic/arithmetic";
import { square } from "../arithmetic/arithmetic";
import { allOnes, type Coefficients } from "./coefficients";
import type { Scales } from "./scales";

export const sharpClosedFormCoefficients = ["output", "rotation", "interaction", "curvature"] as const;

/**
 * T_v √L J + m_v A_L + ‖v‖ [ K + (L-1) R J + (β/(2λ²)) L (L+1) J²/G ], an upper bound of λ_max(Q) for networks with gains (`hessian-closed-form-sharp`):
 *
 *   G_l = λγ_(l+1) … λγ_L,   J = λ max_l a_l G_l,   K = λ max_l G_l μ_l A_(l-1),   R = max_(l>=2) T_l/γ_l,   G = min_l G_l.
 *
 * For ‖w‖ = 1: G_l S_l <= J Σ_{k<=l} w_k, Σ_{k<l} w_k w_l <= (L-1)/2 and Σ_l (Σ_{k<=l} w_k)² <= L(L+1)/2. In the paper J and K are at most
 * k/ω and (2/√3) k/ω² of closedForm.ts, and R = s/ω.
 *
 * @param scales with a smoothness, and with γ > 0 in every layer
 */
export function sharpClosedForm<T>(
  arithmetic: Arithmetic<T>,
  scales: Scales<T>,
  coefficient: Coefficients<T, (typeof sharpClosedFormCoefficients)[number]> = allOnes(
    arithmetic,
    sharpClosedFormCoefficients,
  ),
): T {
  const { of, add, multiply, divide, squareRoot, maximum, minimum } = arithmetic;
  const { depth, layers, turns, outputTurn, activationScales, layerScales, outputNorm, lipschitz, smoothness } = scales;
  if (smoothness === null) {
    throw new RangeError("sharpClosedForm: the activation is not smooth (A2 fails)");
  }
  const above = new Array<T>(depth).fill(of(1));
  for (let l = depth - 2; l >= 0; l--) {
    above[l] = multiply(lipschitz, layers[l + 1].gainNorm, above[l + 1]);
  }
  const largest = (values: readonly T[]): T => values.reduce((a, b) => maximum(a, b), of(0));
  const J = multiply(lipschitz, largest(layerScales.map((a, l) => multiply(a, above[l]))));
  const K = multiply(lipschitz, largest(turns.map(({ bend }, l) => multiply(above[l], bend, activationScales[l]))));
  const R = largest(turns.slice(1).map(({ rate }, k) => divide(rate, layers[k + 1].gainNorm)));
  const least = above.reduce((a, b) => minimum(a, b));
  const inner = add(
    multiply(coefficient.rotation, K),
    multiply(coefficient.interaction, of(depth - 1), R, J),
    multiply(
      coefficient.curvature,
      divide(smoothness, square(arithmetic, lipschitz)),
      of((depth * (depth + 1)) / 2),
      divide(square(arithmetic, J), least),
    ),
  );
  return add(
    multiply(coefficient.output, outputTurn.rate, squareRoot(of(depth)), J),
    multiply(coefficient.rotation, outputTurn.bend, activationScales[depth]),
    multiply(outputNorm, inner),
  );
}
