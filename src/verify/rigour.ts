/** `float64`: verdicts with an error estimate. `certified`: proofs. */
export type Rigour = (typeof RIGOURS)[number];

export const RIGOURS = ["float64", "certified"] as const;
