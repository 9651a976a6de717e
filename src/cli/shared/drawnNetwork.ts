import type { CaseRanges } from "../../generators/caseRanges";
import { networkToJson } from "../../network/formats/networkJson";
import type { NetworkCase } from "../../network/networkCase";
import type { Theorem } from "../../theorems/theorem";
import { randomCase } from "../../verify/randomCase";
import { caseOfRun } from "../../verify/shrinkViolation";
import { networksFlag } from "./violationReport";

/** A network of a run by its number; with a theorem, as its assumptions changed it. */
interface DrawnNetwork {
  readonly seed: number;
  readonly network: number;
  readonly ranges: CaseRanges;
  readonly theorem: Theorem | null;
}

/** The network, drawn again; null if the theorem's assumptions cannot be met. */
export function drawnNetwork({ seed, network, ranges, theorem }: DrawnNetwork): NetworkCase | null {
  return theorem === null ? randomCase(seed, network, ranges) : caseOfRun(theorem, seed, network, ranges);
}

/** Its file, with a comment on where it came from. */
export function drawnNetworkText({ seed, network, ranges, theorem }: DrawnNetwork, networkCase: NetworkCase): string {
  const met = theorem === null ? "" : `, as ${theorem.id} meets it`;
  const flag = networksFlag(ranges);
  const drawn = `network ${network} of seed ${seed}${flag && `,${flag}`}`;
  const { format, ...values } = networkToJson(networkCase);
  return `${JSON.stringify({ format, comment: `${drawn}${met}`, ...values })}\n`;
}
