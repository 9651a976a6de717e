import { paperActivationNames, smoothActivationNames } from "../../src/network/activation";

/** The activations with slopes up to 1 that have a β: what bounds that assume both are tried with. */
export const smoothPaperActivationNames = paperActivationNames.filter((name) => smoothActivationNames.includes(name));
