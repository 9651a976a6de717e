import { Command, Option } from "commander";
import { WEAKENINGS_FILE } from "../../records/recordPaths";
import { wholeNumber } from "../shared/optionValues";
import { defaultRecord, loadOption } from "../shared/registry";
import { seedOption } from "../shared/seedOption";
import { shrinkSecondsOption } from "../shared/shrinkSecondsOption";
import { theoremOption } from "../shared/theoremOption";
import type { WeakeningsOptions } from "./weakeningsOptions";

const DEFAULT_SECONDS = 10;

export function weakeningsCommand(): Command {
  return new Command("weakenings")
    .description(
      "the suite's own test: every theorem with a term of its bound dropped or halved, or without one of its assumptions, and the network that shows it false; evaluate these again, or look for them",
    )
    .addOption(theoremOption())
    .addOption(loadOption())
    .addOption(
      new Option("--search", "look for counterexamples from nothing, and write nothing").conflicts(["markdown"]),
    )
    .option("--update", "look for those that are not known yet, and record them; what is known stays")
    .addOption(
      new Option("--seconds <n>", "how long to look, for each statement at most")
        .argParser(wholeNumber)
        .default(DEFAULT_SECONDS),
    )
    .addOption(shrinkSecondsOption())
    .addOption(seedOption("seed of the search"))
    .option(
      "--file <path>",
      "the record; with --load, by default one in the working folder",
      defaultRecord(WEAKENINGS_FILE, "weakenings.json"),
    )
    .option("--json", "print one JSON object")
    .addOption(new Option("--markdown", "print a document: docs/weakenings.md").conflicts(["json", "update"]))
    .action(async (options: WeakeningsOptions) => {
      // Loaded here: the other commands start without it.
      const { weakenings } = await import("./weakenings.js");
      await weakenings(options);
    });
}
