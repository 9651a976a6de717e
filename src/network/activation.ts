import type { Arithmetic } from "../arithmetic/arithmetic";
import { InputError, shown } from "../files/inputError";
import { didYouMean } from "../files/unknownKeys";
import type { ActivationFormulas } from "./activationDefinition";
import { type JetErrors, jetErrorsOf } from "./activationErrors";
import { type ActivationName, activationFormulas } from "./activationFormulas";
import { type Jet, jets } from "./activationJets";
import { type Reach, reachOf } from "./activationReach";

/**
 * A Lipschitz activation φ.
 *
 * Its formulas are written over the arithmetic interface, for bounds and proofs. `jet` is the float64 kernel of the calculus: φ, φ′ and φ″ at
 * once, in forms that do not cancel.
 */
export interface Activation extends ActivationFormulas {
  readonly name: ActivationName;
  /** The largest |φ′| and |φ″| that a range of pre-activations can meet. */
  readonly reach: Reach;
  /** Writes φ(z), φ′(z), φ″(z) to jet[0], jet[1], jet[2]. */
  readonly jet: Jet;
  /** How far each entry of the jet at z may be off, as the exact pre-activation may be off by h. */
  readonly jetErrors: JetErrors;
}

/** φ_b(z) = φ(z + b): same λ and β; the way in which φ(0) is varied. */
export interface ShiftedActivation {
  readonly activation: Activation;
  readonly shift: number;
}

/**
 * All activations that a network may have. To add one, write its formulas in activationFormulas.ts, its jet in activationJets.ts, the jet's
 * errors in activationErrors.ts and its reach in activationReach.ts: the types ask for each. Its λ and β are checked against φ′ and φ″ by a
 * property.
 */
export const activations: readonly Activation[] = Object.entries(activationFormulas).map(([key, formulas]) => {
  const name = key as ActivationName;
  return { name, ...formulas, reach: reachOf(name), jet: jets[name], jetErrors: jetErrorsOf(name) };
});

/** Activations that frameworks have and that are refused, and why. */
const refused: ReadonlyMap<string, string> = new Map([
  ["gelu_tanh", "an approximation of gelu, which is another function"],
  ["gelu_new", "an approximation of gelu, which is another function"],
  ["quick_gelu", "an approximation of gelu, which is another function"],
  ["hardswish", "whose λ and β are not proved here"],
  ["prelu", "whose slope is a parameter"],
  ["rrelu", "whose slope is random"],
  ["glu", "which is not one function of one number"],
  ["softmax", "which is not one function of one number"],
]);

/** The names that a network may give, in the order of the table. */
export const activationNames: readonly string[] = activations.map((activation) => activation.name);

/** The names of the activations with |φ′| <= 1 that random networks of the paper are drawn from: those of its theorems. */
export const paperActivationNames: readonly string[] = [
  "identity",
  "tanh",
  "sin",
  "arctan",
  "erf",
  "softplus",
  "sigmoid",
  "parabolic",
  "pseudohuber",
  "relu",
] satisfies ActivationName[];

/** Those of them with a β: the ones that the Hessian theorems speak of. */
export const smoothActivationNames: readonly string[] = activations
  .filter((activation) => activation.smoothness !== null)
  .map((activation) => activation.name);

/**
 * The activation of that name.
 *
 * @param place where the name was read, for the error
 * @throws InputError if the name is unknown, or known to be none of these
 * @example activationNamed("tanh", "activation.name").name // "tanh"
 */
export function activationNamed(name: unknown, place: string): Activation {
  const found = activations.find((activation) => activation.name === name);
  if (found !== undefined) {
    return found;
  }
  const expected = `one of ${activationNames.join(", ")}`;
  const reason = typeof name === "string" ? refused.get(name.toLowerCase()) : undefined;
  if (reason !== undefined) {
    throw new InputError(place, `${shown(name)}, ${reason}`, expected);
  }
  const hint = typeof name === "string" ? didYouMean(name, activationNames) : "";
  throw new InputError(place, shown(name), `${expected}${hint}`);
}

/** Whether two names stand for one function, as silu and swish do. */
export function isSameActivation(one: Activation, other: Activation): boolean {
  return one.jet === other.jet;
}

/** Whether φ has a β (assumption A2): there is a Hessian. */
export function isSmooth({ activation }: ShiftedActivation): boolean {
  return activation.smoothness !== null;
}

/** p = |φ_b(0)| = |φ(b)|. */
export function magnitudeAtZero<T>(arithmetic: Arithmetic<T>, shifted: ShiftedActivation): T {
  return arithmetic.absolute(shifted.activation.value(arithmetic, arithmetic.of(shifted.shift)));
}
