import { Arbitrary, type Random, Stream, toStringMethod, Value } from "fast-check";
import { networkToJson } from "../network/formats/networkJson";
import type { NetworkCase } from "../network/networkCase";
import { type CaseRanges, isWithin } from "./caseRanges";
import { type Constraint, enforcePreferred } from "./constraint";
import { drawNetworkCase } from "./drawNetwork";
import { simplerCases } from "./simplerCases";

/** Some networks cannot be brought to meet a constraint (∇L ≠ 0, where x = 0); another one is drawn. */
const MOST_ATTEMPTS = 100;

/**
 * The case, which failing properties print as a network file, to be pasted into one, and not as the source of its functions; its network alone too,
 * where a property takes the case apart.
 */
function readable(networkCase: NetworkCase): NetworkCase {
  const { network } = networkCase;
  printedAs(network, () => networkToJson({ network, input: null }));
  return printedAs(networkCase, () => networkToJson(networkCase));
}

function printedAs<T extends object>(value: T, json: () => object): T {
  return Object.defineProperty(value, toStringMethod, { value: () => JSON.stringify(json()), configurable: true });
}

/** What networkCases makes. */
export class NetworkCaseArbitrary extends Arbitrary<NetworkCase> {
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
        return new Value(readable(networkCase), undefined);
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
        yield new Value(readable(candidate), undefined);
      }
    }
  }
}
