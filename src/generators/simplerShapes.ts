import { fanIn } from "../network/network";
import type { NetworkCase } from "../network/networkCase";
import { changedCase } from "./changedCase";
import { keptPlaces } from "./keptPlaces";
import { range } from "./smallerSizes";

/** Any of the square layers can go and leave the others fitting. */
export function* shallower(networkCase: NetworkCase): Generator<NetworkCase> {
  const [first, ...others] = networkCase.network.layers;
  if (others.length > 0) {
    yield* changedCase(networkCase, { layers: [first] });
  }
  for (const kept of keptPlaces(others.length)) {
    yield* changedCase(networkCase, { layers: [first, ...kept.map((l) => others[l])] });
  }
}

export function* narrower(networkCase: NetworkCase): Generator<NetworkCase> {
  const { network } = networkCase;
  for (const kept of keptPlaces(network.width)) {
    const layers = network.layers.map((weights, l) => {
      const columns = l === 0 ? range(network.inputDimension) : kept;
      return entriesAt(weights, fanIn(network, l), kept, columns);
    });
    yield* changedCase(networkCase, { layers, output: Float64Array.from(kept, (i) => network.output[i]) });
  }
}

export function* lowerDimensional(networkCase: NetworkCase): Generator<NetworkCase> {
  const { network, input } = networkCase;
  const [first, ...others] = network.layers;
  const rows = range(network.width);
  for (const kept of keptPlaces(network.inputDimension)) {
    const cut = entriesAt(first, network.inputDimension, rows, kept);
    const shorter = (vector: Float64Array): Float64Array => Float64Array.from(kept, (j) => vector[j]);
    const inputs = networkCase.data?.batch.inputs.map(shorter);
    yield* changedCase(networkCase, {
      layers: [cut, ...others],
      input: shorter(input),
      ...(inputs && { inputs }),
    });
  }
}

/** The matrix of some rows and columns of another one, which has n columns. */
function entriesAt(
  weights: Float64Array,
  n: number,
  rows: readonly number[],
  columns: readonly number[],
): Float64Array {
  const entries = new Float64Array(rows.length * columns.length);
  for (const [r, i] of rows.entries()) {
    for (const [c, j] of columns.entries()) {
      entries[r * columns.length + c] = weights[i * n + j];
    }
  }
  return entries;
}
