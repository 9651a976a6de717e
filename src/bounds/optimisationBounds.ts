import type { Arithmetic } from "../arithmetic/arithmetic";
import { square } from "../arithmetic/arithmetic";
import { scalesAround } from "./batchScales";
import { allOnes, type Coefficients } from "./coefficients";
import { gradientBound } from "./gradientBound";
import { hessianBound } from "./hessianForm";
import type { Scales } from "./scales";

/** Where an optimiser stands: ℓ = L(θ_t) > 0 and ‖∇L(θ_t)‖ > 0. */
export interface LossState<T> {
  readonly loss: T;
  readonly gradientNorm: T;
}

/** The cone |cos(θ′ - θ_t, ∇L)| >= κ and the radius ρ₂ < ω of a ball around θ_t. */
interface Cone<T> {
  readonly cosine: T;
  readonly radius: T;
}

export const curvatureLossCoefficients = ["displacement", "residuals", "rowRadius", "outputRadius"] as const;

type CurvatureLossCoefficients<T> = Coefficients<T, (typeof curvatureLossCoefficients)[number]>;

/**
 * α_t of `restricted-strong-convexity`, on the ball of radius ρ₂ around θ_t and the cone |cos(θ′ - θ_t, ∇L)| >= κ:
 *
 *   α_t = κ² ‖∇L‖²/(2ℓ) - c_H (2 ϱ ρ₂ + 2 √ℓ)
 *
 * The first term is {@link gradientCurvature}, the second {@link curvatureLoss}. It may be negative.
 *
 * @param scales of the batch at θ_t, with a smoothness and ω > ρ₂; else nothing is stated
 */
export function strongConvexity<T>(
  arithmetic: Arithmetic<T>,
  scales: Scales<T>,
  state: LossState<T>,
  cone: Cone<T>,
  coefficient: CurvatureLossCoefficients<T> = allOnes(arithmetic, curvatureLossCoefficients),
): T {
  return arithmetic.subtract(
    gradientCurvature(arithmetic, state, cone.cosine),
    curvatureLoss(arithmetic, scales, state.loss, cone.radius, coefficient),
  );
}

/** κ² ‖∇L‖²/(2ℓ): the least curvature of (1/n) Σ <∇f_i, D>² along the D with |cos(D, ∇L)| >= κ. */
export function gradientCurvature<T>(arithmetic: Arithmetic<T>, { loss, gradientNorm }: LossState<T>, cosine: T): T {
  const { of, multiply, divide, squareRoot } = arithmetic;
  // A quotient of what is nearly of one size: ‖∇L‖ <= 2 ϱ √ℓ.
  const slope = square(arithmetic, multiply(cosine, divide(gradientNorm, squareRoot(loss))));
  return multiply(of(0.5), slope);
}

/**
 * c_H (2 ϱ ρ₂ + 2 √ℓ): what Hess f can take from the curvature, displacement where it meets ∇f_i, residuals where it meets r_i.
 * c_H holds over the ball: ω - ρ₂ (rowRadius) and ‖v‖ + ρ₂ (outputRadius); ϱ is that at θ_t. Where gains and biases are trained, theirs
 * are those of the ball too (outputRadius): batchScales.ts.
 */
export function curvatureLoss<T>(
  arithmetic: Arithmetic<T>,
  scales: Scales<T>,
  loss: T,
  radius: T,
  coefficient: CurvatureLossCoefficients<T> = allOnes(arithmetic, curvatureLossCoefficients),
): T {
  const { of, add, multiply, squareRoot } = arithmetic;
  const ball = scalesAround(
    arithmetic,
    scales,
    multiply(coefficient.rowRadius, radius),
    multiply(coefficient.outputRadius, radius),
  );
  const displacement = multiply(coefficient.displacement, of(2), gradientBound(arithmetic, scales), radius);
  const residuals = multiply(coefficient.residuals, of(2), squareRoot(loss));
  return multiply(hessianBound(arithmetic, ball), add(displacement, residuals));
}

export const descentCoefficients = ["gradients", "residuals", "displacement", "outputRadius"] as const;

/**
 * b of `descent`, a bound of ‖Hess L‖₂ along the whole step θ - τ η ∇L, 0 <= τ <= 1:
 *
 *   b = 2 ϱ² + 2 (√ℓ + ϱ ρ) c_H,   ρ = η ‖∇L‖,   ϱ and c_H at ‖v‖ + ρ and the same ω
 *
 * as the step is orthogonal to every row, so no row shrinks, and √L grows by at most ϱ times the way. Gains and biases, if they are
 * trained, move by at most ρ as v does.
 *
 * @param scales of the batch at θ, with a smoothness
 * @param rate η
 */
export function descentSmoothness<T>(
  arithmetic: Arithmetic<T>,
  scales: Scales<T>,
  { loss, gradientNorm }: LossState<T>,
  rate: T,
  coefficient: Coefficients<T, (typeof descentCoefficients)[number]> = allOnes(arithmetic, descentCoefficients),
): T {
  const { of, add, multiply, squareRoot } = arithmetic;
  const way = multiply(rate, gradientNorm);
  const along = scalesAround(arithmetic, scales, of(0), multiply(coefficient.outputRadius, way));
  const varrho = gradientBound(arithmetic, along);
  const rootLoss = add(
    multiply(coefficient.residuals, squareRoot(loss)),
    multiply(coefficient.displacement, varrho, way),
  );
  return add(
    multiply(coefficient.gradients, of(2), square(arithmetic, varrho)),
    multiply(of(2), rootLoss, hessianBound(arithmetic, along)),
  );
}

/** η (1 - η b/2) ‖∇L‖²: by how much one step of `descent` lowers the loss at least; negative for η b > 2. */
export function descentDecrease<T>(arithmetic: Arithmetic<T>, gradientNorm: T, rate: T, smoothness: T): T {
  const { of, subtract, multiply } = arithmetic;
  const share = subtract(of(1), multiply(of(0.5), rate, smoothness));
  return multiply(rate, share, square(arithmetic, gradientNorm));
}
