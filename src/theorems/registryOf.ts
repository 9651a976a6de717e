import type { Theorem } from "./theorem";

/** The theorems that a run knows. Whatever looks one up by its id is given one of these. */
export interface Registry {
  readonly theorems: readonly Theorem[];
  /** @throws RangeError for an id that is not among them */
  theorem(id: string): Theorem;
}

/**
 * A registry of these theorems. One that is added to the list later is known too.
 *
 * @example registryOf([outputBound]).theorem("output-bound").group // "pointwise"
 */
export function registryOf(theorems: readonly Theorem[]): Registry {
  return {
    theorems,
    theorem(id) {
      const found = theorems.find((candidate) => candidate.id === id);
      if (found === undefined) {
        throw new RangeError(`no theorem has the id ${id}`);
      }
      return found;
    },
  };
}
