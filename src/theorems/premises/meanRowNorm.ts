import type { Arithmetic } from "../../arithmetic/arithmetic";
import { withMinWeightNorm } from "../../bounds/scales";
import { definedNetwork } from "../../calculus/definition";
import type { Network } from "../../network/network";
import type { Rescaling } from "../theorem";

/** The mean row norm in place of ω, the smallest. */
export const meanForSmallest: Rescaling = (arithmetic, scales, network) =>
  withMinWeightNorm(arithmetic, scales, meanRowNorm(arithmetic, network));

function meanRowNorm<T>(arithmetic: Arithmetic<T>, network: Network): T {
  const { of, add, divide, hypotenuse } = arithmetic;
  const norms = definedNetwork(arithmetic, network).layers.flatMap((rows) => rows.map((row) => hypotenuse(row)));
  return divide(add(...norms), of(norms.length));
}
