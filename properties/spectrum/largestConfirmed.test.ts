/** By itself, as a factorisation of that size takes long where code is instrumented. */
import { LARGEST_CONFIRMED, spectralNorm } from "../../src/spectrum/spectralNorm";

test("norms are confirmed by a factorisation up to dimension 512", () => {
  const at = (dimension: number) => {
    const apply = (x: Float64Array, y: Float64Array): void => y.set(x.map((entry, i) => (i === 0 ? 2 : 1) * entry));
    return spectralNorm({ dimension, apply }, { confirm: true }).method;
  };
  expect(LARGEST_CONFIRMED).toBe(512);
  expect([at(512), at(513)]).toEqual(["lanczos+cholesky", "lanczos"]);
});
