/** Hess f from the definition of f, by second-order forward differentiation in decimals: nothing of the calculus is used. */
import type { Decimal } from "decimal.js";
import type { OrderedArithmetic } from "../../src/arithmetic/arithmetic";
import { fanIn } from "../../src/network/network";
import type { NetworkCase } from "../../src/network/networkCase";

/** A number with its derivatives: g_k, and h_kl for l <= k, by the parameters it depends on. */
interface Expansion {
  readonly value: Decimal;
  readonly gradient: readonly Decimal[];
  readonly hessian: readonly (readonly Decimal[])[];
}

export interface ExactDerivatives {
  readonly value: Decimal;
  readonly activationNorms: readonly Decimal[];
  readonly layerGradientNorms: readonly Decimal[];
  readonly outputGradientNorm: Decimal;
  readonly parameterGradientNorm: Decimal;
  /** P x P. */
  readonly hessian: readonly (readonly Decimal[])[];
}

/**
 * f, its gradient and its Hessian by θ, each number with the digits of the arithmetic.
 *
 * @example exactDerivatives(decimals(60), { network, input }).hessian
 */
export function exactDerivatives(
  arithmetic: OrderedArithmetic<Decimal>,
  { network, input }: NetworkCase,
): ExactDerivatives {
  const { of, add, multiply, divide, squareRoot, hypotenuse } = arithmetic;
  const sizes = [...network.layers.map(({ length }) => length), network.width];
  const count = sizes.reduce((sum, size) => sum + size, 0);
  const zero = of(0);
  const constant = (value: Decimal): Expansion => ({
    value,
    gradient: new Array<Decimal>(count).fill(zero),
    hessian: Array.from({ length: count }, (_, k) => new Array<Decimal>(k + 1).fill(zero)),
  });
  const variable = (value: number, index: number): Expansion => {
    const plain = constant(of(value));
    return { ...plain, gradient: plain.gradient.map((entry, k) => (k === index ? of(1) : entry)) };
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

  const { activation, shift } = network.activation;
  const activated = (z: Expansion): Expansion => {
    const { slope, curvature } = activation.derivatives(arithmetic, z.value);
    return applied(z, activation.value(arithmetic, z.value), slope, curvature);
  };
  const scale = divide(of(1), squareRoot(of(network.width)));
  const activationNorms = [hypotenuse(Array.from(input, of))];
  let incoming = Array.from(input, (entry) => constant(of(entry)));
  let offset = 0;
  for (const [l, weights] of network.layers.entries()) {
    const n = fanIn(network, l);
    const below = incoming;
    incoming = Array.from({ length: network.width }, (_, i) => {
      // A row of one number is its sign, and cannot turn.
      if (n === 1) {
        return activated(
          plus(times(constant(multiply(scale, of(Math.sign(weights[i])))), below[0]), constant(of(shift))),
        );
      }
      const row = Array.from({ length: n }, (_unused, j) => variable(weights[i * n + j], offset + i * n + j));
      const inverse = inverseRoot(plus(...row.map((entry) => times(entry, entry))));
      const projection = times(plus(...row.map((entry, j) => times(entry, below[j]))), inverse);
      return activated(plus(times(constant(scale), projection), constant(of(shift))));
    });
    offset += weights.length;
    activationNorms.push(hypotenuse(incoming.map(({ value }) => value)));
  }
  const f = plus(...incoming.map((entry, i) => times(entry, variable(network.output[i], offset + i))));
  const begins = sizes.map((_, l) => sizes.slice(0, l).reduce((sum, size) => sum + size, 0));
  const partNorms = sizes.map((size, l) => hypotenuse(f.gradient.slice(begins[l], begins[l] + size)));
  return {
    value: f.value,
    activationNorms,
    layerGradientNorms: partNorms.slice(0, network.depth),
    outputGradientNorm: partNorms[network.depth],
    parameterGradientNorm: hypotenuse(f.gradient),
    hessian: f.hessian.map((row, k) => Array.from({ length: count }, (_, l) => (l <= k ? row[l] : f.hessian[l][k]))),
  };
}

/** max |λ| = √λ_max(H²). */
export function exactSpectralNorm(
  { add, multiply, squareRoot, perronRoot }: OrderedArithmetic<Decimal>,
  matrix: readonly (readonly Decimal[])[],
): Decimal {
  const squared = matrix.map((row) => matrix.map((other) => add(...row.map((entry, k) => multiply(entry, other[k])))));
  return squareRoot(perronRoot(squared));
}
