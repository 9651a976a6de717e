import { pseudoRandom } from "../arithmetic/pseudoRandom";
import type { CaseRanges } from "../generators/caseRanges";
import { changedCase } from "../generators/changedCase";
import type { NetworkCase } from "../network/network";
import { Evaluation } from "../theorems/evaluation";
import { caseFor, type Theorem } from "../theorems/theorem";
import { checkTheorem, type TheoremResult } from "../verify/checkTheorem";
import { randomCase } from "../verify/randomCase";

/** Where to search, and how long. */
export interface RatioSearch {
  readonly ranges: CaseRanges;
  /** A 32-bit integer. */
  readonly seed: number;
  readonly evaluations: number;
  /** A ratio above this ends the search. */
  readonly stopAbove?: number;
}

/** A case on which a theorem holds, with its ratio there. */
export interface FoundRatio {
  readonly networkCase: NetworkCase;
  readonly result: TheoremResult;
}

/** How far a climb moves numbers at first, relative to each; a step in vain shortens it, a good one lengthens it. */
const FIRST_STEP = 0.5;

/**
 * Looks for the case with the largest ratio: the best of random ones in the first half, then a climb from there.
 *
 * @returns null if the theorem could be applied to none
 * @example searchLargestRatio(layerGradient, { ranges, seed: 1, evaluations: 100 })
 */
export function searchLargestRatio(
  theorem: Theorem,
  { ranges, seed, evaluations, stopAbove = Number.POSITIVE_INFINITY }: RatioSearch,
): FoundRatio | null {
  const random = pseudoRandom(seed);
  let best: FoundRatio | null = null;
  let step = FIRST_STEP;
  for (let index = 0; index < evaluations && !(best !== null && ratioOf(best) > stopAbove); index++) {
    const isClimbing: boolean = best !== null && best.result.ratio !== null && 2 * index >= evaluations;
    const drawn: NetworkCase | null =
      isClimbing && best !== null ? moved(best.networkCase, step, random) : randomCase(seed, index, ranges);
    const found: FoundRatio | null = drawn === null ? null : foundFrom(theorem, drawn, ranges);
    const isBetter: boolean = found !== null && (best === null || ratioOf(found) > ratioOf(best));
    best = isBetter ? found : best;
    step = isClimbing ? Math.min(1, step * (isBetter ? 2 : 0.85)) : step;
  }
  return best;
}

/** The case brought to where the theorem applies, if it can be and the theorem holds there. */
function foundFrom(theorem: Theorem, drawn: NetworkCase, ranges: CaseRanges): FoundRatio | null {
  const { networkCase } = caseFor(theorem, drawn, ranges);
  if (networkCase === null) {
    return null;
  }
  const result = checkTheorem(theorem, new Evaluation(networkCase));
  return result.verdict === "holds" ? { networkCase, result } : null;
}

function ratioOf({ result }: FoundRatio): number {
  return result.ratio ?? Number.NEGATIVE_INFINITY;
}

/** The case with its numbers moved, each by a random part of itself; or with the weights of one part only moved. */
function moved(networkCase: NetworkCase, step: number, random: () => number): NetworkCase | null {
  const { network, input, data } = networkCase;
  const scale = (): number => 1 + step * (2 * random() - 1);
  const vector = (values: Float64Array): Float64Array => {
    const size = Math.max(...values.map(Math.abs));
    const common = random() < 0.3 ? scale() : 1;
    const isKept = random() < 0.4;
    return values.map((value) => common * (isKept ? value : value + step * size * (2 * random() - 1)) + 0);
  };
  const { shift, activation } = network.activation;
  const changes = {
    activation: { activation, shift: shift === 0 ? 0 : shift * scale() },
    layers: network.layers.map(vector),
    output: vector(network.output),
    input: vector(input),
    ...(data && {
      inputs: data.batch.inputs.map(vector),
      targets: vector(data.batch.targets),
      trial: { radius: Math.min(0.99, data.trial.radius * scale() ** 4), rate: data.trial.rate * scale() ** 4 },
    }),
  };
  const [changed] = changedCase(networkCase, changes);
  return changed ?? null;
}
