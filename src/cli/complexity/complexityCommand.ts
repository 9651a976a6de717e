import { Command, Option } from "commander";
import { integerBetween, seedNumber } from "../shared/optionValues";
import type { ComplexityOptions } from "./complexityOptions";

const LARGEST_DIMENSION = 10_000;

export function complexityCommand(): Command {
  return new Command("complexity")
    .description(
      "Rademacher complexities of classes of WeightNorm networks, searched from below, beside their bounds: free of the width, falling like 1/√n (half a minute)",
    )
    .addOption(
      new Option("--input-dimension <d>", `input dimension d, at most ${LARGEST_DIMENSION}`)
        .argParser((text) => integerBetween(text, 1, LARGEST_DIMENSION))
        .default(8),
    )
    .addOption(new Option("--seed <s>", "seed of the inputs, signs and starts").argParser(seedNumber).default(1))
    .option("--json", "print one JSON object")
    .addOption(new Option("--markdown", "print a document: docs/complexity.md").conflicts("json"))
    .action(async (options: ComplexityOptions) => {
      // Loaded here: the other commands start without it.
      const { complexity } = await import("./complexity.js");
      await complexity(options);
    });
}
