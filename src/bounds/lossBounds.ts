import type { Arithmetic } from "../arithmetic/arithmetic";
import { square } from "../arithmetic/arithmetic";
import { activationGrowth } from "./activationGrowth";
import { allOnes, type Coefficients } from "./coefficients";
import { gradientBound, gradientBoundCoefficients } from "./gradientBound";
import { hessianBound } from "./hessianForm";
import type { Scales } from "./scales";

export const lossValueBoundCoefficients = ["target", "input", "atZero"] as const;

/**
 * (1/n) Σ_i (|y_i| + ‖v‖ A_L(x_i) + |c|)², A_L(x) = ‖x‖ + L √m p in the paper, where c = 0: the bound of L(θ) (`loss-bound`), as
 * |f(x)| <= ‖v‖ A_L(x) + |c|.
 *
 * @param scales of the network; their X is not used, as each record has its own
 * @param records the batch
 */
export function lossValueBound<T>(
  arithmetic: Arithmetic<T>,
  { depth, outputNorm, outputBias, ...scales }: Scales<T>,
  { inputs, targets }: { readonly inputs: readonly Float64Array[]; readonly targets: Float64Array },
  coefficient: Coefficients<T, (typeof lossValueBoundCoefficients)[number]> = allOnes(
    arithmetic,
    lossValueBoundCoefficients,
  ),
): T {
  const { of, add, multiply, divide, absolute } = arithmetic;
  const { factor, growth } = activationGrowth(arithmetic, scales)[depth - 1];
  const atZero = multiply(coefficient.atZero, growth);
  const squares = inputs.map((input, i) => {
    const activation = add(multiply(coefficient.input, factor, arithmetic.euclideanNorm(input)), atZero);
    const target = multiply(coefficient.target, absolute(of(targets[i])));
    return square(arithmetic, add(target, multiply(outputNorm, activation), outputBias));
  });
  return divide(add(...squares), of(inputs.length));
}

export const lossGradientBoundCoefficients = gradientBoundCoefficients;

type GradientCoefficients<T> = Coefficients<T, (typeof gradientBoundCoefficients)[number]>;

/**
 * 2 ϱ √ℓ, the bound of ‖∇L‖ (`loss-gradient`): ‖∇L‖ <= (2/n) Σ |r_i| ‖∇f_i‖ and Σ |r_i| <= n √ℓ.
 *
 * @param scales of the batch
 * @param loss ℓ = L(θ)
 */
export function lossGradientBound<T>(
  arithmetic: Arithmetic<T>,
  scales: Scales<T>,
  loss: T,
  coefficient: GradientCoefficients<T> = allOnes(arithmetic, gradientBoundCoefficients),
): T {
  const { of, multiply, squareRoot } = arithmetic;
  return multiply(of(2), gradientBound(arithmetic, scales, coefficient), squareRoot(loss));
}

/** 4 ϱ², the bound of ‖∇L‖²/L (`gradient-to-loss-ratio`): the square of {@link lossGradientBound}, divided by ℓ. */
export function gradientToLossBound<T>(
  arithmetic: Arithmetic<T>,
  scales: Scales<T>,
  coefficient: GradientCoefficients<T> = allOnes(arithmetic, gradientBoundCoefficients),
): T {
  return arithmetic.multiply(arithmetic.of(4), square(arithmetic, gradientBound(arithmetic, scales, coefficient)));
}

export const lossHessianBoundCoefficients = ["gradients", "residuals"] as const;

/**
 * 2 ϱ² + 2 √ℓ c_H, the bound of ‖Hess L‖₂ (`loss-hessian`): Hess L = (2/n) Σ_i [∇f_i ∇f_iᵀ - r_i Hess f_i].
 *
 * @param scales of the batch, with a smoothness; without one, A2 fails and there is no such bound
 * @param loss ℓ = L(θ)
 */
export function lossHessianBound<T>(
  arithmetic: Arithmetic<T>,
  scales: Scales<T>,
  loss: T,
  coefficient: Coefficients<T, (typeof lossHessianBoundCoefficients)[number]> = allOnes(
    arithmetic,
    lossHessianBoundCoefficients,
  ),
): T {
  const { of, add, multiply, squareRoot } = arithmetic;
  const gradients = multiply(coefficient.gradients, of(2), square(arithmetic, gradientBound(arithmetic, scales)));
  const residuals = multiply(coefficient.residuals, of(2), squareRoot(loss), hessianBound(arithmetic, scales));
  return add(gradients, residuals);
}
