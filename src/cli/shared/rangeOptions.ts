import { type Command, Option } from "commander";
import { type CaseRanges, defaultRanges, type Range } from "../../generators/caseRanges";
import { checkSize } from "../../network/sizeLimit";
import { activationOption, collected, integerRange } from "./optionValues";

/** Which random networks: the same options draw the same ones. */
export interface RangeOptions {
  readonly depth: Range;
  readonly width: Range;
  readonly inputDimension: Range;
  readonly activation?: readonly string[];
}

/** The options of every command that draws random networks. */
export function withRangeOptions(command: Command): Command {
  const rangeOption = (flag: string, what: string, { from, to }: Range): Option =>
    new Option(`${flag} <a..b>`, what).argParser(integerRange).default({ from, to }, `${from}..${to}`);
  const { depth, width, inputDimension } = defaultRanges;
  return command
    .addOption(rangeOption("--depth", "depth L of the networks", depth))
    .addOption(rangeOption("--width", "width m", width))
    .addOption(rangeOption("--input-dimension", "input dimension d", inputDimension))
    .addOption(
      new Option("--activation <name>", "only this activation (repeatable)").argParser(collected(activationOption)),
    );
}

/**
 * What to draw.
 *
 * @throws InputError for networks larger than any machine has memory for
 */
export function rangesOf({ depth, width, inputDimension, activation }: RangeOptions): CaseRanges {
  checkSize({ depth: depth.to, width: width.to, inputDimension: inputDimension.to });
  return { depth, width, inputDimension, activations: activation ?? defaultRanges.activations };
}
