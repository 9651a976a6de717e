import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { propagate } from "../calculus/propagation";
import { paperActivationNames } from "../network/activation";
import { fanIn, type Network } from "../network/network";
import type { NetworkCase } from "../network/networkCase";
import { rowNormsOf } from "./drawRows";
import { generalKindsOf } from "./generalKinds";

/** The part of random cases, in percent, that must be of each kind at least: what a property enforces on the generators. */
export const smallestShares: Readonly<Record<string, number>> = {
  "depth 1": 10,
  "depth 2": 10,
  "depth 3": 10,
  "depth 4": 10,
  "depth 5": 10,
  "width 1": 3,
  "width 2..4": 10,
  "width 5..16": 50,
  "input dimension 1": 3,
  "input dimension 2..16": 80,
  "rows of equal norm": 15,
  "rows of unequal norm": 25,
  "one tiny row": 8,
  "aligned rows": 10,
  "along the signal": 10,
  "row norm 1e-3 or less": 5,
  "row norm 1e3 or more": 5,
  "sparse v": 10,
  "zero v": 2,
  "‖v‖ = 1": 20,
  "‖x‖ = 1": 20,
  "‖x‖ = √m": 12,
  "‖x‖ > √m": 15,
  "x = 0": 2,
  "no shift": 40,
  shift: 40,
  ...Object.fromEntries(paperActivationNames.map((name) => [`activation ${name}`, 6])),
};

/** Relative rounding allowed where a norm was scaled to a value. */
const ROUNDING = 1e-12;
/** Rows count as aligned from this cosine on. */
const ALIGNED = 1 - 1e-9;
/** Rows lie along what enters their layer from this cosine on. */
const ALONG = 0.9;

/**
 * The kinds that a case is of: several at once. Read off the case itself, not off how it was made.
 *
 * @example kindsOf({ network, input }).includes("depth 1") // true
 */
export function kindsOf(networkCase: NetworkCase): string[] {
  const { network, input } = networkCase;
  const { depth, width, inputDimension, activation, output } = network;
  const kinds = [
    `depth ${depth}`,
    width === 1 ? "width 1" : width <= 4 ? "width 2..4" : "width 5..16",
    inputDimension === 1 ? "input dimension 1" : "input dimension 2..16",
    `activation ${activation.activation.name}`,
    activation.shift === 0 ? "no shift" : "shift",
  ];
  const addIf = (condition: boolean, kind: string): void => {
    if (condition) {
      kinds.push(kind);
    }
  };
  const norms = allRowNorms(network).sort((a, b) => a - b);
  const [least, median, largest] = [norms[0], norms[norms.length >> 1], norms[norms.length - 1]];
  addIf(norms.length > 1 && largest <= least * (1 + ROUNDING), "rows of equal norm");
  addIf(largest >= 10 * least, "rows of unequal norm");
  addIf(norms.length > 2 && least < median / 100 && norms[1] > 10 * least, "one tiny row");
  addIf(least <= 1e-3 * (1 + ROUNDING), "row norm 1e-3 or less");
  addIf(largest >= 1e3 * (1 - ROUNDING), "row norm 1e3 or more");
  addIf(width > 1 && inputDimension > 1 && network.layers.every((_, l) => hasAlignedRows(network, l)), "aligned rows");
  addIf(width > 1 && isAlongSignal(networkCase), "along the signal");

  const zeros = output.filter((entry) => entry === 0).length;
  addIf(zeros === output.length, "zero v");
  addIf(zeros > 0 && zeros < output.length, "sparse v");
  addIf(isNear(euclideanNorm(output), 1), "‖v‖ = 1");
  const inputNorm = euclideanNorm(input);
  addIf(inputNorm === 0, "x = 0");
  addIf(isNear(inputNorm, 1), "‖x‖ = 1");
  addIf(isNear(inputNorm, Math.sqrt(width)), "‖x‖ = √m");
  addIf(inputNorm > Math.sqrt(width) * (1 + ROUNDING), "‖x‖ > √m");
  return [...kinds, ...generalKindsOf(networkCase)];
}

function allRowNorms(network: Network): number[] {
  return network.layers.flatMap((weights, l) => Array.from(rowNormsOf(weights, fanIn(network, l))));
}

function hasAlignedRows(network: Network, l: number): boolean {
  const n = fanIn(network, l);
  const row = (i: number): Float64Array => network.layers[l].subarray(i * n, (i + 1) * n);
  const first = row(0);
  for (let i = 1; i < network.widths[l]; i++) {
    const inner = row(i).reduce((sum, entry, j) => sum + entry * first[j], 0);
    if (Math.abs(inner) < ALIGNED * euclideanNorm(first) * euclideanNorm(row(i))) {
      return false;
    }
  }
  return true;
}

/** Whether every row of every layer lies along the activations that enter it, where bounds on signals are attained. */
function isAlongSignal(networkCase: NetworkCase): boolean {
  return propagate(networkCase).layers.every(({ incoming, projections }) => {
    const norm = euclideanNorm(incoming);
    return norm > 0 && projections.every((projection) => Math.abs(projection) >= ALONG * norm);
  });
}

function isNear(value: number, target: number): boolean {
  return Math.abs(value - target) <= ROUNDING * target;
}
