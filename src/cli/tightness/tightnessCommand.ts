import { Command, Option } from "commander";
import { TIGHTNESS_FILE } from "../../records/recordPaths";
import { collected, oneOf, wholeNumber } from "../shared/optionValues";
import { defaultRecord, loadOption, registry } from "../shared/registry";
import { seedOption } from "../shared/seedOption";
import { theoremOption } from "../shared/theoremOption";
import type { TightnessOptions } from "./tightnessOptions";

const DEFAULT_SECONDS = 300;

export function tightnessCommand(): Command {
  const ids = registry().theorems.map(({ id }) => id);
  return new Command("tightness")
    .description(
      "the worst ratios known, by theorem, depth, width and activation, with the networks that attain them: evaluate these again and say what changed, or look for larger ones",
    )
    .addOption(theoremOption())
    .addOption(loadOption())
    .option(
      "--update",
      "look for larger ratios and record them; no cell is forgotten, and only a tighter case replaces another",
    )
    .addOption(
      new Option("--seconds <n>", "how long to look, in all; new theorems and cells get a short look even at 0")
        .argParser(wholeNumber)
        .default(DEFAULT_SECONDS),
    )
    .addOption(seedOption("seed of the search"))
    .addOption(
      new Option(
        "--accept <id>",
        "with --update: this theorem was changed on purpose, record its cases as they are now (repeatable)",
      ).argParser(collected(oneOf(ids))),
    )
    .option(
      "--file <path>",
      "the record; with --load, by default one in the working folder",
      defaultRecord(TIGHTNESS_FILE, "tightness.json"),
    )
    .option("--json", "print one JSON object")
    .addOption(new Option("--markdown", "print a document: docs/tightness.md").conflicts(["json", "update"]))
    .action(async (options: TightnessOptions) => {
      // Loaded here: the other commands start without it.
      const { tightness } = await import("./tightness.js");
      await tightness(options);
    });
}
