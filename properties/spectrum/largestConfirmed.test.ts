/** By itself, as a factorisation of that size takes long where code is instrumented. */
import { LARGEST_CONFIRMED, spectralNorm } from "../../src/spectrum/spectralNorm";
import { diagonalOperator } from "../reference/diagonalOperator";

test("norms are confirmed by a factorisation up to dimension 512", () => {
  const at = (dimension: number) => {
    const values = [2, ...new Array<number>(dimension - 1).fill(1)];
    return spectralNorm(diagonalOperator(values), { confirm: true }).method;
  };
  expect(LARGEST_CONFIRMED).toBe(512);
  expect([at(512), at(513)]).toEqual(["lanczos+cholesky", "lanczos"]);
});
