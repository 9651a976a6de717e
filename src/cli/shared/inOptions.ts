import { InputError } from "../../files/inputError";

/** The options that the fields of library errors are given as, where their names are not the same. */
const FLAGS: Readonly<Record<string, string>> = { limits: "--below" };

/**
 * What people are told of bad input: the library names its fields, the command its options.
 *
 * @example inOptions(new InputError("limits", "x", "y", "limits")) // "--below: found x, expected y"
 * @example inOptions(new InputError("net: activation", "none", "a name", "activation")) // "net: activation: found none, expected a name (--activation)"
 */
export function inOptions({ place, found, expected, field, message }: InputError): string {
  if (field === undefined) {
    return message;
  }
  const flag = FLAGS[field] ?? `--${field}`;
  return place === field ? new InputError(flag, found, expected).message : `${message} (${flag})`;
}
