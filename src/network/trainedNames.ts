import type { TrainedParameters } from "./trainedParameters";

/** What options and files call what is differentiated. */
export const TRAINED_NAMES = ["paper", "all"] as const;

export type TrainedName = (typeof TRAINED_NAMES)[number];

const TRAINED: Readonly<Record<TrainedName, TrainedParameters>> = { paper: "directions", all: "all" };

/** @example trainedNamed("paper") // "directions" */
export function trainedNamed(name: TrainedName): TrainedParameters {
  return TRAINED[name];
}

/** @example nameOfTrained("directions") // "paper" */
export function nameOfTrained(parameters: TrainedParameters): TrainedName {
  return parameters === "all" ? "all" : "paper";
}
