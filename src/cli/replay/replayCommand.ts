import { buffer } from "node:stream/consumers";
import { Command } from "commander";
import { InputError } from "../../files/inputError";
import { type Counterexample, PLAIN_NETWORK } from "../../verify/counterexample";
import { parseCounterexample, readCounterexample } from "../../verify/counterexampleFolder";
import { replay } from "../../verify/replay";
import type { Rigour } from "../../verify/rigour";
import { exitCodeOf } from "../shared/exitCodes";
import { rigourOption } from "../shared/networkOptions";
import { printReport } from "../shared/printReport";
import { loadOption, registry } from "../shared/registry";
import { replayJson, replayReport } from "./replayReport";

interface Options {
  readonly json?: true;
  readonly rigour: Rigour;
}

export function replayCommand(): Command {
  return new Command("replay")
    .description("evaluate a saved counterexample again, in float64 and in 50 digits")
    .argument("<file>", "counterexample file, as wnb verify saves them; - for standard input")
    .option("--json", "print one JSON object")
    .addOption(loadOption())
    .addOption(rigourOption())
    .addHelpText(
      "after",
      "\nExit code 1 if its theorem is still violated, 0 if it holds there, 3 if rounding made the violation up, 2 for a file that is not a counterexample.",
    )
    .action(async (file: string, options: Options) => {
      const counterexample = await read(file);
      const replayed = replay(counterexample, registry(), options.rigour);
      if (options.json) {
        console.log(JSON.stringify(replayJson(file, counterexample, replayed)));
      } else {
        printReport(replayReport(counterexample, replayed));
      }
      process.exitCode = exitCodeOf(replayed.verdict);
    });
}

async function read(file: string): Promise<Counterexample> {
  try {
    return file === "-"
      ? parseCounterexample(await buffer(process.stdin), "standard input", registry())
      : readCounterexample(file, registry());
  } catch (error) {
    throw error instanceof InputError && error.found === PLAIN_NETWORK
      ? new InputError(error.place, error.found, `${error.expected}; wnb measure ${file} shows what a network does`)
      : error;
  }
}
