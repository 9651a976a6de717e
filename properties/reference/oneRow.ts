/**
 * f = v <u, x> with u = (1, 0) and x = (0, 1), as a network file has it. ∂²f/∂v∂W = x and ∂²f/∂W₁∂W₂ = -v: in the order W₁, W₂, v the Hessian
 * is [[0, -v, 0], [-v, 0, 1], [0, 1, 0]], of norm √(1 + v²).
 */
export function oneRowFile(output: number): object {
  return {
    format: "weightnorm-network/1",
    activation: { name: "identity", shift: 0 },
    layers: [[[1, 0]]],
    output: [output],
    input: [0, 1],
  };
}
