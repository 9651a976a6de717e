import type { Arithmetic } from "../arithmetic/arithmetic";
import { InputError, shown } from "../files/inputError";
import type { JetErrors } from "./activationErrors";
import { activations, steeperThanOne } from "./activationTable";

/**
 * A 1-Lipschitz activation φ (assumption A1).
 *
 * `value`, `derivatives` and `smoothness` are written over the arithmetic interface, for bounds and proofs. `jet` is the float64 kernel of the
 * calculus: φ, φ′ and φ″ at once, in forms that do not cancel.
 */
export interface Activation {
  readonly name: string;
  /** φ(-z) = -φ(z). */
  readonly odd: boolean;
  /** φ(z). */
  value<T>(arithmetic: Arithmetic<T>, z: T): T;
  /** β with |φ″| <= β almost everywhere (assumption A2), or null where φ is not smooth. */
  readonly smoothness: (<T>(arithmetic: Arithmetic<T>) => T) | null;
  /** φ′(z) and φ″(z), in forms that do not cancel; where φ has a kink, what `jet` has there. */
  derivatives<T>(arithmetic: Arithmetic<T>, z: T): { readonly slope: T; readonly curvature: T };
  /** Writes φ(z), φ′(z), φ″(z) to jet[0], jet[1], jet[2]. */
  jet(z: number, jet: Float64Array): void;
  /** How far each entry of the jet at z may be off, as the exact pre-activation may be off by h: see activationErrors.ts. */
  readonly jetErrors: JetErrors;
}

/** φ_b(z) = φ(z + b): same Lipschitz constant and β; the way in which φ(0) is varied. */
export interface ShiftedActivation {
  readonly activation: Activation;
  readonly shift: number;
}

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
  throw new InputError(place, shown(name), expected);
}

/** p = |φ_b(0)| = |φ(b)|. */
export function magnitudeAtZero<T>(arithmetic: Arithmetic<T>, shifted: ShiftedActivation): T {
  return arithmetic.absolute(shifted.activation.value(arithmetic, arithmetic.of(shifted.shift)));
}
