import { join } from "node:path";
import { makeFolder } from "../../files/makeFolder";
import { writeWhole } from "../../files/writeWhole";
import { drawnNetworksOf } from "../../generators/caseRanges";
import type { Ledger } from "../../verify/ledger";
import { statedTheorem, type VerificationPlan } from "../../verify/verificationPlan";
import { drawnNetwork, drawnNetworkText } from "../shared/drawnNetwork";
import { registry } from "../shared/registry";

/**
 * Writes the network with the largest ratio of each theorem.
 *
 * @returns how many files there are now of this run
 * @throws WriteError that names the folder or the file
 */
export function saveWorst(folder: string, plan: VerificationPlan, ledger: Ledger): number {
  makeFolder(folder);
  const networks = drawnNetworksOf(plan.ranges);
  const ofRun = networks === "paper" ? "" : `-of-${networks}`;
  let count = 0;
  for (const { id, worstAt } of ledger) {
    if (worstAt !== null) {
      const { seed, ranges } = plan;
      const drawn = { seed, network: worstAt.index, ranges, theorem: statedTheorem(plan, id, registry()) };
      const networkCase = drawnNetwork(drawn);
      if (networkCase !== null) {
        const name = `${id}-seed-${seed}-network-${worstAt.index}${ofRun}.json`;
        writeWhole(join(folder, name), drawnNetworkText(drawn, networkCase));
        count++;
      }
    }
  }
  return count;
}
