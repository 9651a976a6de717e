import { type Command, Option } from "commander";
import type { ActivationOptions } from "../network/networkSafetensors";
import { activationOption, finiteNumber } from "./optionValues";

/** The options of every command that reads a network file. */
export function withNetworkOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--activation <name>", "activation, for a safetensors file that names none").argParser(
        activationOption,
      ),
    )
    .addOption(new Option("--shift <number>", "shift b of the activation φ(z + b), likewise").argParser(finiteNumber));
}

export type NetworkOptions = Partial<ActivationOptions>;

/** The only arithmetic of verdicts so far. */
export function rigourOption(): Option {
  return new Option("--rigour <level>", "arithmetic of the verdicts").choices(["float64"]).default("float64");
}
