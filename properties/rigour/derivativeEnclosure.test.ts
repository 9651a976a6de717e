/** Gradient, Hessian entries and curvatures enclosed, against f by its definition in 120 digits and differences of it. */
import fc from "fast-check";
import { decimals } from "../../src/arithmetic/decimal";
import type { Interval } from "../../src/arithmetic/interval/interval";
import { binaryExponent } from "../../src/arithmetic/rounding/powerOfTwo";
import { definedValue } from "../../src/calculus/definition";
import { curvatureOn, slopeAlong } from "../../src/calculus/differences";
import { fullHessian } from "../../src/calculus/hessianOperator";
import { propagate } from "../../src/calculus/propagation";
import { entriesOf } from "../../src/calculus/symmetricOperator";
import { parameterCount } from "../../src/network/network";
import type { NetworkCase } from "../../src/network/networkCase";
import { curvatureEnclosure } from "../../src/rigour/curvatureEnclosure";
import { gradientEnclosure, hessianEnclosure } from "../../src/rigour/derivativeEnclosure";
import { enclosedPropagation } from "../../src/rigour/enclosedPropagation";
import { quickOrFull } from "../depth";
import { differentiableCases } from "../reference/differentiableCases";
import { unitNumber } from "../reference/randomMatrices";

const decimal = decimals(120);
type Decimal = ReturnType<typeof decimal.of>;

/** Differences of 120 digits are right to 40 and more: far beyond the float64 ends. */
const DIFFERENCE = "1e-30";

function expectContained({ lower, upper }: Interval, value: Decimal): void {
  expect(decimal.of(lower).lessThanOrEqualTo(value.plus(DIFFERENCE))).toBe(true);
  expect(decimal.of(upper).greaterThanOrEqualTo(value.minus(DIFFERENCE))).toBe(true);
}

function functionalOf({ input }: NetworkCase) {
  const exact = Array.from(input, decimal.of);
  return (network: Parameters<typeof definedValue<Decimal>>[1]) => definedValue(decimal, network, exact);
}

/** The case, and a direction of P numbers. */
const turnedCases = differentiableCases.chain((networkCase) => {
  const size = parameterCount(networkCase.network);
  return fc
    .array(unitNumber, { minLength: size, maxLength: size })
    .filter((entries) => entries.some((entry) => entry !== 0))
    .map((entries) => ({ networkCase, direction: Float64Array.from(entries) }));
});

/** In the network's own unit: curvatures come in that of the propagation. */
function inOwnUnit({ lower, upper }: Interval, unit: number): Interval {
  const factor = 2 ** (-2 * binaryExponent(unit));
  return { lower: lower * factor, upper: upper * factor };
}

test("the curvature along a direction", () => {
  fc.assert(
    fc.property(turnedCases, ({ networkCase, direction }) => {
      const propagation = enclosedPropagation(networkCase);
      const enclosure = inOwnUnit(curvatureEnclosure(propagation, direction), propagation.unit);
      expectContained(enclosure, curvatureOn(decimal, networkCase.network, functionalOf(networkCase), direction));
      expect(enclosure.upper - enclosure.lower).toBeLessThan(1e-9);
    }),
    { numRuns: quickOrFull(3, 60) },
  );
});

test("every entry of the gradient", () => {
  fc.assert(
    fc.property(differentiableCases, (networkCase) => {
      const size = parameterCount(networkCase.network);
      fc.pre(size <= 20);
      const enclosure = gradientEnclosure(enclosedPropagation(networkCase));
      expect(enclosure).toHaveLength(size);
      for (const [k, entry] of enclosure.entries()) {
        const axis = new Float64Array(size);
        axis[k] = 1;
        expectContained(entry, slopeAlong(decimal, networkCase.network, functionalOf(networkCase), axis));
        expect(entry.upper - entry.lower).toBeLessThan(1e-11);
      }
    }),
    { numRuns: quickOrFull(2, 20) },
  );
});

test("every entry of the Hessian, against the float64 ones, and on the diagonal by differences", () => {
  fc.assert(
    fc.property(differentiableCases, (networkCase) => {
      const size = parameterCount(networkCase.network);
      fc.pre(size <= 40);
      const enclosure = hessianEnclosure(enclosedPropagation(networkCase));
      const entries = entriesOf(fullHessian(propagate(networkCase)));
      const largest = entries.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
      let place = 0;
      for (let i = 0; i < size; i++) {
        for (let j = 0; j <= i; j++) {
          const { lower, upper } = enclosure[place++];
          // Off by what the float64 entries are.
          const error = 1e-11 * largest;
          expect(entries[i * size + j]).toBeGreaterThanOrEqual(lower - error);
          expect(entries[i * size + j]).toBeLessThanOrEqual(upper + error);
          expect(upper - lower).toBeLessThanOrEqual(1e-10 * Math.max(largest, 1));
        }
      }
      const axis = new Float64Array(size);
      axis[size >> 1] = 1;
      const diagonal = enclosure[((size >> 1) * ((size >> 1) + 3)) / 2];
      expectContained(diagonal, curvatureOn(decimal, networkCase.network, functionalOf(networkCase), axis));
    }),
    { numRuns: quickOrFull(3, 60) },
  );
});
