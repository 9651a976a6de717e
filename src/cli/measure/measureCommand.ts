import { Command, InvalidArgumentError, Option } from "commander";
import { decimalFrom } from "../../arithmetic/decimalText";
import { didYouMean } from "../../files/unknownKeys";
import { type QuantityName, quantityNames } from "../../measurement/quantities";
import { TRAINED_NAMES } from "../../network/trainedNames";
import type { Limit } from "../../verify/limit";
import { rigourOption, withNetworkOptions } from "../shared/networkOptions";
import { collected, oneOf } from "../shared/optionValues";
import { loadOption } from "../shared/registry";
import type { DataPaths, MeasureOptions } from "./measureFile";

export function measureCommand(): Command {
  const below = new Option("--below <quantity=value>", "ask whether a quantity is at most a value (repeatable)");
  const command = new Command("measure")
    .description("measure every quantity of a network at its input, with every bound, ratio and verdict")
    .argument(
      "<files...>",
      "network files, JSON or safetensors, or checkpoints in safetensors; - for standard input, JSON",
    )
    .option("--json", "print one JSON object")
    .addOption(below.argParser(collected(limitFrom)))
    .addOption(
      new Option(
        "--parameters <which>",
        "what is differentiated: paper, the rows and v, or all, gains and biases too (default: as the file says, else paper)",
      ).argParser(oneOf(TRAINED_NAMES)),
    )
    .addOption(
      new Option("--data <x.npy[,y.npy]>", "the theorems at every record of x; with targets y, those on losses too")
        .argParser(dataPaths)
        .conflicts(["input", "below", "rigour"]),
    )
    .addOption(loadOption())
    .addOption(rigourOption())
    .action(async (files: readonly string[], options: MeasureOptions) => {
      const { measure } = await import("./measure.js");
      await measure(files, options);
    });
  return withNetworkOptions(command).addHelpText(
    "after",
    `\nQuantities: ${quantityNames.join(", ")}.\nThe last three where the file has data. One entry of a list: activationNorms[2] (0 is ‖x‖).\nYour own networks, from PyTorch, Flax or Keras: docs/own-network.md.`,
  );
}

function dataPaths(text: string): DataPaths {
  const [inputs, targets, ...others] = text.split(/(?<=\.npy),/);
  if (others.length > 0 || inputs === "" || targets === "") {
    throw new InvalidArgumentError(`found ${JSON.stringify(text)}, expected X.npy or X.npy,Y.npy.`);
  }
  return { inputs, targets: targets ?? null };
}

function limitFrom(text: string): Limit {
  const [, name = "", index, value] = /^(\w+)(?:\[(\d+)\])?=(.*)$/.exec(text) ?? [];
  if (!quantityNames.includes(name as QuantityName)) {
    throw new InvalidArgumentError(
      `found ${JSON.stringify(text)}, expected QUANTITY=VALUE with one of ${quantityNames.join(", ")}${didYouMean(name, quantityNames)}.`,
    );
  }
  const exact = decimalFrom(value);
  if (exact === null) {
    throw new InvalidArgumentError(
      `found ${JSON.stringify(value)}, expected a decimal number, as 0.5 or 1e-3, with an exponent within ±1000000.`,
    );
  }
  return {
    quantity: name as QuantityName,
    index: index === undefined ? null : Number(index),
    limit: Number(value),
    text: value.trim(),
  };
}
