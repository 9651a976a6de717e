import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { UNIT_ROUNDOFF as u } from "../arithmetic/float64";
import { LOWER_END } from "../arithmetic/lowerEnd";
import { biasesOf } from "../network/gains";
import type { Network } from "../network/network";
import type { LayerState } from "./propagation";

/** What of a layer of a sweep its errors are found from, for one input; φ″ is computed again where it is not there. */
export type SweptLayer = Pick<
  LayerState,
  | "fanIn"
  | "gains"
  | "rowNorms"
  | "unitRows"
  | "incoming"
  | "projections"
  | "tangentNorms"
  | "outgoing"
  | "slopes"
  | "signals"
  | "preSignals"
> &
  Partial<Pick<LayerState, "curvatures">>;

/** A sweep, as far as its errors need it: both propagations are one. */
export interface SweptNetwork {
  readonly layers: readonly SweptLayer[];
  readonly outputVector: Float64Array;
  readonly outputLayer: SweptLayer | null;
}

/** How far the numbers of one layer may be from their exact values. */
export interface LayerErrors {
  /** ‖α^(l-1)‖ as computed, and of the error of α^(l-1). */
  readonly incomingNorm: number;
  readonly incoming: number;
  /** Of t_i, and of α^(l-1) - t_i u_i in norm; m numbers each. */
  readonly projections: Float64Array;
  readonly tangents: Float64Array;
  /** Of φ′(z_i) and φ″(z_i), m numbers each. */
  readonly slopes: Float64Array;
  readonly curvatures: Float64Array;
  /** φ″(z_i) as computed. */
  readonly curvatureValues: Float64Array;
  /** Of α^l, m numbers. */
  readonly outgoing: Float64Array;
  /** ‖error of δ‖: that of a single δ_i is at most this. */
  readonly signals: number;
  /** Of g_i = δ_i φ′_i, what is not due to δ; the rest is at most {@link signals} times (|φ′_i| + its error). */
  readonly preSignals: Float64Array;
}

/** Running error bounds of one sweep forward and backward. */
export interface SweepErrors {
  readonly layers: readonly LayerErrors[];
  /** Of the output as a layer of one row; where it is plain, what it sees of α^L alone. */
  readonly output: LayerErrors;
  /** Of f. */
  readonly value: number;
  /** ‖error of ∂f/∂x‖. */
  readonly inputGradient: number;
}

/** So much that u times it is more than what a product may lose to underflow. */
const SMALLEST_TERM = 2 ** -900;
/** A projection smaller than this part of ‖α‖ is worth a look at its terms: they may all be 0, and it exact. */
const FAINT = 2 ** -20;

/**
 * How far rounding has taken a sweep from the exact one, on this network: bounds that follow the numbers computed, layer by layer.
 *
 * With γ units of rounding for a sum of n terms, a unit row off by (n/2 + 3) u and ‖u_i‖ = 1:
 *   t_i   off by  ‖error of α‖ + (3n/2 + 6) u Σ_j |u_ij α_j|
 *   z_i   off by  |s_i| (that of t_i) + 3u |s_i t_i| + u |z_i|: the sum with the bias is rounded too
 *   φ, φ′, φ″     as activationErrors.ts has them
 *   δ below       by ‖s‖ (‖error of g‖ + (3n/2 + m + 9) u ‖g‖), as ‖diag(s) U‖_F = ‖s‖: 1 in the paper
 * In norms where vectors add up, in entries where rows do not see each other. Every bound is 0 where nothing is rounded.
 *
 * Products of errors with u are left out of the sums and covered by their whole numbers, which are rounded up.
 *
 * @example sweepErrors(network, propagate({ network, input }))
 */
export function sweepErrors(network: Network, { layers, outputVector, outputLayer }: SweptNetwork): SweepErrors {
  const forward: Omit<LayerErrors, "signals" | "preSignals">[] = [];
  let incoming = 0;
  for (const [l, layer] of layers.entries()) {
    const errors = forwardErrors(network, l, layer, incoming);
    forward.push(errors);
    incoming = euclideanNorm(errors.outgoing);
  }
  const withSignals: LayerErrors[] = new Array(layers.length);
  // A plain v is the network's own; a normalised one is g_v times a unit row, rounded.
  let signals = outputLayer === null ? 0 : (unitRowError(outputVector.length) + u) * Math.abs(outputLayer.gains[0]);
  for (let l = layers.length - 1; l >= 0; l--) {
    const preSignals = preSignalErrors(layers[l], forward[l]);
    withSignals[l] = { ...forward[l], signals, preSignals };
    signals = gainNorm(network, l) * signalErrorBelow(layers[l], withSignals[l]);
  }
  const top = layers.length - 1;
  const output = outputErrors(layers[top], outputLayer, incoming);
  const value =
    outputLayer === null
      ? valueError(network, layers[top], forward[top])
      : normalisedValueError(network, outputLayer, output);
  return { layers: withSignals, output, value, inputGradient: signals };
}

/** ‖s^l‖, rounded up; 1 where every gain is 1/√m. */
function gainNorm({ gains }: Network, l: number): number {
  const own = gains[l];
  return own === null ? 1 : euclideanNorm(own) * (1 + (own.length + 4) * u);
}

/** What a row on top of the network sees of α^L; its φ is the identity, and its signal 1, exactly. */
function outputErrors(top: SweptLayer, row: SweptLayer | null, incoming: number): LayerErrors {
  const n = top.outgoing.length;
  const incomingNorm = euclideanNorm(top.outgoing);
  const exact = new Float64Array(1);
  const tangent =
    row === null || n === 1
      ? 0
      : incoming +
        projectionError(n) * incomingNorm +
        (unitRowError(n) + 3 * u) * Math.abs(row.projections[0]) +
        (unitRowError(n) + u) * row.tangentNorms[0];
  return {
    incomingNorm,
    incoming,
    projections: Float64Array.of(incoming + projectionError(n) * incomingNorm),
    tangents: Float64Array.of(tangent),
    slopes: exact,
    curvatures: exact,
    curvatureValues: exact,
    outgoing: exact,
    signals: 0,
    preSignals: exact,
  };
}

/** Of g_v t + c. */
function normalisedValueError(
  { outputBias }: Network,
  { fanIn, gains, projections }: SweptLayer,
  { incoming, incomingNorm }: LayerErrors,
): number {
  const scaled = Math.abs(gains[0] * projections[0]);
  const ofProjection = incoming + projectionError(fanIn) * incomingNorm;
  const isZero = gains[0] === 0 || (incoming === 0 && incomingNorm === 0);
  return isZero
    ? 0
    : (1 + 8 * u) * Math.abs(gains[0]) * ofProjection +
        3 * u * scaled +
        u * (scaled + Math.abs(outputBias)) +
        LOWER_END;
}

/** The relative error of an entry of a unit row: its norm, and a quotient. */
export function unitRowError(n: number): number {
  return (n / 2 + 3) * u;
}

/** The relative error of t_i, in units of Σ_j |u_ij α_j|. */
function projectionError(n: number): number {
  return (n + 3) * u + unitRowError(n);
}

function forwardErrors(
  network: Network,
  l: number,
  layer: SweptLayer,
  incoming: number,
): Omit<LayerErrors, "signals" | "preSignals"> {
  const { activation } = network.activation;
  const weights = network.layers[l];
  const biases = biasesOf(network, l);
  const { fanIn: n, gains, projections, tangentNorms } = layer;
  const width = projections.length;
  const incomingNorm = euclideanNorm(layer.incoming);
  const ofProjections = new Float64Array(width);
  const tangents = new Float64Array(width);
  const slopes = new Float64Array(width);
  const curvatures = new Float64Array(width);
  const curvatureValues = layer.curvatures ?? new Float64Array(width);
  const outgoing = new Float64Array(width);
  const jet = new Float64Array(3);
  const errors = new Float64Array(3);
  for (let i = 0; i < width; i++) {
    const t = projections[i];
    const terms = Math.abs(t) < FAINT * incomingNorm ? sumOfTerms(layer, weights, i) : incomingNorm;
    const ofTerms = projectionError(n) * terms;
    ofProjections[i] = incoming + ofTerms;
    const scaled = gains[i] * t;
    const z = scaled + biases[i];
    const ofSum = t === 0 || gains[i] === 0 ? 0 : 3 * u * Math.abs(scaled) + u * Math.abs(z) + LOWER_END;
    const h = (1 + 8 * u) * (Math.abs(gains[i]) * (incoming + ofTerms) + ofSum);
    if (layer.curvatures === undefined) {
      activation.jet(z, jet);
      curvatureValues[i] = jet[2];
    } else {
      jet[0] = layer.outgoing[i];
      jet[1] = layer.slopes[i];
      jet[2] = layer.curvatures[i];
    }
    activation.jetErrors(z, h, jet, errors);
    outgoing[i] = errors[0];
    slopes[i] = errors[1];
    curvatures[i] = errors[2];
    // A row of one number is ±1, and leaves nothing.
    tangents[i] =
      n === 1
        ? 0
        : incoming + ofTerms + (unitRowError(n) + 3 * u) * Math.abs(t) + (unitRowError(n) + u) * tangentNorms[i];
  }
  return {
    incomingNorm,
    incoming,
    projections: ofProjections,
    tangents,
    slopes,
    curvatures,
    curvatureValues,
    outgoing,
  };
}

/** Σ_j |u_ij α_j|, with what terms may have lost to underflow: 0 only where every term is 0 itself. */
function sumOfTerms({ fanIn: n, unitRows, incoming }: SweptLayer, weights: Float64Array, i: number): number {
  let sum = 0;
  for (let j = 0; j < n; j++) {
    const isTerm = weights[i * n + j] !== 0 && incoming[j] !== 0;
    sum += isTerm ? Math.max(SMALLEST_TERM, Math.abs(unitRows[i * n + j] * incoming[j])) : 0;
  }
  return sum;
}

/** (|δ_i| error of φ′_i) and the rounding of the product. */
function preSignalErrors(layer: SweptLayer, { slopes }: Pick<LayerErrors, "slopes">): Float64Array {
  const { signals, preSignals } = layer;
  const errors = new Float64Array(signals.length);
  for (let i = 0; i < errors.length; i++) {
    const signal = Math.abs(signals[i]);
    const isZero = signal === 0 || (layer.slopes[i] === 0 && slopes[i] === 0);
    errors[i] = isZero ? 0 : signal * slopes[i] + 2 * u * Math.abs(preSignals[i]) + LOWER_END;
  }
  return errors;
}

/** ‖error of δ‖ one layer below. */
function signalErrorBelow({ fanIn: n, slopes, preSignals }: SweptLayer, errors: LayerErrors): number {
  let steepest = 0;
  for (let i = 0; i < slopes.length; i++) {
    steepest = Math.max(steepest, Math.abs(slopes[i]) + errors.slopes[i]);
  }
  const norm = euclideanNorm(preSignals);
  const rounding = unitRowError(n) + (n + preSignals.length + 6) * u;
  const own = euclideanNorm(errors.preSignals);
  const isExact = norm === 0 && own === 0 && (errors.signals === 0 || steepest === 0);
  const underflow = isExact ? 0 : preSignals.length * LOWER_END;
  return (1 + 8 * u) * (errors.signals * steepest + own) + rounding * norm + underflow;
}

function valueError(
  { output, outputBias }: Network,
  { outgoing }: SweptLayer,
  { outgoing: errors }: Pick<LayerErrors, "outgoing">,
): number {
  const rounding = (output.length + 2) * u;
  let sum = 0;
  for (let i = 0; i < output.length; i++) {
    if (output[i] !== 0 && (outgoing[i] !== 0 || errors[i] !== 0)) {
      sum += Math.abs(output[i]) * (errors[i] + rounding * Math.abs(outgoing[i])) + LOWER_END;
      // What c adds is rounded once; Σ |v_i α_i| is at least |f - c|.
      sum += outputBias === 0 ? 0 : u * Math.abs(output[i] * outgoing[i]);
    }
  }
  return sum === 0 ? 0 : sum + u * Math.abs(outputBias);
}
