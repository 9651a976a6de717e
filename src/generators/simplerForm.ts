import { euclideanNorm } from "../arithmetic/euclideanNorm";
import type { Network } from "../network/network";
import type { NetworkCase } from "../network/networkCase";
import { type Changes, changedCase } from "./changedCase";

/**
 * Towards the paper's form: nothing of its own at all, then one kind of part less, then one part less, then gains of fewer values. Each
 * lowers the number of parts that are given, or keeps it and lowers the number of different gains. Of a paper's network, none.
 */
export function* plainerForm(networkCase: NetworkCase): Generator<NetworkCase> {
  const { network } = networkCase;
  const kinds = [
    directionsTrained(networkCase),
    withoutGains(network),
    withoutBiases(network),
    withoutOutputGain(network),
    withoutOutputBias(network),
  ];
  const given = kinds.filter((ways) => ways.length > 0);
  if (given.length > 1) {
    // The last way of each, and then the first.
    const last = given.map((ways) => ways[ways.length - 1]);
    const first = given.map(([way]) => way);
    for (const ways of given.some(({ length }) => length > 1) ? [first, last] : [first]) {
      yield* changedCase(networkCase, Object.assign({}, ...ways));
    }
  }
  for (const changes of [...given.flat(), ...onePartLess(network), ...fewerGains(network)]) {
    yield* changedCase(networkCase, changes);
  }
}

function directionsTrained({ parameters = "directions" }: NetworkCase): Changes[] {
  return parameters === "directions" ? [] : [{ parameters: "directions" }];
}

function withoutGains({ gains }: Network): Changes[] {
  return gains.some((each) => each !== null) ? [{ gains: gains.map(() => null) }] : [];
}

/** The first bias that is not 0 may serve as the shift of all. */
function withoutBiases({ biases, activation }: Network): Changes[] {
  const given = biases.filter((each) => each !== null);
  if (given.length === 0) {
    return [];
  }
  const none = biases.map(() => null);
  const shift = given.flatMap((each) => Array.from(each)).find((bias) => bias !== 0);
  const shifted = shift === undefined ? [] : [{ biases: none, activation: { ...activation, shift } }];
  return [{ biases: none }, ...shifted];
}

/** With v the vector that it was, or the weights. */
function withoutOutputGain({ output, outputGain }: Network): Changes[] {
  if (outputGain === null) {
    return [];
  }
  const norm = euclideanNorm(output);
  const same = output.map((entry) => outputGain * (entry / norm) + 0);
  return [{ outputGain: null, output: same }, { outputGain: null }];
}

function withoutOutputBias({ outputBias }: Network): Changes[] {
  return outputBias === 0 ? [] : [{ outputBias: 0 }];
}

function onePartLess({ gains, biases }: Network): Changes[] {
  return [
    ...withOneLess(gains).map((fewer) => ({ gains: fewer })),
    ...withOneLess(biases).map((fewer) => ({ biases: fewer })),
  ];
}

/** Without one of the parts that are given, if there are several: to drop the only one is to drop all. */
function withOneLess<T>(parts: readonly (T | null)[]): (T | null)[][] {
  const places = [...parts.keys()].filter((l) => parts[l] !== null);
  return places.length > 1 ? places.map((l) => parts.with(l, null)) : [];
}

/** Gains of one size that were of many: 1, or ±1 and 0, or the largest; in all layers, then in one. */
function fewerGains({ gains }: Network): Changes[] {
  const ways = [allOnes, signsOf, allLargest].map((way) => (each: Float64Array | null): Float64Array | null => {
    const simpler = each && way(each);
    return each !== null && simpler !== null && differentOf(simpler) < differentOf(each) ? simpler : each;
  });
  const inAll = ways.map((way) => gains.map(way));
  const inOne = gains.flatMap((each, l) => ways.map((way) => gains.with(l, way(each))));
  const changed = [...inAll, ...(gains.length > 1 ? inOne : [])].filter((each) =>
    each.some((own, l) => own !== gains[l]),
  );
  return changed.map((fewer) => ({ gains: fewer }));
}

function allOnes(gains: Float64Array): Float64Array {
  return gains.map(() => 1);
}

function signsOf(gains: Float64Array): Float64Array {
  return gains.map((gain) => Math.sign(gain));
}

function allLargest(gains: Float64Array): Float64Array {
  const largest = gains.reduce((most, gain) => (Math.abs(gain) > Math.abs(most) ? gain : most), 0);
  return gains.map(() => largest);
}

function differentOf(gains: Float64Array): number {
  return new Set(gains).size;
}
