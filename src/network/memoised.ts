/** An object that computes its parts at their first use, and once. */
export abstract class Memoised {
  private readonly memory = new Map<string, unknown>();

  /** The value of `compute` at the first call with this key. @example this.once("norm", () => euclideanNorm(vector)) */
  once<T>(key: string, compute: () => T): T {
    if (!this.memory.has(key)) {
      this.memory.set(key, compute());
    }
    return this.memory.get(key) as T;
  }

  /** Whether it has been computed. */
  protected isKnown(key: string): boolean {
    return this.memory.has(key);
  }
}
