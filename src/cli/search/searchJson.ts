import { networkToJson } from "../../network/formats/networkJson";
import type { SearchOutcome } from "./searchOutcome";

/** What `wnb search --json` prints. */
export function searchJson({ theorem, options, results, best, file, interrupted }: SearchOutcome): object {
  const { depth, width, inputDimension = width, seed, steps } = options;
  return {
    format: "weightnorm-search/1",
    theorem: theorem.id,
    depth,
    width,
    inputDimension,
    seed,
    steps,
    interrupted,
    results: results.map(({ activation, found: { starts, agreeing }, nearest, seconds }) => ({
      activation,
      ratio: nearest?.result.ratio ?? null,
      quantity: nearest?.result.quantity ?? null,
      bound: nearest?.result.bound ?? null,
      verdict: nearest?.verdict ?? "not-applicable",
      starts,
      agreeing,
      seconds,
    })),
    best: best && {
      activation: best.activation,
      ratio: best.nearest.result.ratio,
      case: networkToJson(best.nearest.networkCase),
    },
    file,
  };
}
