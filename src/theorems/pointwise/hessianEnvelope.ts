/**
 * Hessian of the predictor, as the theorem is printed:
 *
 *     ‖∇²_θ f‖₂ <= C_β (1 + ρ₁) L³ ( max(1, X)/√m + L² max(p, p²) ) / min(ω, ω²),   C_β = 3 + 2/√3 + 2β,   p = |φ(0)|.
 *
 * Hypotheses: A1, A2, A3 and ‖x‖ <= √m. Reference: Theorem 4.1 of arXiv 2409.08935; Corollary 4.1 is the case φ(0) = 0. The
 * constant C_β: the closed form with k² written in terms of k; ‖x‖ <= √m makes max(1, X)/√m <= 1, so that its square is
 * not larger than itself (at X = 100 √m without it, a network exceeds the bound 16 times). Derivation in docs/theory.md.
 */
import { inputWithinRootWidth, lipschitzActivation, outputInBall, smoothActivation } from "../assumptions";
import { paperForm } from "../paperForm";
import { defineTheorem } from "../theorem";

export const hessianEnvelope = defineTheorem({
  id: "hessian-envelope",
  group: "pointwise",
  reference: "Theorem 4.1 (as printed), Corollary 4.1",
  statement: String.raw`\|\nabla^2_\theta f\|_2 \le \frac{C_\beta (1+\rho_1) L^3}{\min(\omega, \omega^2)}\Bigl(\frac{\max(1, \|x\|_2)}{\sqrt m} + L^2 \max(|\phi(0)|, \phi(0)^2)\Bigr), \quad C_\beta = 3 + \tfrac{2}{\sqrt3} + 2\beta`,
  assumptions: [lipschitzActivation, smoothActivation, outputInBall, inputWithinRootWidth, paperForm],
  coefficients: ["products", "rotation", "curvature", "input", "atZero"],
  restsOn: ["1/sqrt(m)", "normalisation", "smallest row norm"],
  inTraining: { leftOut: "above hessian-layerwise, which is watched" },
  measure: ({ hessianSpectralNorm }) => [hessianSpectralNorm],
  certify: ({ hessianSpectralNorm }) => [hessianSpectralNorm],
  bound(arithmetic, { scales }, coefficient) {
    const { of, add, multiply, divide, squareRoot, maximum, minimum } = arithmetic;
    const {
      depth,
      inverseRootWidth,
      inputNorm,
      outputRadius,
      minWeightNorm: omega,
      activationAtZero: p,
      smoothness,
    } = scales;
    if (smoothness === null) {
      throw new RangeError("hessian-envelope: the activation is not smooth (A2 fails)");
    }
    const constant = add(
      multiply(coefficient.products, of(3)),
      multiply(coefficient.rotation, divide(of(2), squareRoot(of(3)))),
      multiply(coefficient.curvature, of(2), smoothness),
    );
    const input = multiply(coefficient.input, inverseRootWidth, maximum(of(1), inputNorm));
    const atZero = multiply(coefficient.atZero, of(depth * depth), maximum(p, multiply(p, p)));
    const smallest = minimum(omega, multiply(omega, omega));
    return [
      multiply(constant, add(of(1), outputRadius), of(depth * depth * depth), divide(add(input, atZero), smallest)),
    ];
  },
});
