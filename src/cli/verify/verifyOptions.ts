import { availableParallelism } from "node:os";
import { type Command, Option } from "commander";
import { InputError } from "../../files/inputError";
import { type CaseRanges, defaultRanges, type Range } from "../../generators/caseRanges";
import { premises, premisesOf } from "../../theorems/premises/premises";
import { builtIn, theorems } from "../../theorems/registry";
import type { Theorem } from "../../theorems/theorem";
import { COUNTEREXAMPLE_FOLDER } from "../../verify/counterexampleFolder";
import type { Rigour } from "../../verify/rigour";
import { statedTheorem, type VerificationPlan } from "../../verify/verificationPlan";
import { rigourOption } from "../shared/networkOptions";
import { activationOption, collected, integerRange, positiveInteger } from "../shared/optionValues";
import { seedOption } from "../shared/seedOption";
import { shrinkSecondsOption } from "../shared/shrinkSecondsOption";
import { theoremOption } from "../shared/theoremOption";
import { type WeakenedCoefficient, weakeningsOf, weakenOption } from "../shared/weakenOption";

export interface VerifyOptions {
  readonly group: string;
  readonly theorem?: readonly string[];
  readonly runs: number;
  readonly seed: number;
  readonly depth: Range;
  readonly width: Range;
  readonly inputDimension: Range;
  readonly activation?: readonly string[];
  readonly workers: number;
  readonly json?: true;
  readonly out: string;
  readonly shrinkSeconds: number;
  readonly weaken?: readonly WeakenedCoefficient[];
  readonly without?: string;
  readonly rigour: Rigour;
}

const DEFAULT_RUNS = 10_000;

export function withVerifyOptions(command: Command): Command {
  const groups = [...new Set(theorems.map(({ group }) => group)), "all"];
  const rangeOption = (flag: string, what: string, { from, to }: Range): Option =>
    new Option(`${flag} <a..b>`, what).argParser(integerRange).default({ from, to }, `${from}..${to}`);
  const { depth, width, inputDimension } = defaultRanges;
  return command
    .addOption(new Option("--group <name>", "which theorems").choices(groups).default("pointwise"))
    .addOption(theoremOption())
    .addOption(
      new Option("--runs <n>", "random networks; each passes through every theorem")
        .argParser(positiveInteger)
        .env("WNB_RUNS")
        .default(DEFAULT_RUNS),
    )
    .addOption(seedOption("seed of the random networks"))
    .addOption(rangeOption("--depth", "depth L of the networks", depth))
    .addOption(rangeOption("--width", "width m", width))
    .addOption(rangeOption("--input-dimension", "input dimension d", inputDimension))
    .addOption(
      new Option("--activation <name>", "only this activation (repeatable)").argParser(collected(activationOption)),
    )
    .addOption(
      new Option("--workers <n>", "worker threads; changes the speed only")
        .argParser(positiveInteger)
        .default(availableParallelism()),
    )
    .option("--json", "print one JSON object")
    .option(
      "--out <dir>",
      "folder of counterexamples: those saved there are looked at first, new ones are added",
      COUNTEREXAMPLE_FOLDER,
    )
    .addOption(shrinkSecondsOption())
    .addOption(rigourOption())
    .addOption(weakenOption(theorems))
    .addOption(
      new Option(
        "--without <part>",
        "state the theorems without this assumption or part of the model, to see what it is needed for",
      ).choices([...new Set(premises.map(({ name }) => name))]),
    );
}

/** The theorems with certificates among those of a group; all of those that were asked for by name must have them. */
function certifiable(chosen: readonly Theorem[], { theorem, group, without }: VerifyOptions): string[] {
  const stated = chosen.map(({ id }) => statedTheorem({ weakenings: {}, ...(without && { without }) }, id, builtIn));
  const covered = stated.filter(({ certify }) => certify !== undefined).map(({ id }) => id);
  const other = chosen.find(({ id }) => !covered.includes(id));
  if (covered.length === 0 || (theorem !== undefined && other !== undefined)) {
    const all = theorems.filter(({ certify }) => certify !== undefined).map(({ id }) => id);
    const found = theorem === undefined ? `the group ${group}` : `${other?.id}${without ? ` without ${without}` : ""}`;
    throw new InputError("--rigour certified", found, `theorems with certificates: ${all.join(", ")}`);
  }
  return covered;
}

/** The plan that options ask for. */
export function planOf(options: VerifyOptions): VerificationPlan {
  const isChosen = (id: string, group: string): boolean =>
    options.theorem === undefined ? options.group === "all" || options.group === group : options.theorem.includes(id);
  const ranges: CaseRanges = {
    depth: options.depth,
    width: options.width,
    inputDimension: options.inputDimension,
    activations: options.activation ?? defaultRanges.activations,
  };
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
