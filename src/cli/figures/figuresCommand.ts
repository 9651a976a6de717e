import { Command, InvalidArgumentError, Option } from "commander";
import { collected, positiveInteger, seedNumber, wholeNumber } from "../shared/optionValues";
import { trainDefaults } from "../train/trainOptions";
import type { FigureNumber, FiguresOptions } from "./figuresOptions";

export function figuresCommand(): Command {
  return new Command("figures")
    .description(
      "train the networks of the paper's Figures 1 and 2 and draw their curves: SVG, PNG and the data as CSV",
    )
    .addOption(
      new Option(
        "--figure <number>",
        "only this figure: 1 is CIFAR-10, 2 is MNIST (repeatable; default: both, 1 if --data-dir is given)",
      ).argParser(collected(figureNumber)),
    )
    .option("--data-dir <dir>", "folder of CIFAR-10's data_batch_*.bin, for figure 1")
    .addOption(new Option("--samples <n>", "only the first n records (default: all)").argParser(positiveInteger))
    .addOption(new Option("--steps <n>", "steps of each curve").argParser(positiveInteger).default(trainDefaults.steps))
    .addOption(new Option("--seed <s>", "seed of each curve").argParser(seedNumber).default(trainDefaults.seed))
    .addOption(
      new Option(
        "--width <m>",
        "only curves of this width (repeatable; default: 1024 and 2048 in figure 1, 512 and 1024 in figure 2)",
      ).argParser(collected(positiveInteger)),
    )
    .addOption(
      new Option("--hessians <n>", "checkpoints of each curve that take the Hessian norms")
        .argParser(wholeNumber)
        .default(trainDefaults.hessians),
    )
    .option("--out <dir>", "folder of the figures; the runs are in its sub-folder runs, and are resumed", "figures")
    .addOption(new Option("--backend <kind>", "as for wnb train").choices(["native", "wasm"]).env("WNB_BACKEND"))
    .action(async (options: FiguresOptions) => {
      const { figures } = await import("./figures.js");
      await figures(options);
    });
}

function figureNumber(text: string): FigureNumber {
  if (text !== "1" && text !== "2") {
    throw new InvalidArgumentError(`found ${JSON.stringify(text)}, expected 1 or 2.`);
  }
  return text;
}
