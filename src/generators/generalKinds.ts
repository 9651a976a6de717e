import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { biasesOf, floatGains } from "../network/gains";
import { fanIn } from "../network/network";
import type { NetworkCase } from "../network/networkCase";
import { hasOneWidth, isPaperCase } from "../network/paperForm";
import { rowNormsOf } from "./drawRows";

/** The part of random general networks, in percent, that must be of each kind at least. */
export const smallestGeneralShares: Readonly<Record<string, number>> = {
  "unequal widths": 60,
  "one width": 15,
  gains: 70,
  "negative gains": 40,
  "gains of 0": 15,
  "a layer of gains 0": 1,
  "one-hot gains": 5,
  "equal gains": 15,
  "gain norms 1": 5,
  "gains of all scales": 15,
  "t = 1": 5,
  "t at most 1": 10,
  "gains 1": 3,
  biases: 45,
  "biases along the gains": 20,
  "biases of 0": 15,
  "large biases": 10,
  "wn output": 25,
  "negative output gain": 5,
  "output gain 0": 1,
  "t_v = 1": 5,
  "output bias": 20,
  "all trained": 40,
  "directions trained": 40,
  "along the signal": 20,
};

/** Relative rounding allowed where numbers were scaled to a value. */
const ROUNDING = 1e-12;
/** Gains this many times each other are of different scales. */
const SCALES_APART = 100;
const LARGE = 10;

/** One layer, with what stands in its rows. */
interface Layer {
  readonly rowNorms: Float64Array;
  /** 1/√m where none are given. */
  readonly gains: Float64Array;
  readonly isGiven: boolean;
  readonly biases: Float64Array;
}

/** The kinds that a general network is of, besides those of any network; of the paper's, with directions trained, none. */
export function generalKindsOf(networkCase: NetworkCase): string[] {
  if (isPaperCase(networkCase)) {
    return [];
  }
  const { network, parameters = "directions" } = networkCase;
  const { biases, output, outputGain, outputBias } = network;
  const layers = network.layers.map(
    (weights, l): Layer => ({
      rowNorms: rowNormsOf(weights, fanIn(network, l)),
      gains: floatGains(network, l),
      isGiven: network.gains[l] !== null,
      biases: biasesOf(network, l),
    }),
  );
  const given = layers.filter(({ isGiven }) => isGiven);
  const wide = given.filter(({ gains }) => gains.length > 1);
  const hasGiven = given.length > 0;
  const hasBiases = biases.some((each) => each !== null);
  const any = (holds: (gain: number) => boolean): boolean => given.some(({ gains }) => gains.some(holds));
  /** t_i = |g_i|/‖W_i‖ of every row. */
  const ratios = layers.flatMap(({ gains, rowNorms }) => Array.from(gains, (gain, i) => Math.abs(gain) / rowNorms[i]));
  const outputNorm = euclideanNorm(output);
  const kinds: Record<string, boolean> = {
    "unequal widths": !hasOneWidth(network),
    "one width": hasOneWidth(network),
    gains: hasGiven,
    "negative gains": any((gain) => gain < 0),
    "gains of 0": any((gain) => gain === 0),
    "a layer of gains 0": given.some(({ gains }) => gains.every((gain) => gain === 0)),
    "one-hot gains": wide.some(({ gains }) => gains.filter((gain) => gain !== 0).length === 1),
    "equal gains": wide.some(({ gains }) => gains.every((gain) => gain === gains[0])),
    "gain norms 1": wide.length > 0 && given.every(({ gains }) => isNear(euclideanNorm(gains), 1)),
    "gains of all scales": wide.some(({ gains }) => areOfScales(gains)),
    "t = 1": hasGiven && ratios.every((ratio) => isNear(ratio, 1)),
    "t at most 1": hasGiven && ratios.every((ratio) => ratio <= 1 + ROUNDING),
    "gains 1": given.some(({ gains }) => gains.every((gain) => gain === 1)),
    biases: hasBiases,
    "biases along the gains": layers.some((layer, l) => biases[l] !== null && hasBiasesAlongGains(layer)),
    "biases of 0": hasBiases && biases.some((each) => each?.some((bias) => bias === 0)),
    "large biases": biases.some((each) => each?.some((bias) => Math.abs(bias) >= LARGE)),
    "wn output": outputGain !== null,
    "negative output gain": outputGain !== null && outputGain < 0,
    "output gain 0": outputGain === 0,
    "t_v = 1": outputGain !== null && isNear(Math.abs(outputGain), outputNorm),
    "output bias": outputBias !== 0,
    "all trained": parameters === "all",
    "directions trained": parameters === "directions",
  };
  return Object.keys(kinds).filter((kind) => kinds[kind]);
}

function areOfScales(gains: Float64Array): boolean {
  const sizes = gains.map(Math.abs).filter((size) => size > 0);
  return sizes.length > 1 && Math.max(...sizes) >= SCALES_APART * Math.min(...sizes);
}

/** Whether b = β g up to the signs of rows, with β > 0, in a layer of several rows. */
function hasBiasesAlongGains({ gains, biases }: Layer): boolean {
  const norm = euclideanNorm(biases);
  const factor = norm / euclideanNorm(gains);
  const isAlong = (bias: number, i: number): boolean =>
    Math.abs(Math.abs(bias) - factor * Math.abs(gains[i])) <= ROUNDING * norm;
  return gains.length > 1 && norm > 0 && factor < Number.POSITIVE_INFINITY && biases.every(isAlong);
}

function isNear(value: number, target: number): boolean {
  return Math.abs(value - target) <= ROUNDING * target;
}
