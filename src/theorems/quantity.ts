/** A measured number with what is known about it. */
export interface Quantity {
  readonly value: number;
  /** The exact value is within this of `value`, if it converged. */
  readonly error: number;
  /** False for a spectral norm whose residual is still large: no verdict may rest on it. */
  readonly converged: boolean;
}
