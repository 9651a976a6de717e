import { activationNamed, activationNames } from "../network/activation";
import type { NetworkCase } from "../network/network";
import { changedCase } from "./changedCase";
import { alsoWithResidualsKept } from "./keptResiduals";
import { shorterThan } from "./shorterNumbers";
import { fewerRecords, shorterTrajectory } from "./simplerData";
import { lowerDimensional, narrower, shallower } from "./simplerShapes";
import { withShorterNumbers } from "./withShorterNumbers";

/**
 * All cases that are one step simpler, most drastic first: fewer records, then fewer layers, then fewer neurons, then fewer
 * inputs, then a simpler activation, then no shift, then a shorter trajectory, then shorter numbers.
 *
 * "Simpler" is a well-founded order (each step lowers the records, depth, width, input dimension, the activation's place in
 * the table, the steps, or the length of the numbers, and raises none before it), so shrinking ends.
 */
export function* simplerCases(networkCase: NetworkCase): Generator<NetworkCase> {
  yield* fewerRecords(networkCase);
  yield* alsoWithResidualsKept(networkCase, smallerNetworks(networkCase));
  yield* shorterTrajectory(networkCase);
  yield* alsoWithResidualsKept(networkCase, withShorterNumbers(networkCase), true);
}

function* smallerNetworks(networkCase: NetworkCase): Generator<NetworkCase> {
  yield* shallower(networkCase);
  yield* narrower(networkCase);
  yield* lowerDimensional(networkCase);
  yield* plainerActivation(networkCase);
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
