import type { Arithmetic } from "../arithmetic/arithmetic";
import type { ShiftedActivation } from "../network/activation";
import type { Batch } from "../network/batch";
import { fanIn, type Network } from "../network/network";

/**
 * The weights of a network in any arithmetic, and f by its definition alone: the route by which a judge recomputes what the
 * float64 code of this room found. Nothing here is shared with that code.
 */
export interface DefinedNetwork<T> {
  readonly activation: ShiftedActivation;
  /** W^1 … W^L, each a list of rows. */
  readonly layers: readonly (readonly (readonly T[])[])[];
  /** v. */
  readonly output: readonly T[];
}

/** The weights with exactly the values of their float64 numbers. */
export function definedNetwork<T>({ of }: Arithmetic<T>, network: Network): DefinedNetwork<T> {
  const layers = network.layers.map((weights, l) => {
    const n = fanIn(network, l);
    return Array.from({ length: network.width }, (_, i) => Array.from(weights.subarray(i * n, (i + 1) * n), of));
  });
  return { activation: network.activation, layers, output: Array.from(network.output, of) };
}

/**
 * α^0 = x, α^l_i = φ(<W^l_i, α^(l-1)>/(‖W^l_i‖ √m)), l = 1..L.
 *
 * @param normalised false leaves ‖W^l_i‖ out: the plain network of Remark 4.1
 */
export function definedActivations<T>(
  arithmetic: Arithmetic<T>,
  { activation, layers, output }: DefinedNetwork<T>,
  input: readonly T[],
  normalised = true,
): (readonly T[])[] {
  const { of, add, multiply, divide, squareRoot, hypotenuse } = arithmetic;
  const rootWidth = squareRoot(of(output.length));
  const shift = of(activation.shift);
  const activations = [input];
  for (const [l, rows] of layers.entries()) {
    const incoming = activations[l];
    activations.push(
      rows.map((row) => {
        const length = normalised ? multiply(hypotenuse(row), rootWidth) : rootWidth;
        const preActivation = divide(definedInnerProduct(arithmetic, row, incoming), length);
        return activation.activation.value(arithmetic, add(preActivation, shift));
      }),
    );
  }
  return activations;
}

/** f(θ; x) = <v, α^L>; without the normalisation of rows, if `normalised` is false. */
export function definedValue<T>(
  arithmetic: Arithmetic<T>,
  network: DefinedNetwork<T>,
  input: readonly T[],
  normalised = true,
): T {
  const activations = definedActivations(arithmetic, network, input, normalised);
  return definedInnerProduct(arithmetic, network.output, activations[activations.length - 1]);
}

/** L(θ) = (1/n) Σ_i (y_i - f(θ; x_i))². */
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
