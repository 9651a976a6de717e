import { pseudoRandom } from "../../src/arithmetic/pseudoRandom";

/** Random numbers in [0, 1) from the seed of the run: where a million are drawn, which is not for fast-check. */
export function seededRandom(): () => number {
  return pseudoRandom(Number(process.env["WNB_SEED"]));
}
