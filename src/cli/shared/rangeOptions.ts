import { type Command, Option } from "commander";
import {
  type CaseRanges,
  type DrawnNetworks,
  defaultRanges,
  drawnActivations,
  drawnNetworks,
  type Range,
} from "../../generators/caseRanges";
import { checkSize } from "../../network/sizeLimit";
import { activationOption, collected, integerRange, oneOf } from "./optionValues";

/** Which random networks: the same options draw the same ones. */
export interface RangeOptions {
  readonly depth: Range;
  readonly width: Range;
  readonly inputDimension: Range;
  readonly networks: DrawnNetworks;
  readonly activation?: readonly string[];
}

/** The options of every command that draws random networks. */
export function withRangeOptions(command: Command): Command {
  const rangeOption = (flag: string, what: string, { from, to }: Range): Option =>
    new Option(`${flag} <a..b>`, what).argParser(integerRange).default({ from, to }, `${from}..${to}`);
  const { depth, width, inputDimension } = defaultRanges;
  return command
    .addOption(rangeOption("--depth", "depth L of the networks", depth))
    .addOption(rangeOption("--width", "width m, of every layer", width))
    .addOption(rangeOption("--input-dimension", "input dimension d", inputDimension))
    .addOption(
      new Option(
        "--networks <which>",
        "paper: one width, gains 1/√m, no biases but a shift; general: widths, gains and biases of their own, outputs weight-normalised or not; all: half of each",
      )
        .argParser(oneOf(drawnNetworks))
        .default("paper"),
    )
    .addOption(
      new Option("--activation <name>", "only this activation (repeatable)").argParser(collected(activationOption)),
    );
}

/**
 * What to draw.
 *
 * @throws InputError for networks larger than any machine has memory for
 */
export function rangesOf({ depth, width, inputDimension, networks, activation }: RangeOptions): CaseRanges {
  checkSize({ depth: depth.to, width: width.to, inputDimension: inputDimension.to });
  return { depth, width, inputDimension, networks, activations: activation ?? drawnActivations(networks) };
}
