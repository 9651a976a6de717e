import type { NetworkCase } from "./networkCase";

/**
 * Remembers what `compute` gives for an object, for as long as the object lives: a quantity and its bound often need the same.
 *
 * @example const growth = perObject((step: DescentStep) => …)
 */
export function perObject<K extends object, T>(compute: (key: K) => T): (key: K) => T {
  const known = new WeakMap<K, { readonly value: T }>();
  return (key) => {
    const found = known.get(key) ?? { value: compute(key) };
    known.set(key, found);
    return found.value;
  };
}

/** The same for what is computed of two objects, as long as both live. */
export function perPair<A extends object, B extends object, T>(compute: (a: A, b: B) => T): (a: A, b: B) => T {
  const ofFirst = perObject((a: A) => perObject((b: B) => compute(a, b)));
  return (a, b) => ofFirst(a)(b);
}

/**
 * The same for what is computed of a case.
 *
 * @example const layerNorms = perCase((networkCase) => …)
 */
export function perCase<T>(compute: (networkCase: NetworkCase) => T): (networkCase: NetworkCase) => T {
  return perObject(compute);
}
