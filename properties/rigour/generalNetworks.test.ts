/**
 * Proofs on networks with widths, gains and biases of their own, and a normalised output: against derivatives of the definition of f in
 * decimals.
 */
import type { Decimal } from "decimal.js";
import fc from "fast-check";
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { decimals } from "../../src/arithmetic/decimal";
import { floatsAround } from "../../src/arithmetic/decimalText";
import { euclideanNorm } from "../../src/arithmetic/euclideanNorm";
import { type Interval, interval, point } from "../../src/arithmetic/interval/interval";
import { binaryExponent } from "../../src/arithmetic/rounding/powerOfTwo";
import { allOnes } from "../../src/bounds/coefficients";
import { measuredFormCoefficients } from "../../src/bounds/measuredForm";
import { scalesOf } from "../../src/bounds/scales";
import { defaultRanges } from "../../src/generators/caseRanges";
import { certificatesOf } from "../../src/measurement/certificates";
import type { NetworkCase } from "../../src/network/networkCase";
import { trainedLayout } from "../../src/network/trainedParameters";
import type { Certifiable } from "../../src/rigour/certificate";
import { preciseArithmetic } from "../../src/rigour/certifiedNumber";
import { curvatureEnclosure } from "../../src/rigour/curvatureEnclosure";
import { gradientEnclosure, hessianEnclosure } from "../../src/rigour/derivativeEnclosure";
import { enclosedPropagation } from "../../src/rigour/enclosedPropagation";
import { NetworkCertificates } from "../../src/rigour/networkCertificates";
import { preciseForm } from "../../src/rigour/preciseForm";
import { preciseSweep } from "../../src/rigour/preciseSweep";
import { randomCase } from "../../src/verify/randomCase";
import { quickOrFull } from "../depth";
import { degenerateCases } from "../reference/degenerateCases";
import { exactDerivatives, exactInputGradient, exactSpectralNorm } from "../reference/secondOrder";
import { theoremById } from "../reference/theoremById";

const decimal = decimals(60);
/** What the last of 60 digits leave open. */
const SLACK = decimal.of(0).plus("1e-40");

/** Jets take a second for some 30 parameters. */
function cases(mostParameters: number): fc.Arbitrary<NetworkCase> {
  return degenerateCases.filter(
    ({ network, parameters = "directions" }) => trainedLayout(network, parameters).dimension <= mostParameters,
  );
}

function contains({ lower, upper }: Interval, value: Decimal): boolean {
  return (
    decimal.of(lower).lessThanOrEqualTo(value.plus(SLACK)) && decimal.of(upper).greaterThanOrEqualTo(value.minus(SLACK))
  );
}

/** The Hessian in float64, its norm, and a direction of the largest curvature. */
function denseHessian({ hessian }: ReturnType<typeof exactDerivatives>): { norm: number; direction: Float64Array } {
  const matrix = new Matrix(hessian.map((row) => row.map(Number)));
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(matrix, { assumeSymmetric: true });
  const top = realEigenvalues.reduce((most, value, k, all) => (Math.abs(value) > Math.abs(all[most]) ? k : most), 0);
  return { norm: Math.abs(realEigenvalues[top]), direction: Float64Array.from(eigenvectorMatrix.getColumn(top)) };
}

/** Whether a row that turns lies nearly along its input: of its height h an enclosure knows about (h/‖α‖)²/u parts. */
function isNearlyAlong(networkCase: NetworkCase): boolean {
  return enclosedPropagation(networkCase).turningLayers.some(({ fanIn, incoming, tangentNorms }) => {
    const size = euclideanNorm(incoming.midpoints);
    return fanIn > 1 && tangentNorms.some(({ upper }) => upper < 1e-3 * size);
  });
}

/** The verdict on a limit that is `factor` times an exact value, known to all its digits. */
function verdictAt(number: Certifiable, exact: Decimal, factor: string): string {
  const limit = exact.times(decimal.of(1).plus(factor));
  const { verdict, quantity } = number.compare({
    interval: floatsAround(limit),
    precise: () => ({ lower: limit, upper: limit }),
  });
  expect(contains(quantity, exact)).toBe(true);
  return verdict;
}

test("every quantity is enclosed, narrowly, and told from limits 30 digits away", () => {
  fc.assert(
    fc.property(cases(24), (networkCase) => {
      const exact = exactDerivatives(decimal, networkCase);
      const certificates = new NetworkCertificates(networkCase, () => new Float64Array());
      const pairs: [Certifiable, Decimal][] = [
        [certificates.value, exact.value],
        [certificates.valueMagnitude, exact.value.abs()],
        [certificates.outputGradientNorm, exact.outputGradientNorm],
        [certificates.parameterGradientNorm, exact.parameterGradientNorm],
        [certificates.inputGradientNorm, decimal.hypotenuse(exactInputGradient(decimal, networkCase))],
        ...certificates.activationNorms.map((each, l) => [each, exact.activationNorms[l]] as [Certifiable, Decimal]),
        ...certificates.layerGradientNorms.map(
          (each, l) => [each, exact.layerGradientNorms[l]] as [Certifiable, Decimal],
        ),
      ];
      expect(certificates.activationNorms).toHaveLength(networkCase.network.depth + 1);
      expect(certificates.layerGradientNorms).toHaveLength(networkCase.network.depth);
      for (const [number, value] of pairs) {
        const { lower, upper } = number.enclosure();
        expect(contains({ lower, upper }, value)).toBe(true);
        expect(upper - lower).toBeLessThanOrEqual(1e-9 * Math.max(Math.abs(Number(exact.parameterGradientNorm)), 1));
        expect(contains(number.nearest(), value)).toBe(true);
        if (value.greaterThan("1e-6")) {
          expect(verdictAt(number, value, "1e-30")).toBe("holds");
          expect(verdictAt(number, value, "-1e-30")).toBe("violated");
        }
      }
    }),
    { numRuns: quickOrFull(12, 60) },
  );
});

test("every entry of the gradient and of the Hessian, and the curvature along a direction", () => {
  fc.assert(
    fc.property(cases(24), (networkCase) => {
      const exact = exactDerivatives(decimal, networkCase);
      const propagation = enclosedPropagation(networkCase);
      const gradient = gradientEnclosure(propagation);
      expect(gradient).toHaveLength(exact.gradient.length);
      for (const [k, entry] of gradient.entries()) {
        expect(contains(entry, exact.gradient[k])).toBe(true);
      }
      const entries = hessianEnclosure(propagation);
      expect(entries).toHaveLength((gradient.length * (gradient.length + 1)) / 2);
      const { norm, direction } = denseHessian(exact);
      const largest = Math.max(norm, 1);
      let place = 0;
      for (const [i, row] of exact.hessian.entries()) {
        for (let j = 0; j <= i; j++) {
          const entry = entries[place++];
          expect(contains(entry, row[j])).toBe(true);
          expect(entry.upper - entry.lower).toBeLessThanOrEqual(1e-9 * largest);
        }
      }
      const { lower, upper } = curvatureEnclosure(propagation, direction);
      const unit = 2 ** (-2 * binaryExponent(propagation.unit));
      expect(Math.max(Math.abs(lower), Math.abs(upper)) * unit).toBeGreaterThanOrEqual(norm * (1 - 1e-9));
      expect((upper - lower) * unit).toBeLessThanOrEqual(1e-9 * largest);
    }),
    { numRuns: quickOrFull(6, 25) },
  );
});

test("the Hessian's norm: limits one part in 1e9 on either side are told apart", () => {
  const steps = new Set<string | null>();
  let narrow = 0;
  fc.assert(
    fc.property(cases(28), (networkCase) => {
      const { norm, direction } = denseHessian(exactDerivatives(decimal, networkCase));
      fc.pre(norm > 1e-3);
      const isAlong = isNearlyAlong(networkCase);
      const unless = isAlong ? ["undecided"] : [];
      for (const factor of [1 - 1e-9, 1 + 1e-9, 1.2, 4]) {
        const certificate = new NetworkCertificates(networkCase, () => direction).hessianSpectralNorm;
        const bound = { interval: point(norm * factor), precise: () => preciseArithmetic.of(norm * factor) };
        const { verdict, step, quantity } = certificate.compare(bound);
        expect([factor < 1 ? "violated" : "holds", ...unless]).toContain(verdict);
        expect(quantity.lower <= norm * (1 + 1e-12) && quantity.upper >= norm * (1 - 1e-12)).toBe(true);
        steps.add(step);
      }
      const certificate = new NetworkCertificates(networkCase, () => direction).hessianSpectralNorm;
      const enclosure = certificate.enclosure();
      for (const { lower, upper } of [enclosure, certificate.nearest()]) {
        expect(lower <= norm * (1 + 1e-12) && upper >= norm * (1 - 1e-12)).toBe(true);
      }
      // Without decimals.
      if (!isAlong) {
        expect(enclosure.upper - enclosure.lower).toBeLessThanOrEqual(1e-7 * norm);
        narrow++;
      }
    }),
    { numRuns: quickOrFull(30, 100) },
  );
  for (const step of ["frobenius", "cholesky", "rayleigh"]) {
    expect(steps).toContain(step);
  }
  expect(narrow).toBeGreaterThan(0);
});

test("in decimals: limits 20 digits away from the norm", () => {
  let asked = 0;
  fc.assert(
    fc.property(cases(14), (networkCase) => {
      const norm = exactSpectralNorm(decimal, exactDerivatives(decimal, networkCase).hessian);
      const form = preciseForm(preciseArithmetic, networkCase);
      fc.pre(form !== null && norm.greaterThan("1e-3"));
      const at = (factor: string): string => {
        const limit = norm.times(decimal.of(1).plus(factor));
        return form.compare({ lower: limit, upper: limit });
      };
      expect([at("1e-20"), at("-1e-20")]).toEqual(["below", "above"]);
      asked++;
    }),
    { numRuns: quickOrFull(12, 20) },
  );
  expect(asked).toBeGreaterThan(0);
});

test("what lies below 1e-308 is told from a bound by a sweep in decimals, also where the form has too many rows", () => {
  // tanh, widths 12, 2, 9, 5, all trained: 60 rows and numbers turn. 1 - tanh² is 1e-809 in the last layer.
  const networkCase = randomCase(20240908, 9107, { ...defaultRanges, networks: "general" });
  const certificates = certificatesOf(networkCase);
  const { hypotenuse, multiply, of } = preciseArithmetic;
  const norm = hypotenuse(preciseSweep(preciseArithmetic, networkCase).inputGradient);
  expect(norm.upper.e).toBeLessThan(-308);
  const measured = theoremById("hessian-measured").bound(
    preciseArithmetic,
    { networkCase, scales: scalesOf(preciseArithmetic, networkCase) },
    allOnes(preciseArithmetic, measuredFormCoefficients),
  )[0];
  const verdict = (certifiable: Certifiable, times: number, bound: typeof norm): string =>
    certifiable.compare({ interval: interval(0, 5e-324), precise: () => multiply(of(times), bound) }).verdict;
  expect([0.999, 1.001].map((times) => verdict(certificates.inputGradientNorm, times, norm))).toEqual([
    "violated",
    "holds",
  ]);
  // A bound from above proves nothing else.
  expect([0.999, 1.001].map((times) => verdict(certificates.hessianSpectralNorm, times, measured))).toEqual([
    "undecided",
    "holds",
  ]);
});
