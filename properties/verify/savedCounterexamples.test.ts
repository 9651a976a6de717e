/** The saved counterexamples, evaluated again before all other tests: theorems hold on them, weakened ones fail as they did. */

import { join } from "node:path";
import { Evaluation } from "../../src/measurement/evaluation";
import { builtIn } from "../../src/theorems/registry";
import { checkJudged } from "../../src/verify/checkJudged";
import { COUNTEREXAMPLE_FOLDER, readCounterexamples } from "../../src/verify/counterexampleFolder";
import { replay } from "../../src/verify/replay";
import { theoremById } from "../reference/theoremById";

const { readable, refused } = readCounterexamples(join(__dirname, "..", "..", COUNTEREXAMPLE_FOLDER), builtIn);

test("every file can be read", () => {
  expect(refused.map(({ message }) => message)).toEqual([]);
});

for (const { path, counterexample } of readable) {
  const { theorem, weakening, networkCase } = counterexample;
  test(`${path}: the theorem holds`, () => {
    expect(checkJudged(theoremById(theorem), new Evaluation(networkCase)).verdict).not.toBe("violated");
  });

  if (Object.keys(weakening).length > 0) {
    test(`${path}: weakened, it fails as it did, digit by digit`, () => {
      const { verdict, judgement, reproduced } = replay(counterexample, builtIn);
      expect({ verdict, judged: judgement?.verdict, reproduced }).toEqual({
        verdict: "violated",
        judged: "confirmed",
        reproduced: true,
      });
    });
  }
}
