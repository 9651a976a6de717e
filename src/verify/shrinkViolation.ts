import { type CaseRanges, type DrawnNetworks, isWithin, type Range } from "../generators/caseRanges";
import { type Simplification, simplifications, smallerShapes } from "../generators/simplerCases";
import { Evaluation } from "../measurement/evaluation";
import type { NetworkCase } from "../network/networkCase";
import { isPaperCase } from "../network/paperForm";
import { caseFor, type Theorem } from "../theorems/theorem";
import { checkTheorem, type TheoremResult } from "./checkTheorem";
import { isClear, leastRatio } from "./clearMargin";
import { randomCase } from "./randomCase";
import { finish, type Steps } from "./steps";

/** The smallest network found that violates a theorem. */
export interface ShrunkViolation {
  readonly networkCase: NetworkCase;
  readonly result: TheoremResult;
  /** Simplifications that kept the violation. */
  readonly steps: number;
  /** Whether it was told to stop before it had tried all there is. */
  readonly isStopped: boolean;
}

/** What a violation may be replaced by. */
export type Accepts = (networkCase: NetworkCase) => boolean;

/** A bound on the work: each candidate is one evaluation, and small networks take well under a millisecond. */
const MOST_CANDIDATES = 50_000;

/** What a reader takes in at a glance; where no smaller shape is left above it, small random networks are tried for a violation too. */
const SMALL = { depth: { from: 1, to: 2 }, width: { from: 1, to: 2 }, inputDimension: { from: 1, to: 3 } };
const SMALL_NETWORKS = 5000;
/** And this many of a smaller shape, where no simplification is left: some violations are not near smaller ones. */
const SMALLER_NETWORKS = 300;

/**
 * Simplifies a violating case for as long as it still violates by a clear margin: depth and width first, then the numbers.
 *
 * @param accepts a further condition on what a case may be replaced by; by default there is none
 * @returns null if the case does not violate the theorem
 * @example shrinkViolation(weakened(layerGradient, { layer: 0.5 }), violating, defaultRanges)?.networkCase.network.width // 1
 */
export function shrinkViolation(
  theorem: Theorem,
  violating: NetworkCase,
  ranges: CaseRanges,
  accepts?: Accepts,
): ShrunkViolation | null {
  return finish(shrinkSteps(theorem, violating, ranges, accepts));
}

/** The same in steps of one evaluation each. */
export function* shrinkSteps(
  theorem: Theorem,
  violating: NetworkCase,
  asked: CaseRanges,
  accepts: Accepts = () => true,
): Steps<ShrunkViolation, ShrunkViolation | null> {
  const result = checkTheorem(theorem, new Evaluation(violating));
  if (result.verdict !== "violated") {
    return null;
  }
  const shrinking = new Shrinking(theorem, { networkCase: violating, result, steps: 0, isStopped: false }, accepts);
  const ranges = withSmaller(asked);
  // Among the shapes first: evaluating a large network is slow, and it has many numbers.
  yield* shrinking.exhaust(smallerShapes, ranges);
  if (!isSmall(shrinking.best.networkCase)) {
    yield* shrinking.findsAmong({ ...ranges, ...SMALL, networks: alike(shrinking.best) }, SMALL_NETWORKS);
  }
  do {
    yield* shrinking.exhaust(simplifications, ranges);
  } while (yield* shrinking.findsSmaller(ranges));
  return shrinking.best;
}

/** The case that a theorem met as network `index` of a run: the random network, with the assumptions enforced. */
export function caseOfRun(theorem: Theorem, seed: number, index: number, ranges: CaseRanges): NetworkCase | null {
  return caseFor(theorem, randomCase(seed, index, ranges), ranges).networkCase;
}

class Shrinking {
  private candidates = 0;
  private readonly least: number;

  constructor(
    private readonly theorem: Theorem,
    public best: ShrunkViolation,
    private readonly accepts: Accepts,
  ) {
    this.least = leastRatio(best.result);
  }

  /** Simplifies in each way for as long as that succeeds, until none does. */
  *exhaust(ways: readonly Simplification[], ranges: CaseRanges): Steps<ShrunkViolation, void> {
    for (let tried = 0; tried < ways.length; ) {
      tried = (yield* this.improves(ways[tried], ranges)) ? 0 : tried + 1;
    }
  }

  /** Whether there is one among random networks that violates in place of the best case. */
  *findsAmong(ranges: CaseRanges, most: number): Steps<ShrunkViolation, boolean> {
    for (let index = 0; index < most / (this.theorem.every ?? 1) && !this.best.isStopped; index++) {
      const networkCase = caseOfRun(this.theorem, 0, index, ranges);
      if (networkCase !== null && (yield* this.replaces(networkCase))) {
        return true;
      }
    }
    return false;
  }

  /** The same among those of fewer layers, then among those of fewer neurons. */
  *findsSmaller(ranges: CaseRanges): Steps<ShrunkViolation, boolean> {
    const { depth, width, inputDimension } = this.best.networkCase.network;
    const upTo = (to: number): Range => ({ from: 1, to });
    const all = {
      ...ranges,
      depth: upTo(depth),
      width: upTo(width),
      inputDimension: upTo(Math.min(inputDimension + 1, ranges.inputDimension.to)),
      networks: alike(this.best),
    };
    const isShallower = depth > 1 && (yield* this.findsAmong({ ...all, depth: upTo(depth - 1) }, SMALLER_NETWORKS));
    return isShallower || (width > 1 && (yield* this.findsAmong({ ...all, width: upTo(width - 1) }, SMALLER_NETWORKS)));
  }

  private *improves(way: Simplification, ranges: CaseRanges): Steps<ShrunkViolation, boolean> {
    // As in a verification, theorems that take longer are looked at less often.
    const most = MOST_CANDIDATES / (this.theorem.every ?? 1);
    for (const candidate of way(this.best.networkCase)) {
      if (this.best.isStopped || this.candidates >= most) {
        return false;
      }
      if (isWithin(candidate.network, ranges)) {
        this.candidates += 1;
        if (yield* this.replaces(candidate)) {
          this.best = { ...this.best, steps: this.best.steps + 1 };
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a case violates clearly; then it is the best. */
  private *replaces(networkCase: NetworkCase): Steps<ShrunkViolation, boolean> {
    if ((yield this.best) === "stop") {
      this.best = { ...this.best, isStopped: true };
      return false;
    }
    const result = checkTheorem(this.theorem, new Evaluation(networkCase));
    if (!isClear(result, this.least) || !this.accepts(networkCase)) {
      return false;
    }
    this.best = { ...this.best, networkCase, result };
    return true;
  }
}

/**
 * A run on wide networks may be of wide ones alone: its violations are the better understood, the smaller they get. And a violation of any
 * form may come here; simplifications leave the paper's form alone, and others become no less simple.
 */
function withSmaller({ depth, width, inputDimension, activations }: CaseRanges): CaseRanges {
  const [smallDepth, smallWidth, smallDimension] = [depth, width, inputDimension].map(({ to }) => ({ from: 1, to }));
  return { depth: smallDepth, width: smallWidth, inputDimension: smallDimension, activations, networks: "all" };
}

/** Which random networks may take the place of one: of the paper's, only the paper's. */
function alike({ networkCase: { network, parameters = "directions" } }: ShrunkViolation): DrawnNetworks {
  return isPaperCase({ network, parameters }) ? "paper" : "all";
}

function isSmall({ network }: NetworkCase): boolean {
  return network.depth <= SMALL.depth.to && network.width <= SMALL.width.to;
}
