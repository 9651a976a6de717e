const MOST_SHOWN = 60;

/**
 * The place of a key in an object, for errors: a path as JavaScript writes it. Keys that are not names are quoted, so that none can pass for a path
 * or change the terminal.
 *
 * @param parent the place of the object; "" for the whole file
 * @example placeOf("activation", "shift") // "activation.shift"
 */
export function placeOf(parent: string, key: string): string {
  const isName = /^[\p{L}\p{N}_$][\p{L}\p{N}_$.-]*$/u.test(key) && key.length <= MOST_SHOWN;
  const cut = key.length > MOST_SHOWN ? `${key.slice(0, MOST_SHOWN)}…` : key;
  return isName ? (parent === "" ? key : `${parent}.${key}`) : `${parent}[${JSON.stringify(cut)}]`;
}
