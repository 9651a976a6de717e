import { Command, Option } from "commander";
import { oneOf, seedNumber, wholeNumber } from "../shared/optionValues";
import { withRangeOptions } from "../shared/rangeOptions";
import { loadOption, registry } from "../shared/registry";
import type { ShowOptions } from "./show";

export function showCommand(): Command {
  const command = new Command("show")
    .description("write a network of wnb verify by its number, as a file that wnb measure reads")
    .addOption(new Option("--seed <s>", "seed of the run").argParser(seedNumber).env("WNB_SEED").makeOptionMandatory())
    .addOption(
      new Option("--network <n>", "its number in the run, as the table says: 0 is the first")
        .argParser(wholeNumber)
        .makeOptionMandatory(),
    )
    .addOption(
      new Option("--theorem <id>", "as the assumptions of this theorem changed it, with its data").argParser(
        oneOf(registry().theorems.map(({ id }) => id)),
      ),
    )
    .addOption(loadOption())
    .option("--out <file>", "the file (default: standard output)");
  return withRangeOptions(command).action(async (options: ShowOptions) => {
    const { show } = await import("./show.js");
    show(options);
  });
}
