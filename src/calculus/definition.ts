import type { Arithmetic } from "../arithmetic/arithmetic";
import type { ShiftedActivation } from "../network/activation";
import type { Batch } from "../network/batch";
import { biasesOf, gainsOf } from "../network/gains";
import { fanIn, type Network } from "../network/network";

/**
 * The weights of a network in any arithmetic, and f by its definition alone: the route by which a judge recomputes what the
 * float64 code of this room found. Nothing here is shared with that code.
 */
export interface DefinedNetwork<T> {
  readonly activation: ShiftedActivation;
  /** W^1 … W^L, each a list of rows. */
  readonly layers: readonly (readonly (readonly T[])[])[];
  /** g^1 … g^L and b^1 … b^L, a number for each row. */
  readonly gains: readonly (readonly T[])[];
  readonly biases: readonly (readonly T[])[];
  /** v, or W_v where there is a gain g_v. */
  readonly output: readonly T[];
  readonly outputGain: T | null;
  /** c. */
  readonly outputBias: T;
}

/**
 * The weights with exactly the values of their float64 numbers.
 *
 * @example definedNetwork(decimals(50), network).layers[0][0].map(Number) // [3, 4]
 */
export function definedNetwork<T>(arithmetic: Arithmetic<T>, network: Network): DefinedNetwork<T> {
  const { of } = arithmetic;
  const { activation, outputGain } = network;
  const layers = network.layers.map((weights, l) => {
    const n = fanIn(network, l);
    return Array.from({ length: network.widths[l] }, (_, i) => Array.from(weights.subarray(i * n, (i + 1) * n), of));
  });
  return {
    activation,
    layers,
    gains: layers.map((_, l) => gainsOf(arithmetic, network, l)),
    biases: layers.map((_, l) => Array.from(biasesOf(network, l), of)),
    output: Array.from(network.output, of),
    outputGain: outputGain === null ? null : of(outputGain),
    outputBias: of(network.outputBias),
  };
}

/**
 * α^0 = x, α^l_i = φ(g^l_i <W^l_i, α^(l-1)>/‖W^l_i‖ + b^l_i), l = 1..L.
 *
 * @param normalised false leaves ‖W^l_i‖ out: the plain network of Remark 4.1
 */
export function definedActivations<T>(
  arithmetic: Arithmetic<T>,
  { activation, layers, gains, biases }: DefinedNetwork<T>,
  input: readonly T[],
  normalised = true,
): (readonly T[])[] {
  const { add, multiply, divide, hypotenuse } = arithmetic;
  const activations = [input];
  for (const [l, rows] of layers.entries()) {
    const incoming = activations[l];
    activations.push(
      rows.map((row, i) => {
        const product = definedInnerProduct(arithmetic, row, incoming);
        const projection = normalised ? divide(product, hypotenuse(row)) : product;
        return activation.activation.value(arithmetic, add(multiply(gains[l][i], projection), biases[l][i]));
      }),
    );
  }
  return activations;
}

/**
 * f(θ; x) = <v, α^L> + c; without the normalisation of rows, if `normalised` is false.
 *
 * @example definedValue(float64, definedNetwork(float64, network), [0, 0]) // 0
 */
export function definedValue<T>(
  arithmetic: Arithmetic<T>,
  network: DefinedNetwork<T>,
  input: readonly T[],
  normalised = true,
): T {
  const activations = definedActivations(arithmetic, network, input, normalised);
  const { output, outputGain, outputBias } = network;
  const product = definedInnerProduct(arithmetic, output, activations[activations.length - 1]);
  const { add, multiply, divide, hypotenuse } = arithmetic;
  return add(outputGain === null ? product : multiply(outputGain, divide(product, hypotenuse(output))), outputBias);
}

/**
 * L(θ) = (1/n) Σ_i (y_i - f(θ; x_i))².
 *
 * @example definedLoss(decimals(50), definedNetwork(decimals(50), network), batch).toNumber()
 */
export function definedLoss<T>(arithmetic: Arithmetic<T>, network: DefinedNetwork<T>, { inputs, targets }: Batch): T {
  const { of, add, subtract, multiply, divide } = arithmetic;
  const squares = inputs.map((input, r) => {
    const residual = subtract(of(targets[r]), definedValue(arithmetic, network, Array.from(input, of)));
    return multiply(residual, residual);
  });
  return divide(add(...squares), of(inputs.length));
}

/** Σ_j a_j b_j. */
export function definedInnerProduct<T>({ of, add, multiply }: Arithmetic<T>, a: readonly T[], b: readonly T[]): T {
  return a.reduce((sum, entry, j) => add(sum, multiply(entry, b[j])), of(0));
}
