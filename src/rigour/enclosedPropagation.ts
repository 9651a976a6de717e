import { divide, multiply } from "../arithmetic/interval/basic";
import { euclideanNorm } from "../arithmetic/interval/euclideanNorm";
import { type Interval, point } from "../arithmetic/interval/interval";
import { intervals } from "../arithmetic/interval/intervals";
import { addUp, divideUp, subtractDown } from "../arithmetic/rounding/directed";
import { abs, max, sign } from "../arithmetic/rounding/exactMath";
import { binaryExponent, powerOfTwo } from "../arithmetic/rounding/powerOfTwo";
import type { NetworkCase } from "../network/networkCase";
import {
  type EnclosedMatrix,
  enclosedVector,
  entryAt,
  exactVector,
  product,
  transposed,
  zeroMatrix,
} from "./enclosedMatrix";
import { type NormalisedLayer, normalisedLayers } from "./normalisedLayers";
import { roundedUp, UNDERFLOW } from "./roundedUp";

/** One layer, enclosed: the numbers of calculus/propagation.ts with the same names, each of them certainly within its interval. */
export interface EnclosedLayer {
  readonly fanIn: number;
  /** g_i: what the row's projection is multiplied with. */
  readonly gains: readonly Interval[];
  readonly rowNorms: readonly Interval[];
  /** unit/‖W_i‖; 0 for a row of one number, which cannot turn. */
  readonly inverseNorms: readonly Interval[];
  /** u_i, m x n. */
  readonly unitRows: EnclosedMatrix;
  /** α^(l-1), n x 1. */
  readonly incoming: EnclosedMatrix;
  /** t_i and h_i. */
  readonly projections: readonly Interval[];
  readonly tangentNorms: readonly Interval[];
  /** φ′(z_i) and φ″(z_i). */
  readonly slopes: readonly Interval[];
  readonly curvatures: readonly Interval[];
  /** α^l, m x 1. */
  readonly outgoing: EnclosedMatrix;
  /** δ_i = ∂f/∂α^l_i and ∂f/∂z^l_i. */
  readonly signals: readonly Interval[];
  readonly preSignals: readonly Interval[];
}

/** One sweep forward and one backward, enclosed. */
export interface EnclosedPropagation {
  readonly networkCase: NetworkCase;
  /** A power of two <= every row norm and <= 1, the unit of inverseNorms: nothing is scaled up by it, and nothing rounded. */
  readonly unit: number;
  /** Layers 1 … L. */
  readonly layers: readonly EnclosedLayer[];
  /** The same, and the output as one layer more where it is normalised: all rows that turn. */
  readonly turningLayers: readonly EnclosedLayer[];
  readonly value: Interval;
  /** ∂f/∂x, d x 1. */
  readonly inputGradient: EnclosedMatrix;
}

/**
 * A network at an input, enclosed.
 *
 * @throws RangeError if the network has numbers that are not finite
 * @example enclosedPropagation({ network, input }).value.lower
 */
export function enclosedPropagation(networkCase: NetworkCase): EnclosedPropagation {
  const { network, input } = networkCase;
  const normalised = normalisedLayers(intervals, network);
  const rowNorms = normalised.map(({ weights, fanIn }) => rowNormsOf(weights, fanIn));
  const unit = unitBelow(rowNorms);
  const forward: Omit<EnclosedLayer, "signals" | "preSignals">[] = [];
  let incoming = exactVector(input);
  for (const [l, given] of normalised.entries()) {
    const layer = enterLayer(given, rowNorms[l], unit, incoming);
    forward.push(layer);
    incoming = layer.outgoing;
  }
  // The z of a normalised output is f itself.
  const isPlain = network.outputGain === null;
  let signals = exactVector(isPlain ? network.output : Float64Array.of(1));
  const top = entryAt(product(transposed(signals), incoming), 0);
  const value = isPlain ? intervals.add(top, point(network.outputBias)) : top;
  const turningLayers: EnclosedLayer[] = [];
  for (const layer of forward.reverse()) {
    const own = Array.from(layer.slopes, (_, i) => entryAt(signals, i));
    const preSignals = own.map((signal, i) => multiply(signal, layer.slopes[i]));
    turningLayers.unshift({ ...layer, signals: own, preSignals });
    const weights = enclosedVector(preSignals.map((signal, i) => multiply(layer.gains[i], signal)));
    signals = transposed(product(transposed(weights), layer.unitRows));
  }
  const layers = turningLayers.slice(0, network.depth);
  return { networkCase, unit, layers, turningLayers, value, inputGradient: signals };
}

function rowNormsOf(weights: Float64Array, n: number): Interval[] {
  return Array.from({ length: weights.length / n }, (_, i) => euclideanNorm(weights.subarray(i * n, (i + 1) * n)));
}

function unitBelow(rowNorms: readonly (readonly Interval[])[]): number {
  const least = rowNorms.flat().reduce((smallest, { lower }) => (lower < smallest ? lower : smallest), 1);
  return powerOfTwo(binaryExponent(least));
}

function enterLayer(
  { fanIn: n, weights, gains, biases, activation }: NormalisedLayer<Interval>,
  rowNorms: readonly Interval[],
  unit: number,
  incoming: EnclosedMatrix,
): Omit<EnclosedLayer, "signals" | "preSignals"> {
  const unitRows = unitRowsOf(weights, n, rowNorms);
  const products = product(unitRows, incoming);
  const projections = rowNorms.map((_, i) => entryAt(products, i));
  const preActivations = projections.map((t, i) => intervals.add(multiply(gains[i], t), point(biases[i])));
  const derivatives = preActivations.map((z) => activation.derivatives(intervals, z));
  return {
    fanIn: n,
    gains,
    rowNorms,
    inverseNorms: rowNorms.map((norm) => (n === 1 ? point(0) : divide(point(unit), norm))),
    unitRows,
    incoming,
    projections,
    tangentNorms: n === 1 ? projections.map(() => point(0)) : tangentNormsOf(incoming, unitRows, projections),
    slopes: derivatives.map(({ slope }) => slope),
    curvatures: derivatives.map(({ curvature }) => curvature),
    outgoing: enclosedVector(preActivations.map((z) => activation.value(intervals, z))),
  };
}

/** W_ij/‖W_i‖. A row of one number is ±1, exactly. */
function unitRowsOf(weights: Float64Array, n: number, rowNorms: readonly Interval[]): EnclosedMatrix {
  const unitRows = zeroMatrix(rowNorms.length, n);
  const { midpoints, radii } = unitRows;
  for (const [i, { lower, upper }] of rowNorms.entries()) {
    const middle = lower + (upper - lower) / 2;
    // |1/norm - 1/middle| = |norm - middle|/(norm middle), relative to 1/middle; and one rounding of the quotient.
    const relative = addUp(
      divideUp(max(subtractUpTo(upper, middle), subtractUpTo(middle, lower)), lower),
      powerOfTwo(-52),
    );
    for (let k = i * n; k < (i + 1) * n; k++) {
      const entry = weights[k];
      midpoints[k] = n === 1 ? sign(entry) : entry / middle;
      radii[k] = n === 1 || entry === 0 ? 0 : roundedUp(relative * abs(midpoints[k]), 3);
    }
  }
  return unitRows;
}

function subtractUpTo(a: number, b: number): number {
  return -subtractDown(b, a);
}

/** h_i = ‖α - t_i u_i‖, from the enclosures of the entries: the norm of the midpoints, up to the norm of the radii. */
function tangentNormsOf(
  incoming: EnclosedMatrix,
  unitRows: EnclosedMatrix,
  projections: readonly Interval[],
): Interval[] {
  const n = incoming.rows;
  const midpoints = new Float64Array(n);
  const radii = new Float64Array(n);
  const enclosed = enclosedVector(projections);
  const u = powerOfTwo(-53);
  const isExact = incoming.radii.every((radius) => radius === 0);
  return projections.map((_, i) => {
    const [t, tRadius] = [enclosed.midpoints[i], enclosed.radii[i]];
    if (t === 0 && tRadius === 0 && isExact) {
      return euclideanNorm(incoming.midpoints);
    }
    for (let j = 0; j < n; j++) {
      const unit = unitRows.midpoints[i * n + j];
      const unitRadius = unitRows.radii[i * n + j];
      const along = t * unit;
      const entry = incoming.midpoints[j] - along;
      midpoints[j] = entry;
      radii[j] =
        incoming.radii[j] +
        (abs(t) * unitRadius + tRadius * (abs(unit) + unitRadius)) +
        (u * (abs(along) + abs(entry)) + (t === 0 || unit === 0 ? 0 : UNDERFLOW));
    }
    const radius = roundedUp(euclideanNorm(radii).upper, 12);
    const middle = euclideanNorm(midpoints);
    return { lower: max(0, subtractDown(middle.lower, radius)), upper: addUp(middle.upper, radius) };
  });
}
