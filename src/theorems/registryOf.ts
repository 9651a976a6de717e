import type { Theorem } from "./theorem";

/** The theorems that a run knows. Whatever looks one up by its id is given one of these. */
export interface Registry {
  readonly theorems: readonly Theorem[];
  /** @throws RangeError for an id that is not among them */
  theorem(id: string): Theorem;
  /**
   * What another thread loads to know the same theorems: functions do not travel between threads. None for the theorems of the suite; null
   * where no other thread can know them.
   */
  readonly modules: readonly string[] | null;
}

/**
 * A registry of these theorems. One that is added to the list later is known too.
 *
 * @example registryOf([outputBound]).theorem("output-bound").group // "pointwise"
 */
export function registryOf(theorems: readonly Theorem[], modules: readonly string[] | null = null): Registry {
  return {
    theorems,
    modules,
    theorem(id) {
      const found = theorems.find((candidate) => candidate.id === id);
      if (found === undefined) {
        throw new RangeError(`no theorem has the id ${id}`);
      }
      return found;
    },
  };
}
