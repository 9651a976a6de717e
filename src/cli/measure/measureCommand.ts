import { buffer } from "node:stream/consumers";
import { Command, InvalidArgumentError, Option } from "commander";
import { decimalFrom } from "../../arithmetic/decimalText";
import { InputError } from "../../files/inputError";
import { didYouMean } from "../../files/unknownKeys";
import { type QuantityName, quantityNames } from "../../measurement/quantities";
import { parseNetworkFile, readNetworkFile } from "../../network/formats/networkFile";
import type { Limit } from "../../verify/limit";
import { measureNetwork } from "../../verify/measureNetwork";
import type { Rigour } from "../../verify/rigour";
import { exitCodeOf } from "../shared/exitCodes";
import { type NetworkOptions, rigourOption, withNetworkOptions } from "../shared/networkOptions";
import { collected } from "../shared/optionValues";
import { printReport } from "../shared/printReport";

interface Options extends NetworkOptions {
  readonly json?: true;
  readonly below?: readonly Limit[];
  readonly rigour: Rigour;
}

export function measureCommand(): Command {
  const below = new Option("--below <quantity=value>", "ask whether a quantity is at most a value (repeatable)");
  const command = new Command("measure")
    .description("measure every quantity of one network at its input, with every bound, ratio and verdict")
    .argument("<file>", "network file, JSON or safetensors; - for standard input")
    .option("--json", "print one JSON object")
    .addOption(below.argParser(collected(limitFrom)))
    .addOption(rigourOption())
    .action(measure);
  return withNetworkOptions(command).addHelpText(
    "after",
    `\nQuantities: ${quantityNames.join(", ")}.\nThe last three where the file has data. One entry of a list: activationNorms[2] (0 is ‖x‖).`,
  );
}

async function measure(file: string, options: Options): Promise<void> {
  const { network, data, ...found } =
    file === "-"
      ? parseNetworkFile(await buffer(process.stdin), "standard input", options)
      : readNetworkFile(file, options);
  const input = found.input ?? data?.batch.inputs[0];
  if (input === undefined) {
    throw new InputError(`${file}: input`, "none", "an input x, at which the network is measured");
  }
  const networkCase = data === undefined ? { network, input } : { network, input, data };
  const measurement = measureNetwork(networkCase, options.below ?? [], options.rigour);
  if (options.json) {
    const { verdict: _, ...report } = measurement;
    console.log(JSON.stringify({ format: "weightnorm-measure/1", ...report }, finiteOrNull));
  } else {
    // Loaded here: programs do not wait for what draws tables.
    const { measureReport } = await import("./measureReport.js");
    printReport(measureReport(measurement));
  }
  process.exitCode = exitCodeOf(measurement.verdict);
}

/** JSON has no infinity: an infinite end of an enclosure is null. */
function finiteOrNull(_: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? null : value;
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
