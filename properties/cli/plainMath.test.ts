/** Statements in LaTeX, read in a terminal. */
import { plainMath } from "../../src/cli/shared/plainMath";
import { theorems } from "../../src/theorems/registry";

test.each([
  [String.raw`\|\nabla_{W^l} f\|_F \le \frac{\|v\|_2\, a_l}{2}`, "‖∇_Wˡ f‖_F ≤ ‖v‖₂ aₗ/2"],
  [String.raw`\tfrac{2}{\sqrt3} k + \frac{1+\rho_1}{\omega^2}`, "(2/√3) k + (1+ρ₁)/ω²"],
  [String.raw`\frac{A_{l-1}}{\sqrt{m}\,\omega}, \quad l = 1..L`, "Aₗ₋₁/(√m ω),  l = 1..L"],
  [String.raw`\frac{a - b}{\max(1, x)}`, "(a - b)/max(1, x)"],
  [String.raw`\sqrt{2L\ln2} + \Bigl(\sum_{i=1}^n x_i^2\Bigr)^{1/2}`, "√(2L ln 2) + (Σᵢ₌₁ⁿ xᵢ²)^(1/2)"],
  [String.raw`\lambda_{\max}(Q), f_{\mathrm{plain}}(\theta')`, "λ_max(Q), f_plain(θ′)"],
  [String.raw`\mathcal{L}^* \in \lbrace 0 \rbrace`, "ℒ* ∈ lbrace 0 rbrace"],
])("%s", (latex, text) => {
  expect(plainMath(latex)).toBe(text);
});

test("every statement becomes one line of text, without LaTeX", () => {
  for (const { statement } of theorems) {
    expect(plainMath(statement)).not.toMatch(/[\\{}\n$]|undefined/);
  }
});
