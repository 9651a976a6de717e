import { dualOf, duals } from "../arithmetic/dual";
import type { Activation } from "../network/activation";

/**
 * φ‴(z): the derivative of φ″'s formula over dual numbers. Where φ″ jumps, that of one side.
 *
 * @example thirdDerivative(activationNamed("sin", "activation"), 0) // -1
 */
export function thirdDerivative(activation: Activation, z: number): number {
  return activation.derivatives(duals, dualOf(z, 1)).curvature.rate;
}
