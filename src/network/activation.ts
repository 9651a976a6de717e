import type { Arithmetic } from "../arithmetic/arithmetic";
import { InputError, shown } from "../files/inputError";
import { didYouMean } from "../files/unknownKeys";
import { type JetErrors, jetErrorsOf } from "./activationErrors";
import { type ActivationFormulas, type ActivationName, activationFormulas } from "./activationFormulas";
import { type Jet, jets } from "./activationJets";

/**
 * A 1-Lipschitz activation φ (assumption A1).
 *
 * Its formulas are written over the arithmetic interface, for bounds and proofs. `jet` is the float64 kernel of the calculus: φ, φ′ and φ″ at
 * once, in forms that do not cancel.
 */
export interface Activation extends ActivationFormulas {
  readonly name: ActivationName;
  /** Writes φ(z), φ′(z), φ″(z) to jet[0], jet[1], jet[2]. */
  readonly jet: Jet;
  /** How far each entry of the jet at z may be off, as the exact pre-activation may be off by h. */
  readonly jetErrors: JetErrors;
}

/** φ_b(z) = φ(z + b): same Lipschitz constant and β; the way in which φ(0) is varied. */
export interface ShiftedActivation {
  readonly activation: Activation;
  readonly shift: number;
}

/**
 * All activations that a network may have. To add one, write its formulas in activationFormulas.ts, its jet in activationJets.ts and the jet's
 * errors in activationErrors.ts: the types ask for each. Its β is checked against φ″ by a property.
 */
export const activations: readonly Activation[] = Object.entries(activationFormulas).map(([key, formulas]) => {
  const name = key as ActivationName;
  return { name, ...formulas, jet: jets[name], jetErrors: jetErrorsOf(name) };
});

/** Activations that are known to be steeper than 1 somewhere, with the slope they reach: refused by name. */
const steeperThanOne: ReadonlyMap<string, string> = new Map([
  ["gelu", "1.13"],
  ["silu", "1.10"],
  ["swish", "1.10"],
  ["mish", "1.09"],
  ["selu", "1.76"],
]);

/** The names that a network may give, in the order of the table. */
export const activationNames: readonly string[] = activations.map((activation) => activation.name);

/** Those with a β: the ones that the Hessian theorems speak of. */
export const smoothActivationNames: readonly string[] = activations
  .filter((activation) => activation.smoothness !== null)
  .map((activation) => activation.name);

/**
 * The activation of that name.
 *
 * @param place where the name was read, for the error
 * @throws InputError if the name is unknown, or known to break A1 (gelu and its like)
 * @example activationNamed("tanh", "activation.name").name // "tanh"
 */
export function activationNamed(name: unknown, place: string): Activation {
  const found = activations.find((activation) => activation.name === name);
  if (found !== undefined) {
    return found;
  }
  const slope = typeof name === "string" ? steeperThanOne.get(name.toLowerCase()) : undefined;
  const expected = `one of ${activationNames.join(", ")}`;
  if (slope !== undefined) {
    throw new InputError(
      place,
      `${shown(name)}, which breaks assumption A1 (1-Lipschitz): its slope reaches ${slope}`,
      expected,
    );
  }
  const hint = typeof name === "string" ? didYouMean(name, activationNames) : "";
  throw new InputError(place, shown(name), `${expected}${hint}`);
}

/** Whether φ has a β (assumption A2): there is a Hessian. */
export function isSmooth({ activation }: ShiftedActivation): boolean {
  return activation.smoothness !== null;
}

/** p = |φ_b(0)| = |φ(b)|. */
export function magnitudeAtZero<T>(arithmetic: Arithmetic<T>, shifted: ShiftedActivation): T {
  return arithmetic.absolute(shifted.activation.value(arithmetic, arithmetic.of(shifted.shift)));
}
