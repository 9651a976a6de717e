import { InputError, shown } from "../files/inputError";
import { builtIn } from "../theorems/registry";

/**
 * Refuses what a theorem of a user cannot be called: its id stands in options, file names and records.
 *
 * @param place of the id, for errors
 * @throws InputError for an id of another form, and for one of the suite
 */
export function checkTheoremId(id: string, place: string): void {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) {
    throw new InputError(place, shown(id), 'small letters, digits and hyphens, as "my-bound"');
  }
  if (builtIn.theorems.some((theorem) => theorem.id === id)) {
    throw new InputError(place, `${id}, which is a theorem of the suite`, "an id of its own");
  }
}
