/** Which networks a run draws: asked for by name, said in every report, and enough to draw them again. */

import { drawnNetwork, drawnNetworkText } from "../../src/cli/shared/drawnNetwork";
import { repeatCommand } from "../../src/cli/shared/violationReport";
import { verifyJson } from "../../src/cli/verify/verifyJson";
import { describeRun, ledgerLegend, ledgerTable } from "../../src/cli/verify/verifyReport";
import { type CaseRanges, type DrawnNetworks, defaultRanges, drawnActivations } from "../../src/generators/caseRanges";
import { emptyEntry, ledgerEntryOf } from "../../src/verify/ledger";
import { randomCase } from "../../src/verify/randomCase";
import type { VerificationPlan } from "../../src/verify/verificationPlan";
import { onlyInFull } from "../onlyInFull";
import { runCommand, temporaryFolder } from "../reference/builtCommand";

const rangesOf = (networks?: DrawnNetworks): CaseRanges => ({
  ...defaultRanges,
  ...(networks && { networks, activations: drawnActivations(networks) }),
});
const planOf = (networks?: DrawnNetworks): VerificationPlan => ({
  theoremIds: ["output-bound"],
  ranges: rangesOf(networks),
  seed: 3,
  weakenings: {},
});
const holds = { verdict: "holds", quantity: 1, bound: 2, error: 0, ratio: 0.5 } as const;

/** The first general network with widths that differ, all of its parameters trained. */
const general = Array.from({ length: 50 }, (_, index) => randomCase(3, index, rangesOf("general"))).find(
  ({ network, parameters }) => new Set(network.widths).size > 1 && parameters === "all",
);

const outcomeOf = (networks?: DrawnNetworks) => {
  const entry = general === undefined ? emptyEntry("output-bound") : ledgerEntryOf("output-bound", holds, general, 4);
  const verification = { ledger: [entry], networks: 7, interrupted: false, seconds: 1 };
  const saved = { replays: [], refused: [] };
  return {
    plan: planOf(networks),
    verification,
    violations: [],
    saved,
    verdicts: new Map([[entry.id, entry.verdict]]),
  };
};

test.each([
  [undefined, "paper", ""],
  ["paper", "paper", ""],
  ["general", "general", " --networks general"],
  ["all", "all", " --networks all"],
] as const)("%s: in the report, in JSON, and in the commands that repeat it", (networks, drawn, flag) => {
  const { plan, verification } = outcomeOf(networks);
  const run = describeRun(plan, verification);
  expect(run).toMatch(
    drawn === "paper" ? /input dimension 1..16; seed 3$/ : new RegExp(`; networks ${drawn}: .*; seed 3$`),
  );
  expect(ledgerLegend(plan)[1]).toContain(`--network N --theorem ID${flag} writes`);
  expect(repeatCommand(plan, "output-bound", 4, "elsewhere")).toBe(
    `npx wnb verify --theorem output-bound --seed 3 --runs 5${flag} --out elsewhere`,
  );
  expect(verifyJson(outcomeOf(networks))).toMatchObject({ drawn, networks: 7, seed: 3 });
});

test("a network whose widths differ is named by all of them, and by what is trained", () => {
  const { depth, widths, inputDimension, activation } = general?.network ?? {};
  expect(ledgerTable(outcomeOf("general"), null)).toContain(
    `L=${depth} m=${widths?.join()} d=${inputDimension} ${activation?.activation.name}, all trained (network 4)`,
  );
  expect(verifyJson(outcomeOf("general"))).toMatchObject({ theorems: [{ worstAt: { widths, parameters: "all" } }] });
});

test("a network that is drawn again says of which networks it is the nth", () => {
  const drawn = { seed: 3, network: 5, ranges: rangesOf("general"), theorem: null };
  const again = drawnNetwork(drawn);
  expect(again).toEqual(randomCase(3, 5, rangesOf("general")));
  expect(again && JSON.parse(drawnNetworkText(drawn, again)).comment).toBe("network 5 of seed 3, --networks general");
});

const folder = temporaryFolder();
const wnb = (...args: string[]) => runCommand(folder, args);

test("the paper's by default, and by name", () => {
  const show = ["show", "--seed", "3", "--network", "2"];
  expect(wnb(...show, "--networks", "paper").stdout).toBe(wnb(...show).stdout);
  const { status, stdout, stderr } = wnb(...show, "--networks", "papr");
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/--networks.*found "papr", expected one of paper, general, all .did you mean paper/);
});

onlyInFull("verify says which it drew", () => {
  const { drawn, networks } = JSON.parse(wnb("verify", "--theorem", "output-bound", "--runs", "5", "--json").stdout);
  expect([drawn, networks]).toEqual(["paper", 5]);
});
