import { activationNamed, activationNames } from "../network/activation";
import type { NetworkCase } from "../network/networkCase";
import { changedCase } from "./changedCase";
import { alsoWithResidualsKept } from "./keptResiduals";
import { shorterThan } from "./shorterNumbers";
import { fewerRecords, shorterTrajectory } from "./simplerData";
import { plainerForm } from "./simplerForm";
import { lowerDimensional, narrower, shallower } from "./simplerShapes";
import { withShorterNumbers } from "./withShorterNumbers";

/** Yields the cases that are simpler in one way. */
export type Simplification = (networkCase: NetworkCase) => Generator<NetworkCase>;

/**
 * What may be simpler, most drastic first: nearer to the paper's form, then fewer records, then fewer layers, then fewer neurons, then
 * fewer inputs, then a simpler activation or shift. None of it changes a number of what it keeps, except gains, the shift, and W_v
 * where it becomes v.
 */
export const smallerShapes: readonly Simplification[] = [
  withResidualsKept(plainerForm),
  fewerRecords,
  ...[shallower, narrower, lowerDimensional, plainerActivation].map(withResidualsKept),
];

/** And then a shorter trajectory, then shorter numbers. */
export const simplifications: readonly Simplification[] = [
  ...smallerShapes,
  shorterTrajectory,
  (networkCase) => alsoWithResidualsKept(networkCase, withShorterNumbers(networkCase), true),
];

/**
 * All cases that are one step simpler, most drastic first.
 *
 * "Simpler" is a well-founded order (each step lowers the number of parts that the paper's networks do not have, of different gains, the
 * records, depth, sum of the widths, input dimension, the activation's place in the table, the steps, or the length of the numbers, and
 * raises none before it), so shrinking ends.
 */
export function* simplerCases(networkCase: NetworkCase): Generator<NetworkCase> {
  for (const simplification of simplifications) {
    yield* simplification(networkCase);
  }
}

function withResidualsKept(simplification: Simplification): Simplification {
  return (networkCase) => alsoWithResidualsKept(networkCase, simplification(networkCase));
}

function* plainerActivation(networkCase: NetworkCase): Generator<NetworkCase> {
  const { activation, shift } = networkCase.network.activation;
  for (const name of activationNames.slice(0, activationNames.indexOf(activation.name))) {
    yield* changedCase(networkCase, { activation: { activation: activationNamed(name, "activation"), shift } });
  }
  for (const shorter of shorterThan(shift)) {
    yield* changedCase(networkCase, { activation: { activation, shift: shorter } });
  }
}
