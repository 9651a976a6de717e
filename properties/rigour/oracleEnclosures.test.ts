/** Enclosures contain values from 60-digit arithmetic that were made independently of this code, and are narrow. */
import { decimals } from "../../src/arithmetic/decimal";
import { add, square, squareRoot } from "../../src/arithmetic/interval/basic";
import { type Interval, point } from "../../src/arithmetic/interval/interval";
import { intervals } from "../../src/arithmetic/interval/intervals";
import { allOnes } from "../../src/bounds/coefficients";
import { scalesOf } from "../../src/bounds/scales";
import { certificatesOf } from "../../src/measurement/certificates";
import { preciseArithmetic } from "../../src/rigour/certifiedNumber";
import { hessianEnclosure } from "../../src/rigour/derivativeEnclosure";
import { enclosedPropagation } from "../../src/rigour/enclosedPropagation";
import { ORACLE_ZERO, oracleBounds, oracleNetworks } from "../reference/oracleNetworks";
import { theoremById } from "../reference/theoremById";

const decimal = decimals(60);
const decimalOf = (text: string) => decimal.of(0).plus(text);
/** What the 20 digits of a value leave open. */
const LAST_DIGIT = "1e-19";
/** Beyond it an enclosure is too wide. */
const WIDEST = 2e-12;

function expectEnclosed({ lower, upper }: Interval, expected: string): void {
  const value = decimalOf(expected);
  const slack = value.abs().times(LAST_DIGIT).plus(ORACLE_ZERO);
  expect(decimal.of(lower).lessThanOrEqualTo(value.plus(slack))).toBe(true);
  expect(decimal.of(upper).greaterThanOrEqualTo(value.minus(slack))).toBe(true);
  expect(upper).toBeLessThan(Number.POSITIVE_INFINITY);
  expect(upper - lower).toBeLessThanOrEqual(WIDEST * Math.max(Math.abs(lower), Math.abs(upper)));
}

describe.each(oracleNetworks)("%s", (_, networkCase, expected) => {
  const certificates = certificatesOf(networkCase);
  const numbers = [
    ...(["minWeightNorm", "outputGradientNorm", "parameterGradientNorm", "inputGradientNorm"] as const).map(
      (name) => [name, certificates[name], expected[name]] as const,
    ),
    ...(["activationNorms", "layerGradientNorms"] as const).flatMap((name) =>
      certificates[name].map((each, i) => [`${name}[${i}]`, each, expected[name][i]] as const),
    ),
    ["hessianSpectralNorm", certificates.hessianSpectralNorm, expected["hessianSpectralNorm"]] as const,
  ] as const;

  test("quantities are enclosed, narrowly", () => {
    for (const [, number, reference] of numbers) {
      expectEnclosed(number.enclosure(), reference as string);
    }
    const value = certificates.value.enclosure();
    expectEnclosed(value, expected["value"] as string);
    // Frobenius' norm from every entry of the Hessian: a route that the spectral norm does not take.
    const squares = hessianEnclosure(enclosedPropagation(networkCase)).map(square);
    let sum = point(0);
    let [row, column] = [0, 0];
    for (const each of squares) {
      sum = row === column ? add(sum, each) : add(sum, add(each, each));
      [row, column] = row === column ? [row + 1, 0] : [row, column + 1];
    }
    expectEnclosed(squareRoot(sum), expected["hessianFrobeniusNorm"] as string);
  });

  test("bounds are enclosed, narrowly", () => {
    const scales = scalesOf(intervals, networkCase);
    for (const [id, references] of oracleBounds(expected)) {
      const theorem = theoremById(id);
      const bounds = theorem.bound(intervals, { networkCase, scales }, allOnes(intervals, theorem.coefficients));
      references.forEach((reference, i) => {
        if (reference !== null) {
          expectEnclosed(bounds[i], reference);
        }
      });
    }
  });

  test("limits one part in 1e9 below a quantity are proved violated, above it proved to hold", () => {
    for (const [name, number, reference] of numbers) {
      const exact = Number(reference);
      if (Math.abs(exact) >= ORACLE_ZERO) {
        const verdictAt = (limit: number): string => {
          const { verdict, quantity } = number.compare({
            interval: point(limit),
            precise: () => preciseArithmetic.of(limit),
          });
          expect(quantity.lower <= exact * (1 + 1e-15) && quantity.upper >= exact * (1 - 1e-15)).toBe(true);
          return `${name} ${verdict}`;
        };
        expect(verdictAt(exact * (1 - 1e-9))).toBe(`${name} violated`);
        expect(verdictAt(exact * (1 + 1e-9))).toBe(`${name} holds`);
      }
    }
  });
});
