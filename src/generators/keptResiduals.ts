import { batchValues } from "../calculus/batchPropagation";
import type { NetworkCase } from "../network/networkCase";
import { changedCase } from "./changedCase";
import { ownNumbers } from "./ownNumbers";
import { totalLength } from "./shorterNumbers";

/**
 * Each simplification, and after it the same one with targets moved such that the residuals y_i - f(x_i) stay as they were.
 *
 * A near fit is one of a certain network: a simpler network has other answers, and would have to fit by accident.
 *
 * @param onlyShorter leave out those that do not shorten the numbers of the case: where that is what makes them simpler
 */
export function* alsoWithResidualsKept(
  networkCase: NetworkCase,
  simplifications: Iterable<NetworkCase>,
  onlyShorter = false,
): Generator<NetworkCase> {
  const residuals = residualsOf(networkCase);
  const before = lengthOf(networkCase);
  for (const simpler of simplifications) {
    yield simpler;
    const changed = residualsOf(simpler);
    if (residuals === null || changed === null || !changed.some((residual, r) => residual !== residuals[r])) {
      continue;
    }
    const targets = simpler.data?.batch.targets.map((target, r) => target - changed[r] + residuals[r]);
    for (const kept of changedCase(simpler, targets === undefined ? {} : { targets })) {
      if (!onlyShorter || lengthOf(kept) < before) {
        yield kept;
      }
    }
  }
}

/** y_i - f(x_i), n numbers; null without data. */
function residualsOf({ network, data }: NetworkCase): Float64Array | null {
  if (data === undefined) {
    return null;
  }
  const values = batchValues(network, data.batch.inputs);
  return data.batch.targets.map((target, r) => target - values[r]);
}

function lengthOf({ network, input, data }: NetworkCase): number {
  const records = data === undefined ? [] : [data.batch.targets, ...data.batch.inputs];
  return totalLength([...network.layers, network.output, input, ...records, ...ownNumbers(network)]);
}
