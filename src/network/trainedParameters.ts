import { layerOffsets } from "./layout";
import { type Network, parameterCount } from "./network";

/**
 * What is differentiated. "directions": the rows and v, as in the paper, gains, biases and c being constants (case P of the theory). "all":
 * gains, biases and c too (case T).
 */
export type TrainedParameters = "directions" | "all";

/** Where the parts of θ stand: the weights and v in the layout of layout.ts, then g^1, b^1, …, g^L, b^L, g_v if there is one, and c. */
interface TrainedLayout {
  /** Of W^1 … W^L, then v. */
  readonly weights: readonly number[];
  /** Of g^l (b^l follows it); of g_v, or c where there is none, for l = L. Empty where they are constants. */
  readonly scalars: readonly number[];
  readonly dimension: number;
}

/** @example trainedLayout(network, "all").dimension // P + 2 Σ m_l + 1 */
export function trainedLayout(network: Network, trained: TrainedParameters): TrainedLayout {
  const weights = layerOffsets(network);
  let dimension = parameterCount(network);
  if (trained === "directions") {
    return { weights, scalars: [], dimension };
  }
  const scalars: number[] = [];
  for (const width of network.widths) {
    scalars.push(dimension);
    dimension += 2 * width;
  }
  scalars.push(dimension);
  return { weights, scalars, dimension: dimension + (network.outputGain === null ? 1 : 2) };
}
