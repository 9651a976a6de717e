/** The blocks of a Hessian by layers, from sweeps of matrices: against the blocks of the dense Hessian. */
import fc from "fast-check";
import { SingularValueDecomposition } from "ml-matrix";
import { fullHessian } from "../../src/calculus/hessianOperator";
import { propagate } from "../../src/calculus/propagation";
import { entriesOf } from "../../src/calculus/symmetricOperator";
import { measuredBlocksOf } from "../../src/measurement/measuredBlocksOf";
import { parameterCount } from "../../src/network/network";
import type { NetworkCase } from "../../src/network/networkCase";
import { trainedLayout } from "../../src/network/trainedParameters";
import { enclosedPropagation } from "../../src/rigour/enclosedPropagation";
import { measuredBlocks } from "../../src/rigour/measuredBlocks";
import { matrixOperator } from "../../src/spectrum/matrixOperators";
import { topEigenvector } from "../../src/spectrum/topEigenvector";
import { quickOrFull } from "../depth";
import { orderOneCases } from "../reference/orderOneCases";

type Case = NetworkCase & { readonly parameters: "directions" | "all" };

/** Which coordinates belong to layer l; the output's for l = L. */
function coordinatesOf({ network, parameters }: Case): number[][] {
  const { weights, scalars, dimension } = trainedLayout(network, parameters);
  const ends = [...weights.slice(1), parameterCount(network)];
  const scalarEnds = [...scalars.slice(1), dimension];
  const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, k) => from + k);
  return weights.map((begin, l) => [
    ...range(begin, ends[l]),
    ...(scalars.length === 0 ? [] : range(scalars[l], scalarEnds[l])),
  ]);
}

function denseBlocks(networkCase: Case): number[][] {
  const { dimension } = trainedLayout(networkCase.network, networkCase.parameters);
  const entries = entriesOf(fullHessian(propagate(networkCase), networkCase.parameters));
  const coordinates = coordinatesOf(networkCase);
  return coordinates.map((rows) =>
    coordinates.map((columns) => {
      const block = rows.map((i) => columns.map((j) => entries[i * dimension + j]));
      return new SingularValueDecomposition(block, { autoTranspose: true }).norm2;
    }),
  );
}

const witness = (entries: Float64Array, n: number): Float64Array => topEigenvector(matrixOperator(entries, n));

test("every block's norm lies between the ends, which are close", () => {
  fc.assert(
    fc.property(orderOneCases, (networkCase) => {
      const dense = denseBlocks(networkCase);
      const found = measuredBlocks(enclosedPropagation(networkCase), networkCase.parameters, witness);
      const largest = Math.max(...dense.flat());
      for (const [l, row] of dense.entries()) {
        for (const [k, norm] of row.entries()) {
          const { lower, upper } = found[l][k];
          // A root of a difference loses half of the digits where the two parts of a block cancel.
          expect(lower).toBeLessThanOrEqual(norm + 1e-12 * (1 + largest));
          expect(upper).toBeGreaterThanOrEqual(norm - 1e-12 * (1 + largest));
          expect(upper - lower).toBeLessThanOrEqual(1e-6 * (1 + largest));
        }
      }
    }),
    { numRuns: quickOrFull(40, 400) },
  );
});

test("the Hessian's norm lies between the largest block and the root of all, a factor L + 1 apart at most", () => {
  fc.assert(
    fc.property(orderOneCases, (networkCase) => {
      const { largest, bound } = measuredBlocksOf(networkCase);
      expect(bound).toBeLessThanOrEqual((networkCase.network.depth + 1) * largest * (1 + 1e-6) + 1e-6);
    }),
    { numRuns: quickOrFull(40, 400) },
  );
});
