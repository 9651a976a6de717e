import { availableParallelism } from "node:os";
import { Command, InvalidArgumentError, Option } from "commander";
import { activationOption, collected, positiveInteger, positiveNumber } from "../shared/optionValues";
import { loadOption } from "../shared/registry";
import { seedOption } from "../shared/seedOption";
import { theoremOption } from "../shared/theoremOption";
import { type ScaleText, scaleFrom } from "./scaleText";
import type { SearchOptions } from "./searchOutcome";

const SCALE = "a number, A..B, sqrt(m), 1/sqrt(m)";

export function searchCommand(): Command {
  return new Command("search")
    .description("look for the network that comes nearest to a bound, under the scales that you fix")
    .addOption(theoremOption().makeOptionMandatory())
    .addOption(new Option("--depth <L>", "depth").argParser(positiveInteger).makeOptionMandatory())
    .addOption(new Option("--width <m>", "width of every layer").argParser(positiveInteger).makeOptionMandatory())
    .addOption(new Option("--input-dimension <d>", "input dimension (default: the width)").argParser(positiveInteger))
    .addOption(
      new Option(
        "--activation <name>",
        "only this activation (repeatable; default: all that the theorem speaks of)",
      ).argParser(collected(activationOption)),
    )
    .addOption(new Option("--row-norm <W>", `norm of every row: ${SCALE}; free where left out`).argParser(scale))
    .addOption(new Option("--input-norm <X>", "norm of the input, likewise").argParser(scale))
    .addOption(new Option("--output-norm <V>", "norm of the output weights, likewise").argParser(scale))
    .addOption(new Option("--shift <b>", "shift of the activation: a number or A..B (default: 0)").argParser(scale))
    .addOption(
      new Option("--starts <K>", "starts of each activation, at most: it ends where enough agree")
        .argParser(positiveInteger)
        .default(12),
    )
    .addOption(new Option("--steps <N>", "steps of each start, at most").argParser(positiveInteger).default(250))
    .addOption(new Option("--seconds <S>", "end after this long, with the best so far").argParser(positiveNumber))
    .addOption(seedOption("seed of the starts"))
    .addOption(
      new Option("--workers <n>", "worker threads; changes the speed only")
        .argParser(positiveInteger)
        .default(availableParallelism()),
    )
    .option("--json", "print one JSON object")
    .option("--out <file>", "write the network that was found, for wnb measure and wnb replay")
    .addOption(loadOption())
    .action(async (options: SearchOptions) => {
      const { search } = await import("./search.js");
      await search(options);
    });
}

function scale(text: string): ScaleText {
  const found = scaleFrom(text);
  if (found === null) {
    throw new InvalidArgumentError(`found ${JSON.stringify(text)}, expected ${SCALE} or 1/sqrt(d).`);
  }
  return found;
}
