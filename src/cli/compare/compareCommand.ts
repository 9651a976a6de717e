import { Command, Option } from "commander";
import { defaultComparison } from "../../experiments/defaultComparison";
import type { Range } from "../../generators/caseRanges";
import { activationOption, collected, integerRange, positiveInteger, seedNumber } from "../shared/optionValues";
import { printReport } from "../shared/printReport";

interface Options {
  readonly depth: Range;
  readonly width: number;
  readonly inputDimension: number;
  readonly activation?: readonly string[];
  readonly seed: number;
  readonly networks: number;
  readonly json?: true;
  readonly markdown?: true;
}

export function compareCommand(): Command {
  const { depth, width, inputDimension, activations, seed, networks } = defaultComparison;
  return new Command("compare")
    .description(
      "the same random weights with and without normalisation, depth by depth: Lipschitz constants, gradient and Hessian norms (Remark 4.1)",
    )
    .addOption(
      new Option("--depth <a..b>", "depth L of the networks")
        .argParser(integerRange)
        .default(depth, `${depth.from}..${depth.to}`),
    )
    .addOption(new Option("--width <m>", "width m").argParser(positiveInteger).default(width))
    .addOption(
      new Option("--input-dimension <d>", "input dimension d").argParser(positiveInteger).default(inputDimension),
    )
    .addOption(
      new Option("--activation <name>", `activation (repeatable; default: ${activations.join(" and ")})`).argParser(
        collected(activationOption),
      ),
    )
    .addOption(new Option("--seed <s>", "seed of the random networks").argParser(seedNumber).default(seed))
    .addOption(
      new Option("--networks <n>", "random networks behind every row, which has their medians")
        .argParser(positiveInteger)
        .default(networks),
    )
    .option("--json", "print one JSON object")
    .addOption(new Option("--markdown", "print a document: docs/plain-networks.md").conflicts("json"))
    .action(async ({ activation, json, markdown, ...shape }: Options) => {
      const plan = { ...shape, activations: activation ?? activations };
      // Loaded here: the other commands start without it.
      const { compareNormalisation } = await import("../../experiments/compareNormalisation.js");
      const rows = compareNormalisation(plan);
      if (json) {
        console.log(JSON.stringify({ format: "weightnorm-compare/1", ...plan, rows }));
        return;
      }
      const { comparisonDocument } = await import("./comparisonDocument.js");
      const { comparisonReport } = await import("./comparisonReport.js");
      if (markdown) {
        console.log(comparisonDocument(plan, rows));
      } else {
        printReport(comparisonReport(plan, rows));
      }
    });
}
