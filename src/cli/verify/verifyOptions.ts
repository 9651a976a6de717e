import { availableParallelism } from "node:os";
import { type Command, Option } from "commander";
import { InputError } from "../../files/inputError";
import { premises, premisesOf } from "../../theorems/premises/premises";
import type { Theorem } from "../../theorems/theorem";
import { defaultFolder } from "../../verify/defaultFolder";
import type { Rigour } from "../../verify/rigour";
import { statedTheorem, type VerificationPlan } from "../../verify/verificationPlan";
import { rigourOption } from "../shared/networkOptions";
import { oneOf, positiveInteger } from "../shared/optionValues";
import { type RangeOptions, rangesOf, withRangeOptions } from "../shared/rangeOptions";
import { loadOption, registry } from "../shared/registry";
import { seedOption } from "../shared/seedOption";
import { shrinkSecondsOption } from "../shared/shrinkSecondsOption";
import { theoremOption } from "../shared/theoremOption";
import { type WeakenedCoefficient, weakeningsOf, weakenOption } from "../shared/weakenOption";

export interface VerifyOptions extends RangeOptions {
  readonly group?: string;
  readonly theorem?: readonly string[];
  readonly runs: number;
  readonly seed: number;
  readonly workers: number;
  readonly json?: true;
  readonly junit?: string;
  readonly out: string;
  readonly saveWorst?: string | true;
  readonly shrinkSeconds: number;
  readonly weaken?: readonly WeakenedCoefficient[];
  readonly without?: string;
  readonly rigour: Rigour;
}

/** Where the worst cases of a run are written, unless a folder is named. */
export const WORST_FOLDER = "worst-cases";

const DEFAULT_RUNS = 10_000;

export function withVerifyOptions(command: Command): Command {
  const groups = [...new Set(registry().theorems.map(({ group }) => group)), "all"];
  const chosen = command
    .addOption(
      new Option(
        "--group <name>",
        `which theorems: ${groups.join(", ")} (default: pointwise, or that of --theorem)`,
      ).argParser(oneOf(groups)),
    )
    .addOption(theoremOption())
    .addOption(loadOption())
    .addOption(
      new Option("--runs <n>", "random networks; each passes through every theorem")
        .argParser(positiveInteger)
        .env("WNB_RUNS")
        .default(DEFAULT_RUNS),
    )
    .addOption(seedOption("seed of the random networks"));
  return withRangeOptions(chosen)
    .addOption(
      new Option("--workers <n>", "worker threads; changes the speed only")
        .argParser(positiveInteger)
        .default(availableParallelism()),
    )
    .option("--json", "print one JSON object")
    .option("--junit <file>", "also write JUnit XML, for CI: a test case for each theorem")
    .option(
      "--out <dir>",
      "folder of counterexamples: those saved there are looked at first, new ones are added",
      defaultFolder(),
    )
    .option(
      "--save-worst [dir]",
      `write the network with the largest ratio of each theorem to a file that wnb measure reads (default folder: ${WORST_FOLDER})`,
    )
    .addOption(shrinkSecondsOption())
    .addOption(rigourOption())
    .addOption(weakenOption(registry().theorems))
    .addOption(
      new Option(
        "--without <part>",
        "state the theorems without this assumption or part of the model, to see what it is needed for",
      ).argParser(oneOf([...new Set(premises.map(({ name }) => name))])),
    );
}

/** The theorems with certificates among those of a group; all of those that were asked for by name must have them. */
function certifiable(chosen: readonly Theorem[], { theorem, group = "pointwise", without }: VerifyOptions): string[] {
  const stated = chosen.map(({ id }) => statedTheorem({ weakenings: {}, ...(without && { without }) }, id, registry()));
  const covered = stated.filter(({ certify }) => certify !== undefined).map(({ id }) => id);
  const other = chosen.find(({ id }) => !covered.includes(id));
  if (covered.length === 0 || (theorem !== undefined && other !== undefined)) {
    const all = registry()
      .theorems.filter(({ certify }) => certify !== undefined)
      .map(({ id }) => id);
    const found = theorem === undefined ? `the group ${group}` : `${other?.id}${without ? ` without ${without}` : ""}`;
    throw new InputError("--rigour certified", found, `theorems with certificates: ${all.join(", ")}`);
  }
  return covered;
}

/** A theorem of another group than the one that was asked for would run without a word, or not run. */
function checkGroup({ group = "all", theorem = [] }: VerifyOptions): void {
  const other = registry().theorems.find((candidate) => theorem.includes(candidate.id) && candidate.group !== group);
  if (group !== "all" && other !== undefined) {
    throw new InputError(
      "--theorem",
      `${other.id}, which is of the group ${other.group}`,
      `a theorem of --group ${group}, or no --group`,
    );
  }
}

/**
 * The plan that options ask for.
 *
 * @throws InputError for options that do not fit each other, and for networks larger than any machine has memory for
 */
export function planOf(options: VerifyOptions): VerificationPlan {
  checkGroup(options);
  const { group: wanted = "pointwise" } = options;
  const isChosen = (id: string, group: string): boolean =>
    options.theorem === undefined ? wanted === "all" || wanted === group : options.theorem.includes(id);
  const ranges = rangesOf(options);
  const { theorems } = registry();
  const chosen = theorems.filter(({ id, group }) => isChosen(id, group));
  const theoremIds = options.rigour === "certified" ? certifiable(chosen, options) : chosen.map(({ id }) => id);
  const { without } = options;
  if (without !== undefined) {
    const resting = theorems.filter((theorem) => premisesOf(theorem).some(({ name }) => name === without));
    const other = theoremIds.find((id) => !resting.some((theorem) => theorem.id === id));
    if (other !== undefined) {
      const ids = resting.map(({ id }) => `--theorem ${id}`).join(" ");
      throw new InputError("--without", `${other}, which does not rest on ${without}`, `theorems that do, of ${ids}`);
    }
  }
  const idle = options.weaken?.find(({ theorem }) => !theoremIds.includes(theorem));
  if (idle !== undefined) {
    throw new InputError("--weaken", idle.theorem, `a theorem of this run: ${theoremIds.join(", ")}`);
  }
  const weakenings = weakeningsOf(options.weaken);
  const { seed, rigour } = options;
  return { theoremIds, ranges, seed, weakenings, rigour, ...(without === undefined ? {} : { without }) };
}
