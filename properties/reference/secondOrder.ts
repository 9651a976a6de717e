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
  /** By v, or by W_v where the output is normalised. */
  readonly outputGradientNorm: Decimal;
  readonly parameterGradientNorm: Decimal;
  /** P numbers. */
  readonly gradient: readonly Decimal[];
  /** P x P. */
  readonly hessian: readonly (readonly Decimal[])[];
}

/**
 * f, its gradient and its Hessian by θ, each number with the digits of the arithmetic.
 *
 * @example exactDerivatives(decimals(60), { network, input }).hessian
 */
export function exactDerivatives(arithmetic: OrderedArithmetic<Decimal>, networkCase: NetworkCase): ExactDerivatives {
  const { hypotenuse } = arithmetic;
  const { layers, output, depth } = networkCase.network;
  const { f, activationNorms } = expanded(arithmetic, networkCase, "by θ");
  const sizes = [...layers.map(({ length }) => length), output.length];
  const begins = sizes.map((_, l) => sizes.slice(0, l).reduce((sum, size) => sum + size, 0));
  const partNorms = sizes.map((size, l) => hypotenuse(f.gradient.slice(begins[l], begins[l] + size)));
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
  { network, input }: NetworkCase,
  by: "by θ" | "by x",
): { f: Expansion; activationNorms: Decimal[] } {
  const { of, add, multiply, divide, squareRoot, hypotenuse } = arithmetic;
  const count = by === "by θ" ? parameterCount(network) : input.length;
  const zero = of(0);
  const constant = (value: Decimal): Expansion => ({
    value,
    gradient: new Array<Decimal>(count).fill(zero),
    hessian: Array.from({ length: count }, (_, k) => new Array<Decimal>(k + 1).fill(zero)),
  });
  const number = (value: number, variables: typeof by, index: number): Expansion => {
    const plain = constant(of(value));
    return variables === by
      ? { ...plain, gradient: plain.gradient.map((entry, k) => (k === index ? of(1) : entry)) }
      : plain;
  };
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
  const alongRow = (weights: Float64Array, offset: number, below: readonly Expansion[]): Expansion => {
    // A row of one number is its sign, and cannot turn.
    if (weights.length === 1) {
      return times(constant(of(Math.sign(weights[0]))), below[0]);
    }
    const row = Array.from(weights, (entry, j) => number(entry, "by θ", offset + j));
    const inverse = inverseRoot(plus(...row.map((entry) => times(entry, entry))));
    return times(plus(...row.map((entry, j) => times(entry, below[j]))), inverse);
  };
  const { activation, shift } = network.activation;
  const activated = (z: Expansion): Expansion => {
    const { slope, curvature } = activation.derivatives(arithmetic, z.value);
    return applied(z, activation.value(arithmetic, z.value), slope, curvature);
  };
  const activationNorms = [hypotenuse(Array.from(input, of))];
  let incoming = Array.from(input, (entry, j) => number(entry, "by x", j));
  let offset = 0;
  for (const [l, weights] of network.layers.entries()) {
    const n = fanIn(network, l);
    const [below, begin] = [incoming, offset];
    const scale = divide(of(1), squareRoot(of(network.widths[l])));
    incoming = Array.from({ length: network.widths[l] }, (_, i) => {
      const own = network.gains[l]?.[i];
      const gain = own === undefined ? scale : of(own);
      const bias = of(network.biases[l]?.[i] ?? shift);
      const projection = alongRow(weights.subarray(i * n, (i + 1) * n), begin + i * n, below);
      return activated(plus(times(constant(gain), projection), constant(bias)));
    });
    offset += weights.length;
    activationNorms.push(hypotenuse(incoming.map(({ value }) => value)));
  }
  const { output, outputGain, outputBias } = network;
  const top =
    outputGain === null
      ? plus(...incoming.map((entry, i) => times(entry, number(output[i], "by θ", offset + i))))
      : times(constant(of(outputGain)), alongRow(output, offset, incoming));
  return { f: plus(top, constant(of(outputBias))), activationNorms };
}

/** max |λ| = √λ_max(H²). */
export function exactSpectralNorm(
  { add, multiply, squareRoot, perronRoot }: OrderedArithmetic<Decimal>,
  matrix: readonly (readonly Decimal[])[],
): Decimal {
  const squared = matrix.map((row) => matrix.map((other) => add(...row.map((entry, k) => multiply(entry, other[k])))));
  return squareRoot(perronRoot(squared));
}
