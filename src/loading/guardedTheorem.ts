import { float64 } from "../arithmetic/float64";
import { shown } from "../files/inputError";
import type { Evaluation } from "../measurement/evaluation";
import type { Quantity } from "../measurement/quantity";
import type { Certifiable } from "../rigour/certificate";
import type { Theorem } from "../theorems/theorem";
import { TheoremFault } from "../theorems/theoremFault";
import { sourcePlace } from "./sourcePlace";

/**
 * A theorem from a user's module, whose functions are looked at each time: what they throw, and values that are no quantities or bounds,
 * become a {@link TheoremFault} with the place in the module.
 *
 * @param file of the module, as its user named it
 * @param path of the module
 */
export function guardedTheorem(theorem: Theorem, file: string, path: string): Theorem {
  const { id } = theorem;
  const called = <T>(name: string, call: () => T): T => {
    try {
      return call();
    } catch (error) {
      if (error instanceof TheoremFault) {
        throw error;
      }
      const place = `${sourcePlace(error, path, file) ?? file}: ${name} of ${id}`;
      const thrown = error instanceof Error ? `${error.name}: ${error.message}` : shown(error);
      throw new TheoremFault(id, place, `${shown(thrown)} thrown`, "no error on a network that meets the assumptions");
    }
  };
  const fault = (name: string, found: string, expected: string): never => {
    throw new TheoremFault(id, `${file}: ${name} of ${id}`, found, expected);
  };
  /** How many quantities and bounds a case has: as many of either. */
  const quantitiesOf = new WeakMap<object, number>();
  const boundsOf = new WeakMap<object, number>();
  const checkCounts = (networkCase: object): void => {
    const [bounds, quantities] = [boundsOf.get(networkCase), quantitiesOf.get(networkCase)];
    if (bounds !== undefined && quantities !== undefined && bounds !== quantities) {
      fault("bound", counted(bounds, "bound"), `${quantities}, as many as measure has quantities`);
    }
  };
  const { certify, boundErrors, consequences } = theorem;
  return {
    ...theorem,
    ...(boundErrors && { boundErrors: (evaluation) => called("boundErrors", () => boundErrors(evaluation)) }),
    ...(consequences && { consequences: (evaluation) => called("consequences", () => consequences(evaluation)) }),
    ...(certify && {
      certify: (certificates, coefficient) => {
        const proofs: unknown = called("certify", () => certify(certificates, coefficient));
        const quantities = quantitiesOf.get(certificates.networkCase);
        if (!Array.isArray(proofs) || !proofs.every(isCertifiable)) {
          return fault("certify", described(proofs), "an array of quantities with proofs, one for each place");
        }
        if (quantities !== undefined && quantities !== proofs.length) {
          fault("certify", counted(proofs.length, "proof"), `${quantities}, as many as measure has quantities`);
        }
        return proofs.map((proof: Certifiable) => ({
          enclosure: () => called("certify", () => proof.enclosure()),
          nearest: () => called("certify", () => proof.nearest()),
          compare: (bound) => called("certify", () => proof.compare(bound)),
        }));
      },
    }),
    assumptions: theorem.assumptions.map((assumption) => ({
      ...assumption,
      holds: (networkCase) => called(`holds of the assumption ${assumption.name}`, () => assumption.holds(networkCase)),
    })),
    measure(evaluation: Evaluation) {
      const quantities: unknown = called("measure", () => theorem.measure(evaluation));
      if (!Array.isArray(quantities) || quantities.length === 0) {
        return fault("measure", described(quantities), "an array of quantities, one for each place");
      }
      const wrong = quantities.findIndex((quantity) => !isQuantity(quantity));
      if (wrong >= 0) {
        const found = described(quantities[wrong]);
        return fault(`[${wrong}] of measure`, found, "a quantity: { value, error >= 0, converged }");
      }
      quantitiesOf.set(evaluation.networkCase, quantities.length);
      checkCounts(evaluation.networkCase);
      return quantities as Quantity[];
    },
    bound(arithmetic, input, coefficient) {
      const bounds: unknown = called("bound", () => theorem.bound(arithmetic, input, coefficient));
      if (!Array.isArray(bounds)) {
        return fault("bound", described(bounds), "an array of bounds, one for each place");
      }
      boundsOf.set(input.networkCase, bounds.length);
      checkCounts(input.networkCase);
      const isFloat64 = (arithmetic as unknown) === float64;
      const wrong = bounds.findIndex(
        (bound) =>
          bound === undefined ||
          bound instanceof Promise ||
          (isFloat64 && (typeof bound !== "number" || Number.isNaN(bound))),
      );
      return wrong < 0 ? bounds : fault(`[${wrong}] of bound`, described(bounds[wrong]), "a number of the arithmetic");
    },
  };
}

function isQuantity(value: unknown): boolean {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  const { value: number, error, converged } = value as Record<string, unknown>;
  return typeof number === "number" && typeof error === "number" && typeof converged === "boolean";
}

function isCertifiable(value: unknown): value is Certifiable {
  return typeof value === "object" && value !== null && "compare" in value && "enclosure" in value;
}

function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}

function described(value: unknown): string {
  return value instanceof Promise ? "a promise" : shown(value);
}
