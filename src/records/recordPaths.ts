import { join } from "node:path";

const fixtures = join(__dirname, "..", "..", "fixtures");

/** The records that come with the package: the tightest cases known, and the counterexamples of weakened statements. */
export const TIGHTNESS_FILE = join(fixtures, "tightness.json");
export const WEAKENINGS_FILE = join(fixtures, "weakenings.json");
