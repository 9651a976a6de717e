import type { Trial } from "../network/caseData";
import { fanIn } from "../network/network";
import type { NetworkCase } from "../network/networkCase";
import { changedCase } from "./changedCase";
import { ownNumbers, withOwnNumbers } from "./ownNumbers";
import { rescaledRows, shortened, shorterThan, totalLength } from "./shorterNumbers";

export function* withShorterNumbers(networkCase: NetworkCase): Generator<NetworkCase> {
  const { network, input, data } = networkCase;
  const records = data === undefined ? [] : [data.batch.targets, ...data.batch.inputs, numbersOf(data.trial)];
  const own = ownNumbers(network);
  const parts = [...network.layers, network.output, input, ...records, ...own];
  const before = totalLength(parts);
  function* rebuilt(changed: readonly Float64Array[]): Generator<NetworkCase> {
    if (totalLength(changed) < before) {
      const layers = changed.slice(0, network.depth);
      const [output, shorterInput, ...others] = changed.slice(network.depth);
      const [targets, ...inputsAndTrial] = others.slice(0, records.length);
      const trial = inputsAndTrial.pop();
      const changes = {
        layers,
        output,
        input: shorterInput,
        ...(own.length > 0 && withOwnNumbers(network, others.slice(records.length))),
      };
      yield* changedCase(
        networkCase,
        trial ? { ...changes, targets, inputs: inputsAndTrial, trial: trialOf(trial) } : changes,
      );
    }
  }
  // Rows may have any norm: one near 1 is the most readable, and changes nothing but the unit.
  const rescaled = network.layers.map((weights, l) => rescaledRows(weights, fanIn(network, l)));
  const output = network.outputGain === null ? network.output : rescaledRows(network.output, network.output.length);
  yield* rebuilt([...rescaled, output, input, ...records, ...own]);
  // All numbers at once first: most digits of most weights do not matter.
  for (const digits of [1, 2, 3, 5, 8, 12]) {
    yield* rebuilt(parts.map((part) => part.map((entry) => shortened(entry, digits))));
  }
  const gains = new Set(network.gains.filter((each) => each !== null));
  for (const [k, part] of parts.entries()) {
    // Gains that are equal stay so: fewer different ones are simpler than shorter ones.
    const replaced = gains.has(part) ? everywhere : onlyAt;
    for (let i = 0; i < part.length; i++) {
      if (gains.has(part) && part.indexOf(part[i]) < i) {
        continue;
      }
      for (const shorter of shorterThan(part[i])) {
        yield* rebuilt(parts.map((other, place) => (place === k ? replaced(other, i, shorter) : other)));
      }
    }
  }
}

function onlyAt(values: Float64Array, i: number, value: number): Float64Array {
  return values.with(i, value);
}

/** With another number in place of every one that is equal to entry i. */
function everywhere(values: Float64Array, i: number, value: number): Float64Array {
  return values.map((entry) => (entry === values[i] ? value : entry));
}

/** The numbers of a trial that may shrink to any shorter ones; its steps and batch size have their own order. */
function numbersOf({ radius, rate }: Trial): Float64Array {
  return Float64Array.of(radius, rate);
}

function trialOf([radius, rate]: Float64Array): Partial<Trial> {
  return { radius, rate };
}
