/** A variable of the suite that is set and empty counts as not set. */
import { forgetEmptyVariables } from "../../src/cli/shared/emptyVariables";
import { onlyInFull } from "../onlyInFull";
import { runCommand, temporaryFolder } from "../reference/builtCommand";

const folder = temporaryFolder();

test("empty variables of the suite go, all others stay", () => {
  const environment = { WNB_SEED: "", WNB_RUNS: "3", WNB_CACHE: "", PATH: "", WNB_BACKEND: " " };
  forgetEmptyVariables(environment);
  expect(environment).toEqual({ WNB_RUNS: "3", PATH: "", WNB_BACKEND: " " });
});

onlyInFull("wnb verify with each of its variables empty runs as without", () => {
  const more = { WNB_SEED: "", WNB_RUNS: "", WNB_BACKEND: "", WNB_CACHE: "" };
  const { status, stdout } = runCommand(folder, ["verify", "--theorem", "output-bound", "--json"], { more });
  expect(status).toBe(0);
  expect(JSON.parse(stdout).networks).toBe(10_000);
});
