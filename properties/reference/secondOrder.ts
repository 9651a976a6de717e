/** Hess f from the definition of f, by second-order forward differentiation in decimals: nothing of the calculus is used. */
import type { Decimal } from "decimal.js";
import type { OrderedArithmetic } from "../../src/arithmetic/arithmetic";
import { fanIn, parameterCount } from "../../src/network/network";
import type { NetworkCase } from "../../src/network/networkCase";

/** A number with its derivatives: g_k, and h_kl for l <= k, by the numbers it depends on. */
interface Expansion {
  readonly value: Decimal;
  readonly gradient: readonly Decimal[];
  readonly hessian: readonly (readonly Decimal[])[];
}

export interface ExactDerivatives {
  readonly value: Decimal;
  readonly activationNorms: readonly Decimal[];
  readonly layerGradientNorms: readonly Decimal[];
  /** By v, or by W_v (and g_v) where the output is normalised. */
  readonly outputGradientNorm: Decimal;
  readonly parameterGradientNorm: Decimal;
  /** P numbers; in the layout of trainedParameters.ts where gains and biases are differentiated. */
  readonly gradient: readonly Decimal[];
  /** As many rows and columns. */
  readonly hessian: readonly (readonly Decimal[])[];
}

/**
 * f, its gradient and its Hessian by θ, each number with the digits of the arithmetic.
 *
 * @example exactDerivatives(decimals(60), { network, input }).hessian
 */
export function exactDerivatives(arithmetic: OrderedArithmetic<Decimal>, networkCase: NetworkCase): ExactDerivatives {
  const { hypotenuse } = arithmetic;
  const { layers, widths, output, outputGain, depth } = networkCase.network;
  const { f, activationNorms } = expanded(arithmetic, networkCase, "by θ");
  const sizes = [...layers.map(({ length }) => length), output.length];
  const scalars = [...widths.map((width) => 2 * width), outputGain === null ? 0 : 1];
  /** One part after the other, from a place on. */
  const partsFrom = (first: number, lengths: readonly number[]): Decimal[][] =>
    lengths.map((length, l) => {
      const begin = lengths.slice(0, l).reduce((sum, each) => sum + each, first);
      return f.gradient.slice(begin, begin + length);
    });
  const ofScalars = partsFrom(parameterCount(networkCase.network), scalars);
  const partNorms = partsFrom(0, sizes).map((part, l) => hypotenuse([...part, ...ofScalars[l]]));
  return {
    value: f.value,
    activationNorms,
    layerGradientNorms: partNorms.slice(0, depth),
    outputGradientNorm: partNorms[depth],
    parameterGradientNorm: hypotenuse(f.gradient),
    gradient: f.gradient,
    hessian: f.hessian.map((row, k) => f.hessian.map((_, l) => (l <= k ? row[l] : f.hessian[l][k]))),
  };
}

/** ∇_x f, d numbers. */
export function exactInputGradient(
  arithmetic: OrderedArithmetic<Decimal>,
  networkCase: NetworkCase,
): readonly Decimal[] {
  return expanded(arithmetic, networkCase, "by x").f.gradient;
}

/** f with its derivatives by θ or by x. */
function expanded(
  arithmetic: OrderedArithmetic<Decimal>,
  { network, input, parameters }: NetworkCase,
  by: "by θ" | "by x",
): { f: Expansion; activationNorms: Decimal[] } {
  const { of, add, multiply, divide, squareRoot, hypotenuse } = arithmetic;
  const weights = parameterCount(network);
  const areAll = parameters === "all";
  const scalars = areAll ? 2 * network.widths.reduce((a, b) => a + b, 0) + (network.outputGain === null ? 1 : 2) : 0;
  const count = by === "by θ" ? weights + scalars : input.length;
  const zero = of(0);
  const constant = (value: Decimal): Expansion => ({
    value,
    gradient: new Array<Decimal>(count).fill(zero),
    hessian: Array.from({ length: count }, (_, k) => new Array<Decimal>(k + 1).fill(zero)),
  });
  /** The index-th of what is differentiated by, if these are. */
  const variable = (value: Decimal, variables: typeof by, index: number): Expansion => {
    const plain = constant(value);
    return variables === by
      ? { ...plain, gradient: plain.gradient.map((entry, k) => (k === index ? of(1) : entry)) }
      : plain;
  };
  /** The index-th gain or bias. */
  const scalar = (value: Decimal, index: number): Expansion =>
    areAll ? variable(value, "by θ", weights + index) : constant(value);
  const plus = (...terms: readonly Expansion[]): Expansion => ({
    value: add(...terms.map(({ value }) => value)),
    gradient: Array.from({ length: count }, (_, k) => add(...terms.map(({ gradient }) => gradient[k]))),
    hessian: Array.from({ length: count }, (_, k) =>
      Array.from({ length: k + 1 }, (_unused, l) => add(...terms.map(({ hessian }) => hessian[k][l]))),
    ),
  });
  const times = (a: Expansion, b: Expansion): Expansion => ({
    value: multiply(a.value, b.value),
    gradient: a.gradient.map((entry, k) => add(multiply(entry, b.value), multiply(a.value, b.gradient[k]))),
    hessian: a.hessian.map((row, k) =>
      row.map((entry, l) =>
        add(
          multiply(entry, b.value),
          multiply(a.value, b.hessian[k][l]),
          multiply(a.gradient[k], b.gradient[l]),
          multiply(a.gradient[l], b.gradient[k]),
        ),
      ),
    ),
  });
  /** g(a), from g, g′ and g″ at its value. */
  const applied = (a: Expansion, value: Decimal, first: Decimal, second: Decimal): Expansion => ({
    value,
    gradient: a.gradient.map((entry) => multiply(first, entry)),
    hessian: a.hessian.map((row, k) =>
      row.map((entry, l) => add(multiply(first, entry), multiply(second, a.gradient[k], a.gradient[l]))),
    ),
  });
  /** 1/√a. */
  const inverseRoot = (a: Expansion): Expansion => {
    const value = divide(of(1), squareRoot(a.value));
    const first = divide(multiply(of(-0.5), value), a.value);
    return applied(a, value, first, divide(multiply(of(-1.5), first), a.value));
  };

  /** <W, α>/‖W‖. */
  const alongRow = (entries: Float64Array, offset: number, below: readonly Expansion[]): Expansion => {
    // A row of one number is its sign, and cannot turn.
    if (entries.length === 1) {
      return times(constant(of(Math.sign(entries[0]))), below[0]);
    }
    const row = Array.from(entries, (entry, j) => variable(of(entry), "by θ", offset + j));
    const inverse = inverseRoot(plus(...row.map((entry) => times(entry, entry))));
    return times(plus(...row.map((entry, j) => times(entry, below[j]))), inverse);
  };
  const { activation, shift } = network.activation;
  const activated = (z: Expansion): Expansion => {
    const { slope, curvature } = activation.derivatives(arithmetic, z.value);
    return applied(z, activation.value(arithmetic, z.value), slope, curvature);
  };
  const activationNorms = [hypotenuse(Array.from(input, of))];
  let incoming = Array.from(input, (entry, j) => variable(of(entry), "by x", j));
  let [offset, ofScalars] = [0, 0];
  for (const [l, rows] of network.layers.entries()) {
    const n = fanIn(network, l);
    const width = network.widths[l];
    const [below, begin, beginScalars] = [incoming, offset, ofScalars];
    const scale = divide(of(1), squareRoot(of(width)));
    incoming = Array.from({ length: width }, (_, i) => {
      const own = network.gains[l]?.[i];
      const gain = scalar(own === undefined ? scale : of(own), beginScalars + i);
      const bias = scalar(of(network.biases[l]?.[i] ?? shift), beginScalars + width + i);
      const projection = alongRow(rows.subarray(i * n, (i + 1) * n), begin + i * n, below);
      return activated(plus(times(gain, projection), bias));
    });
    offset += rows.length;
    ofScalars += 2 * width;
    activationNorms.push(hypotenuse(incoming.map(({ value }) => value)));
  }
  const { output, outputGain, outputBias } = network;
  const top =
    outputGain === null
      ? plus(...incoming.map((entry, i) => times(entry, variable(of(output[i]), "by θ", offset + i))))
      : times(scalar(of(outputGain), ofScalars), alongRow(output, offset, incoming));
  const bias = scalar(of(outputBias), outputGain === null ? ofScalars : ofScalars + 1);
  return { f: plus(top, bias), activationNorms };
}

/** max |λ| = √λ_max(H²). */
export function exactSpectralNorm(
  { add, multiply, squareRoot, perronRoot }: OrderedArithmetic<Decimal>,
  matrix: readonly (readonly Decimal[])[],
): Decimal {
  const squared = matrix.map((row) => matrix.map((other) => add(...row.map((entry, k) => multiply(entry, other[k])))));
  return squareRoot(perronRoot(squared));
}
