/** What a spectral norm says about itself: products, residual, method, and whether it converged. */
import fc from "fast-check";
import { fullHessian, reducedHessian } from "../../src/calculus/hessianOperator";
import { propagate } from "../../src/calculus/propagation";
import { entriesOf, type SymmetricOperator } from "../../src/calculus/symmetricOperator";
import { activationNamed } from "../../src/network/activation";
import { createNetwork } from "../../src/network/network";
import type { NetworkCase } from "../../src/network/networkCase";
import { condensedSpectralNorm } from "../../src/spectrum/condensedSpectralNorm";
import { hessianSpectralNorm } from "../../src/spectrum/hessianSpectralNorm";
import { matrixOperator } from "../../src/spectrum/matrixOperators";
import { matrixSpectralNorm } from "../../src/spectrum/matrixSpectralNorm";
import { spectralNorm } from "../../src/spectrum/spectralNorm";
import { startVector } from "../../src/spectrum/startVector";
import { denseSpectralNorm, denseSpectrum } from "../reference/denseSpectrum";
import { diagonalOperator } from "../reference/diagonalOperator";
import { matrixWithSpectrum, vectors } from "../reference/randomMatrices";

/** diag(values), which counts its products; `first`, if given, is what the first so many products are made with. */
function counted(values: readonly number[], first?: { readonly values: readonly number[]; readonly products: number }) {
  let products = 0;
  const operator: SymmetricOperator = {
    dimension: values.length,
    apply(x, y) {
      const own = first !== undefined && products < first.products ? first.values : values;
      products++;
      diagonalOperator(own).apply(x, y);
    },
  };
  return { operator, products: () => products };
}

const even = (n: number): number[] => Array.from({ length: n }, (_, i) => (i + 1) / n);

describe("without confirmation", () => {
  test("one run, all of its products counted", () => {
    const { operator, products } = counted(even(100));
    const found = spectralNorm(operator);
    expect(found).toMatchObject({ converged: true, method: "lanczos", iterations: products() });
    expect(found.iterations).toBeLessThan(110);
    expect(found.residual).toBeLessThanOrEqual(1e-12);
  });

  test("a second run where the first one was exhausted, and no third", () => {
    const { operator, products } = counted([3, 3, 3, 3, 1, 1, 1]);
    expect(spectralNorm(operator)).toMatchObject({ converged: true, iterations: 4 });
    expect(products()).toBe(4);
  });

  test("the better of the two, with its residual", () => {
    // The first start sees 1 alone.
    const blind = Float64Array.of(0, 1, 0);
    const found = spectralNorm(counted([2, 1, -1]).operator, { start: blind });
    expect(found.value).toBeCloseTo(2, 12);
    expect([...blind]).toEqual([0, 1, 0]);
    // The first start sees the larger one, and the second nothing: the operator is 0 by then.
    const fading = counted([0, 0, 0], { values: [5, 5, 5], products: 1 });
    expect(spectralNorm(fading.operator).value).toBe(5);
  });

  test("a start of one's own is begun with, and is used once", () => {
    const start = Float64Array.of(0, 0, 1, 0);
    const { operator, products } = counted([1, 2, 3, 4]);
    // Exhausted after one product, then four from a random vector.
    expect(spectralNorm(operator, { start }).value).toBeCloseTo(4, 12);
    expect(products()).toBeGreaterThanOrEqual(5);
    expect(products()).toBeLessThanOrEqual(6);
  });

  test("overflow ends it at once", () => {
    const { operator, products } = counted(new Array<number>(40).fill(Number.NaN));
    expect(spectralNorm(operator).converged).toBe(false);
    expect(products()).toBeLessThan(20);
  });

  test("a residual above 1e-10 of the value is not converged, unless the value is 0 for all that a product tells", () => {
    const { value, residual, converged } = spectralNorm(counted(even(300)).operator, { tolerance: 1e-3 });
    expect(residual).toBeGreaterThan(1e-6 * value);
    expect(residual).toBeLessThanOrEqual(1e-3 * value);
    expect(converged).toBe(false);
    const at = (productError: number) => spectralNorm(counted(even(300)).operator, { tolerance: 1e-3, productError });
    expect(at(residual).converged).toBe(false);
    expect(at(value * (1 - 1e-9)).converged).toBe(false);
    expect(at(value).converged).toBe(true);
    // The error counts both.
    expect(at(residual).error).toBeGreaterThanOrEqual(2 * residual);
  });
});

describe("with confirmation", () => {
  test("one run, if it found the largest; the products for the entries are not counted", () => {
    const { operator, products } = counted(even(30));
    const found = spectralNorm(operator, { confirm: true });
    expect(found).toMatchObject({ converged: true, method: "lanczos+cholesky", iterations: products() - 30 });
    expect(found.iterations).toBeLessThanOrEqual(60);
  });

  test("five runs, if none did: not converged", () => {
    // The entries say 3, and all products after that 1.
    const lying = (largest: number) =>
      counted(new Array<number>(6).fill(1), { values: new Array<number>(6).fill(largest), products: 6 });
    const { operator, products } = lying(3);
    expect(spectralNorm(operator, { confirm: true })).toMatchObject({
      converged: false,
      method: "lanczos",
      iterations: 5,
    });
    expect(products()).toBe(11);
    // An excess of 1e-10 of the value is allowed, a few times that is not.
    expect(spectralNorm(lying(1 + 0.9e-10).operator, { confirm: true }).converged).toBe(true);
    expect(spectralNorm(lying(1 + 2e-10).operator, { confirm: true }).converged).toBe(false);
    // What rounding hides in a product is allowed n times.
    expect(spectralNorm(lying(1.05).operator, { confirm: true, productError: 0.01 }).converged).toBe(true);
    expect(spectralNorm(lying(1.07).operator, { confirm: true, productError: 0.01 }).converged).toBe(false);
  });

  test("a norm of 0 is confirmed by entries of 0, up to the error of a product", () => {
    const lying = () => counted([0, 0, 0], { values: [0, 1e-3, 0], products: 3 }).operator;
    expect(spectralNorm(lying(), { confirm: true })).toMatchObject({ value: 0, converged: false });
    expect(spectralNorm(lying(), { confirm: true, productError: 1e-2 }).converged).toBe(true);
    expect(spectralNorm(counted([0, 0, 0]).operator, { confirm: true }).converged).toBe(true);
  });
});

/** A tanh network with entries from the start vector, and rows of a given norm or so. */
function generic(depth: number, width: number, inputDimension: number, scale = 1): NetworkCase {
  const draw = (length: number, stream: number): Float64Array => startVector(length, stream).map((x) => x * scale);
  const layers = Array.from({ length: depth }, (_, l) => draw(width * (l === 0 ? inputDimension : width), l + 3));
  const activation = { activation: activationNamed("tanh", "activation"), shift: 0 };
  return {
    network: createNetwork({ activation, layers, output: startVector(width, 40) }),
    input: startVector(inputDimension, 50),
  };
}

describe("of a Hessian", () => {
  test("in its own unit: tiny rows make it huge, and the residual with it", () => {
    for (const scale of [1, 1e-4]) {
      const propagation = propagate(generic(2, 5, 4, scale));
      const full = fullHessian(propagation);
      const eigenvalues = denseSpectrum(entriesOf(full), full.dimension);
      const exact = Math.max(...eigenvalues.map(Math.abs));
      const coarse = hessianSpectralNorm(propagation, { tolerance: 0.2 });
      expect(coarse.residual).toBeGreaterThan(1e-6 * exact);
      expect(coarse.residual).toBeLessThanOrEqual(0.2 * exact);
      // An eigenvalue lies within the residual.
      expect(Math.min(...eigenvalues.map((each) => Math.abs(Math.abs(each) - coarse.value)))).toBeLessThanOrEqual(
        coarse.residual * (1 + 1e-9),
      );
      expect(coarse.converged).toBe(false);
      // productError is relative to the Hessian, as the value and the residual are.
      const at = (productError: number) => hessianSpectralNorm(propagation, { tolerance: 0.2, productError });
      expect(at(coarse.value * 1.01).converged).toBe(true);
      expect(at(coarse.value * 0.99).converged).toBe(false);
      expect(at(coarse.value).error).toBeGreaterThanOrEqual(coarse.value + coarse.residual);
      expect(Math.abs(hessianSpectralNorm(propagation).value - exact)).toBeLessThanOrEqual(1e-10 * exact);
    }
  });

  test("the first layer's rest, where it is the largest, and nowhere else", () => {
    // Rows along the input: t is ‖x‖, and directions orthogonal to both have -s g t/‖W‖², in three dimensions and not in two.
    const at = (row: readonly number[], input: readonly number[]): NetworkCase => {
      const activation = { activation: activationNamed("identity", "activation"), shift: 0 };
      const layers = [Float64Array.from([...row, ...row.map((entry) => 2 * entry)])];
      return {
        network: createNetwork({ activation, layers, output: Float64Array.of(1, 3) }),
        input: Float64Array.from(input),
      };
    };
    const cases = [at([0.1, 0, 0], [1, 1e-3, 0]), at([0.1, 0], [1, 0.5]), at([0.1, 0.2, 0.3], [1, -1, 2])];
    for (const networkCase of cases) {
      const propagation = propagate(networkCase);
      const full = fullHessian(propagation);
      const found = hessianSpectralNorm(propagation);
      expect(found.converged).toBe(true);
      const exact = denseSpectralNorm(entriesOf(full), full.dimension);
      expect(Math.abs(found.value - exact)).toBeLessThanOrEqual(1e-12 * exact);
    }
  });

  test("the first layer's rest alone: where φ″ takes from the plane of row and input what the row's turn gives", () => {
    // z = 1 + shift with tan z = -4 and h = 1/2: δ φ″ h² = s g t, so the plane has g h/‖W‖², and the direction beside it g t/‖W‖².
    const shift = Math.PI - Math.atan(4) - 1;
    const network = createNetwork({
      activation: { activation: activationNamed("sin", "activation"), shift },
      layers: [Float64Array.of(0.001, 0, 0)],
      output: Float64Array.of(2),
    });
    const propagation = propagate({ network, input: Float64Array.of(1, 0.5, 0) });
    const full = fullHessian(propagation);
    const exact = denseSpectralNorm(entriesOf(full), full.dimension);
    const found = hessianSpectralNorm(propagation);
    expect(found).toMatchObject({ converged: true, method: "lanczos" });
    expect(Math.abs(found.value - exact)).toBeLessThanOrEqual(1e-12 * exact);
    expect(Math.abs(found.value - (2 / Math.sqrt(17)) * 1e6)).toBeLessThanOrEqual(1e-9 * found.value);
    const reduced = reducedHessian(propagation);
    expect(spectralNorm(reduced).value * reduced.factor).toBeLessThan(0.51 * found.value);
  });

  test("condensed from width 128 on, unless a start is given; both ways the same number", () => {
    const [wide, narrow] = [propagate(generic(2, 128, 3)), propagate(generic(2, 127, 3))];
    const condensed = hessianSpectralNorm(wide);
    const plain = hessianSpectralNorm(wide, { start: startVector(reducedHessian(wide).dimension) });
    expect([condensed.method, plain.method]).toEqual(["condensed lanczos", "lanczos"]);
    expect(hessianSpectralNorm(narrow).method).toBe("lanczos");
    expect(Math.abs(condensed.value - plain.value)).toBeLessThanOrEqual(1e-11 * plain.value);
  });

  test("condensed, with tiny rows: residual and error in the Hessian's unit, and no more products than its rounds need", () => {
    for (const scale of [1, 1e-4]) {
      const propagation = propagate(generic(3, 24, 6, scale));
      const plain = spectralNorm(reducedHessian(propagation));
      const exact = plain.value * reducedHessian(propagation).factor;
      const found = condensedSpectralNorm(propagation);
      expect(found).toMatchObject({ method: "condensed lanczos", converged: true });
      expect(Math.abs((found?.value ?? 0) - exact)).toBeLessThanOrEqual(1e-11 * exact);
      expect(found?.residual).toBeLessThanOrEqual(1e-12 * exact);
      expect(found?.residual).toBeGreaterThan(0);
      expect(found?.iterations).toBeGreaterThan(plain.iterations / 2);
      expect(found?.iterations).toBeLessThanOrEqual(8 * plain.iterations);
      const coarse = condensedSpectralNorm(propagation, { tolerance: 1e-5 });
      expect(coarse?.residual).toBeLessThanOrEqual(1e-5 * exact);
      expect(coarse?.converged).toBe((coarse?.residual ?? 0) <= 1e-10 * (coarse?.value ?? 0));
      expect(coarse?.iterations).toBeLessThan(found?.iterations ?? 0);
    }
  });
});

describe("of a rectangular matrix", () => {
  test("in closed form for one row, one column and zeros", () => {
    const closed = { residual: 0, converged: true, iterations: 0, method: "closed form" };
    const rounded = { ...closed, value: 5, error: expect.closeTo(25 * 2 ** -53, 20) };
    expect(matrixSpectralNorm(Float64Array.of(3, 4), 1, 2)).toEqual(rounded);
    expect(matrixSpectralNorm(Float64Array.of(3, 4), 2, 1)).toEqual(rounded);
    expect(matrixSpectralNorm(new Float64Array(6), 2, 3)).toEqual({ ...closed, value: 0, error: 0 });
  });

  test("otherwise by Lanczos, with a residual in its own unit", () => {
    fc.assert(
      fc.property(vectors(12), fc.constantFrom(1, 1e-100, 1e100), (axis, unit) => {
        const values = Array.from({ length: 12 }, (_, i) => 1 / (i + 1));
        const entries = matrixWithSpectrum(values, [axis]).map((entry) => entry * unit);
        const { value, residual, method, converged, iterations } = matrixSpectralNorm(entries, 12, 12);
        expect({ method, converged }).toEqual({ method: "lanczos", converged: true });
        expect(Math.abs(value - unit)).toBeLessThanOrEqual(1e-13 * unit + residual);
        // Half of what σ² is known to.
        expect(residual).toBeLessThanOrEqual(0.51e-10 * unit);
        expect(iterations).toBeLessThanOrEqual(26);
      }),
    );
  });
});

test("a matrix as an operator: rows that are not square in number", () => {
  const operator = matrixOperator(Float64Array.of(1, 2, 3, 2, 5, 6, 3, 6, 9), 3);
  const y = new Float64Array(3);
  operator.apply(Float64Array.of(1, -1, 2), y);
  expect([...y]).toEqual([5, 9, 15]);
});
