import { fanIn, type Network } from "../network/network";
import type { NetworkCase } from "../network/networkCase";
import { hasOneWidth, isPaperNetwork } from "../network/paperForm";
import { type Changes, changedCase } from "./changedCase";
import { keptPlaces } from "./keptPlaces";
import { range, smallerSizes } from "./smallerSizes";

/**
 * Any of the layers after the first can go, and unless the network is the paper's, the first one too: what matters may be gains of another.
 * Where widths differ, a layer loses the columns that nothing enters then, and has zeros in new ones.
 */
export function* shallower(networkCase: NetworkCase): Generator<NetworkCase> {
  const { network } = networkCase;
  const others = network.depth - 1;
  if (others > 0) {
    yield* changedCase(networkCase, onlyLayers(network, [0]));
  }
  for (const kept of keptPlaces(others)) {
    yield* changedCase(networkCase, onlyLayers(network, [0, ...kept.map((l) => l + 1)]));
  }
  if (others > 0 && !isPaperNetwork(network)) {
    yield* changedCase(networkCase, onlyLayers(network, range(network.depth).slice(1)));
  }
}

/** Fewer neurons in all layers at once, then, unless the network is the paper's, in one layer. */
export function* narrower(networkCase: NetworkCase): Generator<NetworkCase> {
  const { network } = networkCase;
  const { depth, widths, width } = network;
  const isUniform = hasOneWidth(network);
  for (const kept of isUniform ? keptPlaces(width) : lessUneven(widths)) {
    const rows = widths.map((each) => kept.filter((i) => i < each));
    yield* changedCase(networkCase, onlyRows(network, rows));
  }
  if (isPaperNetwork(network) || (depth === 1 && isUniform)) {
    return;
  }
  for (const [l, each] of widths.entries()) {
    for (const kept of keptPlaces(each)) {
      yield* changedCase(networkCase, onlyRows(network, widths.map(range).with(l, [...kept])));
    }
  }
}

export function* lowerDimensional(networkCase: NetworkCase): Generator<NetworkCase> {
  const { network, input } = networkCase;
  const [first, ...others] = network.layers;
  const rows = range(network.widths[0]);
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

/** The first few rows of every layer that has more: towards one width for all. */
function lessUneven(widths: readonly number[]): number[][] {
  const sizes = new Set([...smallerSizes(Math.max(...widths)), Math.min(...widths)]);
  return [...sizes].sort((a, b) => a - b).map(range);
}

function onlyLayers(network: Network, kept: readonly number[]): Changes {
  return cut(
    network,
    kept,
    kept.map((l) => range(network.widths[l])),
  );
}

function onlyRows(network: Network, rows: readonly (readonly number[])[]): Changes {
  return cut(network, range(network.depth), rows);
}

/** Some layers, some rows of each, and the columns of what is above them that these rows enter. */
function cut(network: Network, kept: readonly number[], rows: readonly (readonly number[])[]): Changes {
  const ofRows = (values: Float64Array | null, i: number): Float64Array | null =>
    values && Float64Array.from(rows[i], (row) => values[row]);
  const { inputDimension, output } = network;
  return {
    layers: kept.map((l, i) => {
      const columns = i === 0 ? range(inputDimension) : rows[i - 1];
      return entriesAt(network.layers[l], fanIn(network, l), rows[i], columns);
    }),
    gains: kept.map((l, i) => ofRows(network.gains[l], i)),
    biases: kept.map((l, i) => ofRows(network.biases[l], i)),
    output: entriesAt(output, output.length, [0], rows[rows.length - 1]),
  };
}

/** The matrix of some rows and columns of another one, which has n columns; of further ones, zeros. */
function entriesAt(
  weights: Float64Array,
  n: number,
  rows: readonly number[],
  columns: readonly number[],
): Float64Array {
  const entries = new Float64Array(rows.length * columns.length);
  for (const [r, i] of rows.entries()) {
    for (const [c, j] of columns.entries()) {
      entries[r * columns.length + c] = j < n ? weights[i * n + j] : 0;
    }
  }
  return entries;
}
