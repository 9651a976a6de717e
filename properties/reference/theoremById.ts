import { builtIn } from "../../src/theorems/registry";

/** A theorem of the suite by its id. */
export const theoremById = builtIn.theorem;
