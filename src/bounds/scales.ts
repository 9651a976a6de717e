import type { Arithmetic } from "../arithmetic/arithmetic";
import { magnitudeAtZero } from "../network/activation";
import { biasesOf, gainsOf } from "../network/gains";
import { fanIn, type Network } from "../network/network";
import type { NetworkCase } from "../network/networkCase";
import { isPaperNetwork } from "../network/paperForm";
import type { TrainedParameters } from "../network/trainedParameters";
import { outputTurn, type RowScale, type Turn, turnOf } from "./turn";

/** What one layer brings into the bounds. */
export interface LayerScale<T> {
  /** |g_i| and ‖W_i‖ of each row; where all rows have one gain, of the shortest row alone. */
  readonly rows: readonly RowScale<T>[];
  /** γ = ‖g‖: 1 in the paper. */
  readonly gainNorm: T;
  /** ĝ = max |g_i|: 1/√m in the paper. */
  readonly largestGain: T;
  /** ‖φ(b)‖: √m |φ(0)| in the paper. */
  readonly atZero: T;
  /** What |φ′| and |φ″| are at most in this layer: λ and β, or less where pre-activations are known to stay near 0 (localScales.ts). */
  readonly slope: T;
  readonly curvature: T | null;
}

/**
 * What the pointwise bounds are made of, in any arithmetic: the symbols of docs/theory-general.md, for networks with gains, biases and widths of
 * their own. In the paper's network every layer has γ = 1, ĝ = s and the ω of the whole network.
 */
export interface Scales<T> {
  readonly depth: number;
  /** m; where widths differ, the largest. */
  readonly width: number;
  /** What is differentiated: without gains and biases (case P), or with them (case T). */
  readonly parameters: TrainedParameters;
  /** s = 1/√m. */
  readonly inverseRootWidth: T;
  /** X = ‖x‖. */
  readonly inputNorm: T;
  /** ‖v‖; |g_v| where the output is normalised. */
  readonly outputNorm: T;
  /** ρ₁ = | ‖v‖ - 1 |: the smallest radius of assumption A3 that any unit v₀ allows. */
  readonly outputRadius: T;
  /** |g_v| and ‖W_v‖ of a normalised output, or null. */
  readonly outputRow: RowScale<T> | null;
  /** |c|. */
  readonly outputBias: T;
  /** ω = min over all rows of ‖W_i‖. */
  readonly minWeightNorm: T;
  /** p = |φ(0)|. */
  readonly activationAtZero: T;
  /** λ with |φ′| <= λ (assumption A1). */
  readonly lipschitz: T;
  /** β, or null where the activation is not smooth (A2 fails). */
  readonly smoothness: T | null;
  readonly layers: readonly LayerScale<T>[];
  /** T_l and μ_l of each layer, and those of the output: 1 and 0 where v is plain. */
  readonly turns: readonly Turn<T>[];
  readonly outputTurn: Turn<T>;
  /** A_0 = X, A_l = λ γ_l A_(l-1) + ‖φ(b^l)‖: bounds of ‖α^l‖. */
  readonly activationScales: readonly T[];
  /** V_L = ‖v‖, V_(l-1) = λ γ_l V_l, l = 0..L: bounds of ‖∂f/∂α^l‖. */
  readonly signalScales: readonly T[];
  /** a_l for l = 1..L, at index l - 1: A_(l-1) T_l, with gains and biases √(A_(l-1)² T_l² + 1). */
  readonly layerScales: readonly T[];
}

/**
 * The scales of a case. Weights enter with the exact value of their float64 numbers.
 *
 * @example scalesOf(float64, { network, input }).outputNorm // 1
 */
export function scalesOf<T>(arithmetic: Arithmetic<T>, networkCase: NetworkCase): Scales<T> {
  const { of, subtract, absolute } = arithmetic;
  const { network, input, parameters = "directions" } = networkCase;
  const { depth, width, activation, outputGain } = network;
  const { norms, shortest, weightsNorm, minWeightNorm } = rowNorms(arithmetic, network);
  const outputNorm = outputGain === null ? weightsNorm : absolute(of(outputGain));
  const isPaper = isPaperNetwork(network);
  const ofNeurons = neuronScale(arithmetic, network);
  return derivedScales(arithmetic, {
    depth,
    width,
    parameters,
    inverseRootWidth: ofNeurons(width).gain,
    inputNorm: arithmetic.euclideanNorm(input),
    outputNorm,
    outputRadius: absolute(subtract(outputNorm, of(1))),
    outputRow: outputGain === null ? null : { gain: outputNorm, norm: weightsNorm },
    outputBias: absolute(of(network.outputBias)),
    minWeightNorm,
    activationAtZero: magnitudeAtZero(arithmetic, activation),
    lipschitz: ofNeurons(width).slope,
    smoothness: ofNeurons(width).curvature,
    layers: norms.map((ofLayer, l): LayerScale<T> => {
      const { gain, atZero, slope, curvature } = ofNeurons(network.widths[l]);
      const isCommon = network.gains[l] === null;
      const gains = isCommon ? [gain] : gainsOf(arithmetic, network, l).map(absolute);
      return {
        // The paper's bounds take ω over all layers.
        rows: isCommon
          ? [{ gain, norm: isPaper ? minWeightNorm : shortest[l] }]
          : ofLayer.map((norm, i) => ({ gain: gains[i], norm })),
        gainNorm: isCommon ? of(1) : arithmetic.hypotenuse(gains),
        largestGain: gains.reduce((most, each) => arithmetic.maximum(most, each)),
        atZero: network.biases[l] === null ? atZero : atBiases(arithmetic, network, l),
        slope,
        curvature,
      };
    }),
  });
}

/** ω = min over all rows of ‖W_i‖, a normalised output among them. */
export function minWeightNormOf<T>(arithmetic: Arithmetic<T>, network: Network): T {
  return rowNorms(arithmetic, network).minWeightNorm;
}

/** ‖W_i‖ of every row, the least of each layer and of all, and that of the output's weights. */
function rowNorms<T>(arithmetic: Arithmetic<T>, network: Network) {
  const norms = network.layers.map((weights, l) => rowNormsOf(arithmetic, weights, fanIn(network, l)));
  const shortest = norms.map((ofLayer) => smallest(arithmetic, ofLayer));
  const ofRows = smallest(arithmetic, shortest);
  const weightsNorm = arithmetic.euclideanNorm(network.output);
  const minWeightNorm = network.outputGain === null ? ofRows : arithmetic.minimum(ofRows, weightsNorm);
  return { norms, shortest, weightsNorm, minWeightNorm };
}

/** ‖W_i‖ of every row of a layer. */
function rowNormsOf<T>(arithmetic: Arithmetic<T>, weights: Float64Array, n: number): T[] {
  return Array.from({ length: weights.length / n }, (_, i) =>
    arithmetic.euclideanNorm(weights.subarray(i * n, (i + 1) * n)),
  );
}

/** What all neurons of a layer of m share in the paper, found once for each m: 1/√m, √m |φ(shift)|, λ and β. */
function neuronScale<T>(arithmetic: Arithmetic<T>, { activation: { activation, shift } }: Network) {
  const { of, multiply, divide, absolute, squareRoot } = arithmetic;
  const [slope, curvature] = [activation.lipschitz(arithmetic), activation.smoothness?.(arithmetic) ?? null];
  const atShift = absolute(activation.value(arithmetic, of(shift)));
  const ofWidth = (width: number) => {
    const root = squareRoot(of(width));
    return { gain: divide(of(1), root), atZero: multiply(root, atShift), slope, curvature };
  };
  const known = new Map<number, ReturnType<typeof ofWidth>>();
  return (width: number): ReturnType<typeof ofWidth> => {
    const found = known.get(width) ?? ofWidth(width);
    known.set(width, found);
    return found;
  };
}

/** ‖φ(b^l)‖. */
function atBiases<T>(arithmetic: Arithmetic<T>, network: Network, l: number): T {
  const { activation } = network.activation;
  const ofBias = (bias: number): T => arithmetic.absolute(activation.value(arithmetic, arithmetic.of(bias)));
  return arithmetic.hypotenuse(Array.from(biasesOf(network, l), ofBias));
}

/** The same scales at another |φ(0)| of the paper's network, for statements on how a bound depends on it. */
export function withActivationAtZero<T>(arithmetic: Arithmetic<T>, scales: Scales<T>, activationAtZero: T): Scales<T> {
  const { of, multiply, squareRoot } = arithmetic;
  const atZero = multiply(squareRoot(of(scales.width)), activationAtZero);
  return derivedScales(arithmetic, {
    ...scales,
    activationAtZero,
    layers: scales.layers.map((layer) => ({ ...layer, atZero })),
  });
}

/** The same scales with all rows of this norm: those of the same function with its rows scaled. */
export function withMinWeightNorm<T>(arithmetic: Arithmetic<T>, scales: Scales<T>, minWeightNorm: T): Scales<T> {
  return withRowNorms(arithmetic, { ...scales, minWeightNorm }, () => minWeightNorm);
}

/** The scales as they are, but for the norms of all rows, that of a normalised output among them. */
export function withRowNorms<T>(arithmetic: Arithmetic<T>, scales: Scales<T>, normOf: (norm: T) => T): Scales<T> {
  const changed = ({ gain, norm }: RowScale<T>): RowScale<T> => ({ gain, norm: normOf(norm) });
  return derivedScales(arithmetic, {
    ...scales,
    layers: scales.layers.map((layer) => ({ ...layer, rows: layer.rows.map(changed) })),
    outputRow: scales.outputRow && changed(scales.outputRow),
  });
}

type IndependentScales<T> = Omit<
  Scales<T>,
  "turns" | "outputTurn" | "activationScales" | "signalScales" | "layerScales"
>;

/** The scales with what follows from the symbols of the layers. */
export function derivedScales<T>(arithmetic: Arithmetic<T>, independent: IndependentScales<T>): Scales<T> {
  const { of, add, multiply, divide, hypotenuse } = arithmetic;
  const { depth, width, parameters, inverseRootWidth, inputNorm, outputNorm, outputRadius, outputRow, outputBias } =
    independent;
  const { minWeightNorm, activationAtZero, lipschitz, smoothness, layers } = independent;
  const activationScales = [inputNorm];
  for (const { gainNorm, atZero, slope } of layers) {
    activationScales.push(add(multiply(slope, gainNorm, activationScales[activationScales.length - 1]), atZero));
  }
  const signalScales = new Array<T>(depth + 1).fill(outputNorm);
  for (let l = depth - 1; l >= 0; l--) {
    signalScales[l] = multiply(layers[l].slope, layers[l].gainNorm, signalScales[l + 1]);
  }
  const turns = layers.map(({ rows }) => turnOf(arithmetic, rows, parameters));
  const layerScales = layers.map(({ rows }, l) => {
    const incoming = activationScales[l];
    if (parameters === "all") {
      return hypotenuse([multiply(incoming, turns[l].rate), of(1)]);
    }
    // In this order the paper's a_l is s A_(l-1)/ω to the last digit.
    return rows.length === 1
      ? divide(multiply(rows[0].gain, incoming), rows[0].norm)
      : multiply(incoming, turns[l].rate);
  });
  // Field by field: a spread takes longer than all the rest, and this runs for every network.
  return {
    depth,
    width,
    parameters,
    inverseRootWidth,
    inputNorm,
    outputNorm,
    outputRadius,
    outputRow,
    outputBias,
    minWeightNorm,
    activationAtZero,
    lipschitz,
    smoothness,
    layers,
    turns,
    outputTurn: outputTurn(arithmetic, outputRow, parameters),
    activationScales,
    signalScales,
    layerScales,
  };
}

/** min in chunks: a spread of hundreds of thousands of arguments would overflow the stack. */
function smallest<T>(arithmetic: Arithmetic<T>, values: readonly T[]): T {
  return values.reduce((least, value) => arithmetic.minimum(least, value), values[0]);
}
