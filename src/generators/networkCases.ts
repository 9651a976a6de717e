import { Arbitrary, type Random, Stream, Value } from "fast-check";
import type { NetworkCase } from "../network/networkCase";
import { type CaseRanges, defaultRanges, isWithin } from "./caseRanges";
import { type Constraint, enforcePreferred } from "./constraint";
import { drawNetworkCase } from "./drawNetwork";
import { simplerCases } from "./simplerCases";

/**
 * Random WeightNorm networks with an input, as a fast-check arbitrary.
 *
 * Depth and width vary in every run and shrink first. Shrinking needs no memory of how a case was made, so a case read from
 * a file shrinks as well as one just drawn. It stays within the ranges.
 *
 * @param constraints conditions that every case meets, drawn or shrunk (a theorem's assumptions)
 * @param preferred a condition that about half of the drawn cases are made to meet
 * @throws RangeError if no case within the ranges meets them
 * @example fc.assert(fc.property(networkCases(), ({ network }) => network.depth <= 5))
 */
export function networkCases(
  ranges: CaseRanges = defaultRanges,
  constraints: readonly Constraint[] = [],
  preferred?: Constraint,
): Arbitrary<NetworkCase> {
  return new NetworkCaseArbitrary(ranges, constraints, preferred);
}

/** Some networks cannot be brought to meet a constraint (∇L ≠ 0, where x = 0); another one is drawn. */
const MOST_ATTEMPTS = 100;

class NetworkCaseArbitrary extends Arbitrary<NetworkCase> {
  constructor(
    private readonly ranges: CaseRanges,
    private readonly constraints: readonly Constraint[],
    private readonly preferred: Constraint | undefined,
  ) {
    super();
  }

  override generate(random: Random): Value<NetworkCase> {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      const { ranges, constraints, preferred } = this;
      const { networkCase } = enforcePreferred(drawNetworkCase(random, ranges), constraints, preferred, ranges);
      if (networkCase !== null) {
        return new Value(networkCase, undefined);
      }
    }
    throw new RangeError("networkCases: no network within the ranges meets the constraints");
  }

  override canShrinkWithoutContext(value: unknown): value is NetworkCase {
    return typeof value === "object" && value !== null && "network" in value && "input" in value;
  }

  override shrink(value: NetworkCase): Stream<Value<NetworkCase>> {
    return new Stream(this.simpler(value));
  }

  private *simpler(value: NetworkCase): Generator<Value<NetworkCase>> {
    for (const candidate of simplerCases(value)) {
      if (
        isWithin(candidate.network, this.ranges) &&
        this.constraints.every((constraint) => constraint.holds(candidate))
      ) {
        yield new Value(candidate, undefined);
      }
    }
  }
}
