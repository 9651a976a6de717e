import { innerProduct } from "../arithmetic/innerProduct";
import { biasesOf } from "../network/gains";
import { layerOffsets } from "../network/layout";
import { parameterCount } from "../network/network";
import type { LayerState, Propagation } from "./propagation";
import { thirdDerivative } from "./thirdDerivative";

/** The derivative of a number by everything that a search may move. */
export interface CaseGradient {
  /** By θ, in its layout: P numbers. */
  readonly parameters: Float64Array;
  /** By x. */
  readonly input: Float64Array;
  /** By the activation's shift. */
  readonly shift: number;
}

/** Times a number. */
export function scaled({ parameters, input, shift }: CaseGradient, factor: number): CaseGradient {
  const times = (entry: number): number => factor * entry;
  return { parameters: parameters.map(times), input: input.map(times), shift: factor * shift };
}

/** A direction in which f is differentiated, as θ + t D and x + t ẋ; what is left out does not move. */
export interface Direction {
  /** D, P numbers in the layout of θ. */
  readonly parameters?: Float64Array;
  readonly input?: Float64Array;
}

/** One layer along the direction. */
interface MovedLayer {
  /** E_i = D_i/‖W_i‖, p_i = <u_i, E_i> and |e_i|², e_i = E_i - p_i u_i. */
  readonly moves: Float64Array;
  readonly alongRow: Float64Array;
  readonly turnSquare: Float64Array;
  /** <e_i, α>, <u_i, α˙>. */
  readonly seen: Float64Array;
  readonly carried: Float64Array;
  /** z˙, z¨ and what comes in: α˙, α¨. */
  readonly rate: Float64Array;
  readonly bend: Float64Array;
  readonly incomingRate: Float64Array;
  readonly incomingBend: Float64Array;
}

/** The adjoints of α, α˙ and α¨ at the output of a layer. */
interface Adjoints {
  readonly value: Float64Array;
  readonly rate: Float64Array;
  readonly bend: Float64Array;
}

/**
 * The k-th derivative q of f along a direction, and the gradient of q: the direction stays as θ and x move.
 *
 *   k = 0: f,   k = 1: <D, ∇f>,   k = 2: <D, Hess f · D>, of which D being a unit eigenvector the gradient is that of the eigenvalue.
 *
 * A jet of second order goes forward, with u(t) = W(t)/‖W(t)‖, u˙ = e = E - p u, u¨ = k = -2 p e - |e|² u:
 *
 *   z˙ = s (<e, α> + <u, α˙>),   z¨ = s (<k, α> + 2 <e, α˙> + <u, α¨>),   α˙ = φ′ z˙,   α¨ = φ″ z˙² + φ′ z¨
 *
 * and the adjoints of α, α˙, α¨ come back through the same equations, φ‴ entering by φ″ z˙². Two passes over the rows: O(P).
 *
 * @throws RangeError for a network whose output is normalised
 * @example derivativeGradient(propagate({ network, input }), 2, { parameters: eigenvector }).gradient.parameters
 */
export function derivativeGradient(
  propagation: Propagation,
  order: 0 | 1 | 2,
  direction: Direction,
): { readonly value: number; readonly gradient: CaseGradient } {
  const { network, layers, outputVector } = propagation;
  if (network.outputGain !== null) {
    throw new RangeError("derivativeGradient: the output is normalised");
  }
  const offsets = layerOffsets(network);
  const moved = moveForward(propagation, direction, offsets);
  const last = layers[layers.length - 1];
  const width = last.outgoing.length;
  const [rate, bend] = outgoingOf(last, moved[moved.length - 1]);
  const outputOffset = offsets[layers.length];
  const outputMove = direction.parameters?.subarray(outputOffset, outputOffset + width) ?? new Float64Array(width);
  const none = new Float64Array(width);
  const seeds: readonly [number, Adjoints, Float64Array][] = [
    [propagation.value, { value: outputVector, rate: none, bend: none }, last.outgoing],
    [
      innerProduct(outputVector, rate) + innerProduct(outputMove, last.outgoing),
      { value: outputMove, rate: outputVector, bend: none },
      rate,
    ],
    [
      innerProduct(outputVector, bend) + 2 * innerProduct(outputMove, rate),
      { value: none, rate: outputMove.map((entry) => 2 * entry), bend: outputVector },
      bend,
    ],
  ];
  const [value, seed, byOutput] = seeds[order];
  const gradient = sendBack(propagation, moved, offsets, layers.length, seed);
  gradient.parameters.set(byOutput, outputOffset);
  return { value, gradient };
}

/**
 * The gradient of ‖α^l‖, l = 0 … L.
 *
 * @example activationNormGradient(propagate({ network, input }), 1).input
 */
export function activationNormGradient(propagation: Propagation, l: number): CaseGradient {
  const { network, layers, input } = propagation;
  const activations = l === 0 ? input : layers[l - 1].outgoing;
  const norm = Math.hypot(...activations);
  const none = new Float64Array(activations.length);
  const seed = { value: activations.map((entry) => (norm === 0 ? 0 : entry / norm)), rate: none, bend: none };
  const offsets = layerOffsets(network);
  return sendBack(propagation, moveForward(propagation, {}, offsets), offsets, l, seed);
}

function moveForward({ layers, input }: Propagation, direction: Direction, offsets: readonly number[]): MovedLayer[] {
  const moved: MovedLayer[] = [];
  let incomingRate: Float64Array = direction.input ?? new Float64Array(input.length);
  let incomingBend: Float64Array = new Float64Array(input.length);
  for (const [l, layer] of layers.entries()) {
    const { fanIn: n, rowNorms, unitRows, incoming, projections, gains } = layer;
    const width = gains.length;
    const moves = new Float64Array(width * n);
    const [alongRow, turnSquare, seen, carried, rate, bend] = Array.from({ length: 6 }, () => new Float64Array(width));
    for (let i = 0; i < width; i++) {
      let [along, square, ofMove, turned, ofRate, ofBend] = [0, 0, 0, 0, 0, 0];
      for (let j = 0; j < n; j++) {
        const at = i * n + j;
        const move = direction.parameters === undefined ? 0 : direction.parameters[offsets[l] + at] / rowNorms[i];
        moves[at] = move;
        along += unitRows[at] * move;
        square += move * move;
        ofMove += move * incoming[j];
        turned += move * incomingRate[j];
        ofRate += unitRows[at] * incomingRate[j];
        ofBend += unitRows[at] * incomingBend[j];
      }
      const turn = square - along * along;
      const ofTurn = ofMove - along * projections[i];
      alongRow[i] = along;
      turnSquare[i] = turn;
      seen[i] = ofTurn;
      carried[i] = ofRate;
      rate[i] = gains[i] * (ofTurn + ofRate);
      const ofSecond = -2 * along * ofTurn - turn * projections[i];
      bend[i] = gains[i] * (ofSecond + 2 * (turned - along * ofRate) + ofBend);
    }
    const state = { moves, alongRow, turnSquare, seen, carried, rate, bend, incomingRate, incomingBend };
    moved.push(state);
    [incomingRate, incomingBend] = outgoingOf(layer, state);
  }
  return moved;
}

/** α˙ and α¨ of a layer. */
function outgoingOf({ slopes, curvatures }: LayerState, { rate, bend }: MovedLayer): [Float64Array, Float64Array] {
  return [
    rate.map((each, i) => slopes[i] * each),
    bend.map((each, i) => curvatures[i] * rate[i] * rate[i] + slopes[i] * each),
  ];
}

/** From the adjoints at the output of layer `top` (0: the input) down to x. */
function sendBack(
  { network, layers, input }: Propagation,
  moved: readonly MovedLayer[],
  offsets: readonly number[],
  top: number,
  seed: Adjoints,
): CaseGradient {
  const parameters = new Float64Array(parameterCount(network));
  const { activation } = network.activation;
  let adjoints = seed;
  let shift = 0;
  for (let l = top - 1; l >= 0; l--) {
    const layer = layers[l];
    const { fanIn: n, gains, projections } = layer;
    const biases = biasesOf(network, l);
    const state = moved[l];
    const below = {
      value: new Float64Array(n),
      rate: new Float64Array(n),
      bend: new Float64Array(n),
    };
    for (let i = 0; i < gains.length; i++) {
      const [slope, curvature, rate] = [layer.slopes[i], layer.curvatures[i], state.rate[i]];
      const [ofValue, ofRate, ofBend] = [adjoints.value[i], adjoints.rate[i], adjoints.bend[i]];
      const third = ofBend * rate === 0 ? 0 : thirdDerivative(activation, gains[i] * projections[i] + biases[i]);
      const z0 =
        ofValue * slope + ofRate * curvature * rate + ofBend * (third * rate * rate + curvature * state.bend[i]);
      shift += z0;
      backThroughRow(layer, state, i, parameters, offsets[l] + i * n, below, [
        gains[i] * z0,
        gains[i] * (ofRate * slope + 2 * ofBend * curvature * rate),
        gains[i] * ofBend * slope,
      ]);
    }
    adjoints = below;
  }
  return { parameters, input: top === 0 ? seed.value.slice() : adjoints.value.slice(0, input.length), shift };
}

/**
 * One row backward, from s times the adjoints of z, z˙ and z¨: adds to the adjoints below, and writes the derivative by W_i.
 */
function backThroughRow(
  { fanIn: n, rowNorms, unitRows, incoming, projections }: LayerState,
  { moves, alongRow, turnSquare, seen, carried, incomingRate, incomingBend }: MovedLayer,
  i: number,
  parameters: Float64Array,
  offset: number,
  below: Adjoints,
  [s0, s1, s2]: readonly [number, number, number],
): void {
  const [along, turn, norm, row] = [alongRow[i], turnSquare[i], rowNorms[i], i * n];
  // Adjoints of |e|² and p, and <ē, u>, where ē is that of e.
  const ofTurn = -s2 * projections[i];
  const barAlongUnit = s1 * projections[i] + 2 * s2 * (carried[i] - along * projections[i]);
  const ofAlong = -2 * s2 * seen[i] - barAlongUnit;
  let [radial, stretch] = [0, 0];
  for (let j = 0; j < n; j++) {
    const unit = unitRows[row + j];
    const move = moves[row + j];
    const e = move - along * unit;
    const second = -2 * along * e - turn * unit;
    below.value[j] += s0 * unit + s1 * e + s2 * second;
    below.rate[j] += s1 * unit + 2 * s2 * e;
    below.bend[j] += s2 * unit;
    const barE = s1 * incoming[j] + 2 * s2 * (incomingRate[j] - along * incoming[j]) + 2 * ofTurn * e;
    const barUnit =
      s0 * incoming[j] +
      s1 * incomingRate[j] +
      s2 * (incomingBend[j] - turn * incoming[j]) -
      along * barE +
      ofAlong * move;
    parameters[offset + j] = barUnit;
    radial += barUnit * unit;
    stretch += (barE + ofAlong * unit) * move;
  }
  for (let j = 0; j < n; j++) {
    const unit = unitRows[row + j];
    parameters[offset + j] = (parameters[offset + j] - (radial + stretch) * unit) / norm;
  }
}
