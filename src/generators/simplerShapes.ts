import { fanIn, type NetworkCase } from "../network/network";
import { changedCase } from "./changedCase";
import { range, smallerSizes } from "./smallerSizes";

export function* shallower(networkCase: NetworkCase): Generator<NetworkCase> {
  const { layers } = networkCase.network;
  for (const depth of smallerSizes(layers.length)) {
    yield* changedCase(networkCase, { layers: layers.slice(0, depth) });
  }
  // Any one of the square layers can go and leave the others fitting.
  for (let l = 1; l < layers.length; l++) {
    yield* changedCase(networkCase, { layers: layers.filter((_, k) => k !== l) });
  }
}

export function* narrower(networkCase: NetworkCase): Generator<NetworkCase> {
  const { network } = networkCase;
  const keeping = (kept: readonly number[]): Generator<NetworkCase> => {
    const layers = network.layers.map((weights, l) => {
      const n = fanIn(network, l);
      const columns = l === 0 ? range(n) : kept;
      return Float64Array.from(kept.flatMap((i) => columns.map((j) => weights[i * n + j])));
    });
    return changedCase(networkCase, { layers, output: Float64Array.from(kept, (i) => network.output[i]) });
  };
  for (const width of smallerSizes(network.width)) {
    yield* keeping(range(width));
  }
  for (let i = 0; network.width > 1 && i < network.width; i++) {
    yield* keeping(range(network.width).filter((k) => k !== i));
  }
}

export function* lowerDimensional(networkCase: NetworkCase): Generator<NetworkCase> {
  const { network, input } = networkCase;
  const keeping = (kept: readonly number[]): Generator<NetworkCase> => {
    const [first, ...others] = network.layers;
    const cut = Float64Array.from(
      range(network.width).flatMap((i) => kept.map((j) => first[i * network.inputDimension + j])),
    );
    const shorter = (vector: Float64Array): Float64Array => Float64Array.from(kept, (j) => vector[j]);
    const inputs = networkCase.data?.batch.inputs.map(shorter);
    return changedCase(networkCase, { layers: [cut, ...others], input: shorter(input), ...(inputs && { inputs }) });
  };
  for (const dimension of smallerSizes(network.inputDimension)) {
    yield* keeping(range(dimension));
  }
  for (let j = 0; network.inputDimension > 1 && j < network.inputDimension; j++) {
    yield* keeping(range(network.inputDimension).filter((k) => k !== j));
  }
}
