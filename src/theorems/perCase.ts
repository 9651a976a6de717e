import type { NetworkCase } from "../network/network";

/**
 * Remembers what `compute` gives for a case, for as long as the case lives: a quantity and its bound often need the same.
 *
 * @example const layerNorms = perCase((networkCase) => …)
 */
export function perCase<T>(compute: (networkCase: NetworkCase) => T): (networkCase: NetworkCase) => T {
  const known = new WeakMap<NetworkCase, { readonly value: T }>();
  return (networkCase) => {
    const found = known.get(networkCase) ?? { value: compute(networkCase) };
    known.set(networkCase, found);
    return found.value;
  };
}
