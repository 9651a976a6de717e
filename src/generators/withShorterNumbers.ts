import type { Trial } from "../network/caseData";
import { fanIn } from "../network/network";
import type { NetworkCase } from "../network/networkCase";
import { changedCase } from "./changedCase";
import { rescaledRows, shortened, shorterThan, totalLength } from "./shorterNumbers";

export function* withShorterNumbers(networkCase: NetworkCase): Generator<NetworkCase> {
  const { network, input, data } = networkCase;
  const records = data === undefined ? [] : [data.batch.targets, ...data.batch.inputs, numbersOf(data.trial)];
  const parts = [...network.layers, network.output, input, ...records];
  const before = totalLength(parts);
  function* rebuilt(changed: readonly Float64Array[]): Generator<NetworkCase> {
    if (totalLength(changed) < before) {
      const layers = changed.slice(0, network.depth);
      const [output, shorterInput, targets, ...inputsAndTrial] = changed.slice(network.depth);
      const trial = inputsAndTrial.pop();
      const changes = { layers, output, input: shorterInput };
      yield* changedCase(
        networkCase,
        trial ? { ...changes, targets, inputs: inputsAndTrial, trial: trialOf(trial) } : changes,
      );
    }
  }
  // Rows may have any norm: one near 1 is the most readable, and changes nothing but the unit.
  const rescaled = network.layers.map((weights, l) => rescaledRows(weights, fanIn(network, l)));
  yield* rebuilt([...rescaled, network.output, input, ...records]);
  // All numbers at once first: most digits of most weights do not matter.
  for (const digits of [1, 2, 3, 5, 8, 12]) {
    yield* rebuilt(parts.map((part) => part.map((entry) => shortened(entry, digits))));
  }
  for (const [k, part] of parts.entries()) {
    for (let i = 0; i < part.length; i++) {
      for (const shorter of shorterThan(part[i])) {
        yield* rebuilt(parts.map((other, place) => (place === k ? other.with(i, shorter) : other)));
      }
    }
  }
}

/** The numbers of a trial that may shrink to any shorter ones; its steps and batch size have their own order. */
function numbersOf({ radius, rate }: Trial): Float64Array {
  return Float64Array.of(radius, rate);
}

function trialOf([radius, rate]: Float64Array): Partial<Trial> {
  return { radius, rate };
}
