import { paperActivationNames } from "../network/activation";
import type { Network } from "../network/network";

/** An inclusive range of whole numbers >= 1. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** What random cases may look like. */
export interface CaseRanges {
  readonly depth: Range;
  readonly width: Range;
  readonly inputDimension: Range;
  /** Names of the activations to draw from. */
  readonly activations: readonly string[];
}

/** Depth 1..5, width and input dimension 1..16, every activation with slopes up to 1 of the paper. */
export const defaultRanges: CaseRanges = {
  depth: { from: 1, to: 5 },
  width: { from: 1, to: 16 },
  inputDimension: { from: 1, to: 16 },
  activations: paperActivationNames,
};

/** Whether a network's shape and activation are among those asked for. */
export function isWithin({ depth, width, inputDimension, activation }: Network, ranges: CaseRanges): boolean {
  const holds = ({ from, to }: Range, size: number): boolean => from <= size && size <= to;
  return (
    holds(ranges.depth, depth) &&
    holds(ranges.width, width) &&
    holds(ranges.inputDimension, inputDimension) &&
    ranges.activations.includes(activation.activation.name)
  );
}
