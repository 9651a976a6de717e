/** The search for counterexamples from nothing: its power is a figure that must not fall. */
import { builtIn, theorems } from "../../src/theorems/registry";
import { searchCounterexample } from "../../src/weakenings/searchCounterexample";
import { statementName, weakenedStatements } from "../../src/weakenings/weakenedStatement";
import { onlyInFull } from "../onlyInFull";

const statements = theorems.filter(({ every }) => every === undefined).flatMap(weakenedStatements);

/** Random networks for each statement, from one seed; of theirs, so many found false at least. */
const NETWORKS = 100;
const SEED = 1;
const FOUND = 110;

onlyInFull(
  `in ${NETWORKS} random networks each, ${FOUND} of the weakened theorems at least are found to be false`,
  async () => {
    const found: string[] = [];
    for (const statement of statements) {
      const finding = await searchCounterexample(statement, { seed: SEED, evaluations: NETWORKS }, builtIn);
      if (finding?.isViolated) {
        found.push(statementName(statement));
      }
    }
    expect(found.length).toBeGreaterThanOrEqual(FOUND);
  },
);
