import { nameAt } from "../files/jsonValues";
import type { Registry } from "./registryOf";
import type { Theorem } from "./theorem";

/**
 * The theorem whose id stands at a place of a file.
 *
 * @throws InputError for anything but an id of the registry
 */
export function theoremAt(value: unknown, place: string, { theorems, theorem }: Registry): Theorem {
  const ids = theorems.map(({ id }) => id);
  return theorem(nameAt(value, ids, place));
}
