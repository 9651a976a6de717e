import { type Command, Option } from "commander";
import type { ActivationOptions } from "../../network/formats/networkSafetensors";
import { RIGOURS } from "../../verify/rigour";
import { activationOption, finiteNumber, NEAREST } from "./optionValues";

/** The options of every command that reads a network file. */
export function withNetworkOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--activation <name>", "activation, for a safetensors file that names none").argParser(
        activationOption,
      ),
    )
    .addOption(
      new Option("--shift <number>", `shift b of the activation φ(z + b), likewise; ${NEAREST}`).argParser(
        finiteNumber,
      ),
    );
}

export type NetworkOptions = Partial<ActivationOptions>;

export function rigourOption(): Option {
  return new Option(
    "--rigour <level>",
    "verdicts in float64 with an error estimate, or proved with every rounding error counted",
  )
    .choices(RIGOURS)
    .default("float64");
}
