import { buffer } from "node:stream/consumers";
import { Command, InvalidArgumentError, Option } from "commander";
import { InputError } from "../network/inputError";
import { parseNetworkFile, readNetworkFile } from "../network/networkFile";
import {
  type Limit,
  type Measurement,
  measureNetwork,
  type QuantityName,
  quantityNames,
} from "../verify/measureNetwork";
import { colouredVerdict } from "./colour";
import { exitCodeOf } from "./exitCodes";
import { type NetworkOptions, rigourOption, withNetworkOptions } from "./networkOptions";
import { shortNumber, shortRatio } from "./numbers";
import { collected, finiteNumber } from "./optionValues";
import { tableOf } from "./table";

interface Options extends NetworkOptions {
  readonly json?: true;
  readonly below?: readonly Limit[];
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
    `\nQuantities: ${quantityNames.join(", ")}.\nOne entry of a list: activationNorms[2] (0 is ‖x‖).`,
  );
}

async function measure(file: string, options: Options): Promise<void> {
  const { network, input } =
    file === "-"
      ? parseNetworkFile(await buffer(process.stdin), "standard input", options)
      : readNetworkFile(file, options);
  if (input === null) {
    throw new InputError(`${file}: input`, "none", "an input x, at which the network is measured");
  }
  const measurement = measureNetwork({ network, input }, options.below ?? []);
  if (options.json) {
    const { verdict: _, ...report } = measurement;
    console.log(JSON.stringify({ format: "weightnorm-measure/1", ...report }));
  } else {
    console.log(reportOf(measurement));
  }
  process.exitCode = exitCodeOf(measurement.verdict);
}

function limitFrom(text: string): Limit {
  const [, name, index, value] = /^(\w+)(?:\[(\d+)\])?=(.*)$/.exec(text) ?? [];
  if (!quantityNames.includes(name as QuantityName)) {
    throw new InvalidArgumentError(
      `found ${JSON.stringify(text)}, expected QUANTITY=VALUE with one of ${quantityNames.join(", ")}.`,
    );
  }
  return {
    quantity: name as QuantityName,
    index: index === undefined ? null : Number(index),
    limit: finiteNumber(value),
  };
}

function reportOf({ network, quantities, evidence, theorems, checks }: Measurement): string {
  const { depth, width, inputDimension, parameters, activation } = network;
  const shift = activation.shift === 0 ? "" : `, shift ${activation.shift}`;
  const title = `depth ${depth}, width ${width}, input dimension ${inputDimension}, ${parameters} parameters, ${activation.name}${shift}`;
  const quantityRows = Object.entries(quantities).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.map(shortNumber).join("  ") : shortNumber(value as number | null),
  ]);
  const theoremRows = theorems.map(({ id, quantity, bound, ratio, verdict, place, assumption, claim }) => [
    id,
    shortNumber(quantity),
    shortNumber(bound),
    shortRatio(ratio),
    colouredVerdict(verdict),
    claim ?? (assumption === undefined ? (place ?? "") : `needs ${assumption}`),
  ]);
  const parts = [
    title,
    tableOf(["quantity", "value"], quantityRows, []),
    tableOf(["theorem", "quantity", "bound", "ratio", "verdict", ""], theoremRows, [1, 2, 3]),
  ];
  const hessian = evidence.hessianSpectralNorm;
  if (hessian !== null) {
    parts.push(
      `Hessian norm by ${hessian.method}: ${hessian.iterations} products, residual ${shortNumber(hessian.residual)}`,
    );
  }
  if (checks.length > 0) {
    const rows = checks.map(({ quantity, value, limit, verdict }) => [
      quantity,
      String(value ?? "–"),
      String(limit),
      colouredVerdict(verdict),
    ]);
    parts.push(tableOf(["at most?", "value", "limit", "verdict"], rows, [1, 2]));
  }
  return parts.join("\n\n");
}
