import type { Assumption } from "../assumptions";
import { defineTheorem, type Theorem } from "../theorem";

/** A theorem without the assumption of that name, or with a weaker one in its place. */
export function withoutAssumption(theorem: Theorem, name: string, instead: readonly Assumption[] = []): Theorem {
  const assumptions = theorem.assumptions.flatMap((own) => (own.name === name ? instead : [own]));
  return defineTheorem({ ...theorem, assumptions });
}
