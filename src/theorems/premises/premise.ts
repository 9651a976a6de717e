import type { ModelPremise, Theorem } from "../theorem";

/** Something that a theorem rests on, and how it is stated without it: what the part is needed for. */
export interface Premise {
  /** That of the assumption, or what the part of the model is called. */
  readonly name: string;
  /** What is the case without it, as reports say it. */
  readonly instead: string;
  restsOn(theorem: Theorem): boolean;
  without(theorem: Theorem): Theorem;
}

/** Whether a theorem has an assumption of that name. */
export function assumes(name: string): (theorem: Theorem) => boolean {
  return ({ assumptions }) => assumptions.some((assumption) => assumption.name === name);
}

/** Whether a theorem says that it rests on this part of the model. */
export function says(premise: ModelPremise): (theorem: Theorem) => boolean {
  return ({ restsOn = [] }) => restsOn.includes(premise);
}
