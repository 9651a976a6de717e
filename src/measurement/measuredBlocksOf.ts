import { perCase } from "../network/perCase";
import { enclosedPropagation } from "../rigour/enclosedPropagation";
import { blocksBound, measuredBlocks } from "../rigour/measuredBlocks";
import { matrixOperator } from "../spectrum/matrixOperators";
import { topEigenvector } from "../spectrum/topEigenvector";

/** The bounds of `hessian-measured-blocks` on a case: the largest block, at least, and λ_max of all of them, at most. */
export const measuredBlocksOf = perCase((networkCase) => {
  const blocks = measuredBlocks(
    enclosedPropagation(networkCase),
    networkCase.parameters ?? "directions",
    (entries, n) => topEigenvector(matrixOperator(entries, n)),
  );
  const largest = blocks.flat().reduce((most, { lower }) => Math.max(most, lower), 0);
  return { largest, bound: blocksBound(blocks) };
});
