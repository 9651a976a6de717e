import type { Rescaling, Theorem } from "../theorem";

/**
 * A theorem whose bound takes the network for another one than it is: with other scales. Without certificates, as some rest on what the bound
 * is made of.
 */
export function withScales({ certify: _, ...theorem }: Theorem, rescaled: Rescaling): Theorem {
  return {
    ...theorem,
    bound: (arithmetic, input, coefficient) => {
      const scales = rescaled(arithmetic, input.scales, input.networkCase.network);
      return theorem.bound(arithmetic, { ...input, scales, rescaled }, coefficient);
    },
  };
}
