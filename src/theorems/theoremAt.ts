import { InputError, shown } from "../files/inputError";
import { didYouMean } from "../files/unknownKeys";
import type { Registry } from "./registryOf";
import type { Theorem } from "./theorem";

/**
 * The theorem whose id stands at a place of a file.
 *
 * @throws InputError for anything but an id of the registry
 */
export function theoremAt(value: unknown, place: string, { theorems }: Registry): Theorem {
  const found = theorems.find(({ id }) => id === value);
  if (found === undefined) {
    const near =
      typeof value === "string"
        ? didYouMean(
            value,
            theorems.map(({ id }) => id),
          )
        : "";
    throw new InputError(place, shown(value), `the id of a theorem of the suite or of a module that was loaded${near}`);
  }
  return found;
}
