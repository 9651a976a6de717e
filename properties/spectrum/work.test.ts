/** How many products a norm takes, on networks and spectra that are always the same: a search that takes more has become worse. */
import { propagate } from "../../src/calculus/propagation";
import { activationNamed } from "../../src/network/activation";
import { createNetwork } from "../../src/network/network";
import { condensedSpectralNorm } from "../../src/spectrum/condensedSpectralNorm";
import { hessianSpectralNorm } from "../../src/spectrum/hessianSpectralNorm";
import { lanczos } from "../../src/spectrum/lanczos";
import { startVector } from "../../src/spectrum/startVector";
import { diagonalOperator } from "../reference/diagonalOperator";

/** Another engine's last digits may cost or save some products. */
function expectAbout(found: number, recorded: number): void {
  expect(Math.abs(found - recorded)).toBeLessThanOrEqual(Math.max(2, 0.1 * recorded));
}

function propagationOf(name: string, depth: number, width: number, inputDimension: number, stream: number) {
  const layers = Array.from({ length: depth }, (_, l) =>
    startVector(width * (l === 0 ? inputDimension : width), l + stream),
  );
  const activation = { activation: activationNamed(name, "activation"), shift: 0 };
  const network = createNetwork({ activation, layers, output: startVector(width, 40 + stream) });
  return propagate({ network, input: startVector(inputDimension, 50 + stream) });
}

/** Of Lanczos on the reduced operator, and on the condensed one, whose rounds begin anew but cost less; null: it has none. */
test.each([
  ["tanh", 2, 8, 5, 3, 28, 47],
  ["tanh", 3, 24, 6, 3, 35, 77],
  ["sin", 3, 16, 8, 11, 36, 90],
  ["erf", 4, 12, 3, 7, 33, 80],
  ["identity", 2, 30, 9, 5, 41, 72],
  ["identity", 3, 12, 4, 21, 38, 84],
  ["arctan", 5, 10, 2, 9, 26, 75],
  ["pseudohuber", 2, 9, 4, 3, 20, 56],
  ["sigmoid", 3, 10, 4, 3, 26, null],
  ["softplus", 2, 12, 4, 3, 29, null],
])("%s, L = %d, m = %d, d = %d, drawn from %d", (name, depth, width, inputDimension, stream, reduced, condensed) => {
  const propagation = propagationOf(name, depth, width, inputDimension, stream);
  expectAbout(hessianSpectralNorm(propagation).iterations, reduced);
  const found = condensedSpectralNorm(propagation);
  if (condensed === null) {
    expect(found).toBeNull();
  } else {
    expect(found?.converged).toBe(true);
    expectAbout(found?.iterations ?? 0, condensed);
  }
});

test.each([
  ["even", Array.from({ length: 80 }, (_, i) => (i + 1) / 80), 63],
  ["both ends alike", Array.from({ length: 80 }, (_, i) => Math.cos(i)), 86],
  ["a clear top", Array.from({ length: 100 }, (_, i) => (i === 0 ? 3 : Math.sin(i))), 19],
  ["a close top", Array.from({ length: 120 }, (_, i) => 1 - (i / 120) ** 2), 206],
  ["halves", Array.from({ length: 40 }, (_, i) => 0.5 ** i), 10],
])("eigenvalues: %s", (_, values, products) => {
  const { iterations } = lanczos(diagonalOperator(values), startVector(values.length), 1e-12, 400);
  expectAbout(iterations, products);
});
