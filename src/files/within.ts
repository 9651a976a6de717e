import { InputError } from "./inputError";

/**
 * Reads a part of a value: what goes wrong in it, goes wrong at a place within the part's.
 *
 * @throws InputError of `read`, with its place as seen from the whole: entries[3].case.layers[0]
 */
export function within<T>(place: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof InputError) {
      const between = error.place.startsWith("[") ? "" : ".";
      throw new InputError(`${place}${between}${error.place}`, error.found, error.expected);
    }
    throw error;
  }
}
