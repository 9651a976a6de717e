import { InputError } from "../../files/inputError";
import { objectAt } from "../../files/jsonValues";
import { checkKeys, type FormatKeys } from "../../files/unknownKeys";
import { within } from "../../files/within";

const PLACE = "counterexample";
const KEYS: FormatKeys = {
  "": [
    ...["theorem", "weakening", "without", "version", "seed", "network", "verdict", "reason", "place", "claim"],
    ...["drawn", "float64", "decimal", "digitsLost", "beyondError", "steps", "irrelevant", "worst"],
  ],
  float64: ["quantity", "error", "bound", "ratio"],
  decimal: ["digits", "quantity", "bound", "ratio"],
  worst: ["network", "parameters", "quantity", "error", "bound", "ratio", "case"],
};

/**
 * Looks at what a network file says of the counterexample that it is: at its keys, as most of its values are for people.
 *
 * @param readNetwork for the network within it, the worst case of its run
 * @throws InputError for an unknown key, and for a worst case that cannot be read
 */
export function checkCounterexampleKeys(value: unknown, readNetwork: (value: unknown) => unknown): void {
  const given = objectAt(value, PLACE);
  checkKeys(given, KEYS, "", PLACE);
  for (const part of ["float64", "decimal", "worst"]) {
    checkKeys(objectAt(given[part] ?? {}, `${PLACE}.${part}`), KEYS, part, `${PLACE}.${part}`);
  }
  const worst = objectAt(given["worst"] ?? {}, `${PLACE}.worst`)["case"] ?? null;
  if (worst !== null) {
    const place = `${PLACE}.worst.case`;
    if (Object.hasOwn(objectAt(worst, place), PLACE)) {
      throw new InputError(`${place}.${PLACE}`, "a counterexample in a counterexample", "a network alone");
    }
    within(place, () => readNetwork(worst));
  }
}
