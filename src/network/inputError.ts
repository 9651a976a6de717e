/** Errors of input, for this room's readers: they belong to files of every kind. */
export { InputError, shown } from "../files/inputError";
