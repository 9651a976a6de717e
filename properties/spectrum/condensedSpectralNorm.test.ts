/** The condensed route to ‖Hess f‖₂ against a dense solver, and the law of inertia that it rests on. */
import fc from "fast-check";
import { condensedHessian } from "../../src/calculus/condensedHessian";
import { fullHessian, reducedHessian } from "../../src/calculus/hessianOperator";
import { type Propagation, propagate } from "../../src/calculus/propagation";
import { restEigenvalue } from "../../src/calculus/reducedLayer";
import { entriesOf } from "../../src/calculus/symmetricOperator";
import { defaultRanges } from "../../src/generators/caseRanges";
import { networkCases } from "../../src/generators/networkCases";
import { activationNamed, smoothActivationNames } from "../../src/network/activation";
import { createNetwork } from "../../src/network/network";
import { condensedSpectralNorm } from "../../src/spectrum/condensedSpectralNorm";
import { matrixOperator } from "../../src/spectrum/matrixOperators";
import { startVector } from "../../src/spectrum/startVector";
import { topRitzPair } from "../../src/spectrum/topRitzPair";
import { quickOrFull } from "../depth";
import { denseSpectralNorm, denseSpectrum } from "../reference/denseSpectrum";
import { matrixWithSpectrum, unitNumber, vectors } from "../reference/randomMatrices";

const ranges = {
  depth: { from: 2, to: 4 },
  width: { from: 3, to: 6 },
  inputDimension: { from: 1, to: 6 },
  activations: smoothActivationNames,
};
/** Every kind of network: spread and tiny rows, aligned rows, sparse and zero v, zero input. */
const cases = networkCases(ranges);

/** Networks with independent entries of order 1 and φ(0) = 0: the others have eigenvectors that hide (null) more often. */
const genericCases = fc
  .record({
    depth: fc.integer({ min: 2, max: 4 }),
    width: fc.integer({ min: 3, max: 6 }),
    name: fc.constantFrom("identity", "tanh", "sin", "arctan", "erf"),
    entries: fc.infiniteStream(unitNumber.filter((entry) => Math.abs(entry) > 0.01)),
  })
  .map(({ depth, width, name, entries }) => {
    const draw = (length: number): Float64Array => Float64Array.from({ length }, () => entries.next().value);
    const activation = { activation: activationNamed(name, "activation"), shift: 0 };
    const layers = Array.from({ length: depth }, () => draw(width * width));
    return { network: createNetwork({ activation, layers, output: draw(width) }), input: draw(width) };
  });

/** Of the first layer's rest, which the condensed operators leave out. */
function largestRest({ layers }: Propagation): number {
  const first = layers[0];
  const rest = first.rowNorms.map((norm, i) => Math.abs(restEigenvalue(first, i, 1 / norm)));
  return first.fanIn > 2 ? Math.max(...rest) : 0;
}

function expectDenseValue(propagation: Propagation): boolean {
  const found = condensedSpectralNorm(propagation);
  if (found === null) {
    return false;
  }
  const full = fullHessian(propagation);
  const expected = denseSpectralNorm(entriesOf(full), full.dimension);
  expect(found.converged).toBe(true);
  expect(found.residual).toBeLessThanOrEqual(1e-12 * found.value);
  expect(Math.abs(Math.max(found.value, largestRest(propagation)) - expected)).toBeLessThanOrEqual(1e-10 * expected);
  return true;
}

test("the value is that of a dense solver on all P parameters, wherever there is one", () => {
  const answered: boolean[] = [];
  fc.assert(
    fc.property(cases, (networkCase) => {
      answered.push(expectDenseValue(propagate(networkCase)));
    }),
    { numRuns: quickOrFull(60, 500) },
  );
  expect(answered.filter(Boolean).length).toBeGreaterThan(answered.length / 5);
});

test("generic networks with φ(0) = 0 have one nearly always", () => {
  let [answered, all] = [0, 0];
  fc.assert(
    fc.property(genericCases, (networkCase) => {
      all++;
      answered += Number(expectDenseValue(propagate(networkCase)));
    }),
    { numRuns: quickOrFull(40, 300), endOnFailure: true },
  );
  expect(answered / all).toBeGreaterThan(0.7);
});

test("as many eigenvalues lie above a shift as above it in S(λ)", () => {
  let [counted, all] = [0, 0];
  fc.assert(
    fc.property(cases, fc.constantFrom<1 | -1>(1, -1), fc.integer({ min: 1, max: 64 }), (networkCase, sign, step) => {
      const propagation = propagate(networkCase);
      const condensed = condensedHessian(propagation);
      fc.pre(condensed !== null);
      const shift = (condensed.hiddenBound * step) / 32;
      fc.pre(shift > 0 && condensed.shiftTo(sign, shift));
      const reduced = reducedHessian(propagation);
      const before = denseSpectrum(entriesOf(reduced), reduced.dimension).map((value) => sign * value);
      fc.pre(before.every((value) => Math.abs(value - shift) > 1e-9 * shift));
      // A hidden block of rounding errors gives a shift of rounding errors, where eigenvalues that are 0 count at random.
      fc.pre(before.every((value) => shift > 1e-12 * Math.abs(value)));
      const after = denseSpectrum(entriesOf(condensed), condensed.dimension);
      const above = (values: number[]): number => values.filter((value) => value > shift).length;
      expect(above(after)).toBe(above(before));
      counted += Math.sign(above(before));
      all++;
    }),
    { numRuns: quickOrFull(60, 500) },
  );
  expect(counted / all).toBeGreaterThan(0.1);
});

test("what S(λ) hides belongs to the eigenvector: the derivative of its top eigenvalue is minus the hidden square", () => {
  fc.assert(
    fc.property(genericCases, (networkCase) => {
      const condensed = condensedHessian(propagate(networkCase));
      fc.pre(condensed !== null);
      const shift = 2 * condensed.hiddenBound;
      const topAt = (lambda: number) => {
        fc.pre(condensed.shiftTo(1, lambda));
        const isEnough = (value: number, residual: number) => residual <= 1e-9 * Math.abs(value);
        return topRitzPair(condensed, startVector(condensed.dimension), [], isEnough);
      };
      const [below, above, here] = [topAt(shift * (1 - 1e-4)), topAt(shift * (1 + 1e-4)), topAt(shift)];
      fc.pre(below !== null && above !== null && here !== null);
      const slope = (above.value - below.value) / (2e-4 * shift);
      const hidden = condensed.hiddenSquare(here.vector);
      expect(Math.abs(slope + hidden)).toBeLessThanOrEqual(1e-4 * hidden + 1e-9);
    }),
  );
});

test("both ends tied, as for the identity with v = 0, and sparse v", () => {
  fc.assert(
    fc.property(genericCases, fc.integer({ min: 0, max: 2 }), ({ network, input }, kept) => {
      const activation = { activation: activationNamed("identity", "activation"), shift: 0 };
      const output = network.output.map((entry, i) => (i < kept ? entry : 0));
      expectDenseValue(propagate({ network: createNetwork({ ...network, activation, output }), input }));
    }),
  );
});

test("there is none where there is nothing to condense", () => {
  const flat = networkCases({ ...defaultRanges, depth: { from: 1, to: 1 }, activations: ["tanh"] });
  const narrow = networkCases({ ...defaultRanges, width: { from: 1, to: 2 }, activations: ["tanh"] });
  fc.assert(
    fc.property(fc.oneof(flat, narrow), (networkCase) => {
      expect(condensedSpectralNorm(propagate(networkCase))).toBeNull();
    }),
  );
});

test("Lanczos with a basis: the top eigenpair from a start that is nearly it, and the next one against it", () => {
  const matrices = fc.integer({ min: 3, max: 24 }).chain((n) => fc.tuple(fc.constant(n), vectors(n), vectors(n)));
  fc.assert(
    fc.property(matrices, fc.integer({ min: 0, max: 12 }), ([n, axis, noise], digits) => {
      fc.pre(axis.some((entry) => Math.abs(entry) > 1e-3));
      const eigenvalues = Array.from({ length: n }, (_, i) => 1 / (i + 1));
      const operator = matrixOperator(matrixWithSpectrum(eigenvalues, [axis]), n);
      const isEnough = (value: number, residual: number) => residual <= 1e-12 * value;
      const first = topRitzPair(operator, startVector(n), [], isEnough);
      expect(first?.value).toBeCloseTo(1, 11);
      const nearby = (first?.vector ?? noise).map((entry, i) => entry + 10 ** -digits * noise[i]);
      expect(topRitzPair(operator, nearby, [], isEnough)?.value).toBeCloseTo(1, 11);
      expect(topRitzPair(operator, startVector(n), first === null ? [] : [first.vector], isEnough)?.value).toBeCloseTo(
        0.5,
        11,
      );
    }),
  );
});
