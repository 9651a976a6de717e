import { activationNames, paperActivationNames } from "../network/activation";
import type { Network } from "../network/network";
import { isPaperNetwork } from "../network/paperForm";

/** An inclusive range of whole numbers >= 1. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * Which networks are drawn. "paper": the paper's, with one width and nothing of their own. "general": with widths, gains and biases of
 * their own, and outputs that may be weight-normalised. "all": half of each.
 */
export type DrawnNetworks = "paper" | "general" | "all";

export const drawnNetworks: readonly DrawnNetworks[] = ["paper", "general", "all"];

/** What random cases may look like. */
export interface CaseRanges {
  readonly depth: Range;
  /** Of every layer. */
  readonly width: Range;
  readonly inputDimension: Range;
  /** Names of the activations to draw from. */
  readonly activations: readonly string[];
  /** The paper's by default. */
  readonly networks?: DrawnNetworks;
}

/** Depth 1..5, width and input dimension 1..16, every activation with slopes up to 1 of the paper. */
export const defaultRanges: CaseRanges = {
  depth: { from: 1, to: 5 },
  width: { from: 1, to: 16 },
  inputDimension: { from: 1, to: 16 },
  activations: paperActivationNames,
};

/**
 * The activations that networks are drawn with unless others are asked for: slopes above 1 are not the paper's.
 *
 * @example drawnActivations("paper").includes("gelu") // false
 */
export function drawnActivations(networks: DrawnNetworks): readonly string[] {
  return networks === "paper" ? paperActivationNames : activationNames;
}

/** Which networks ranges ask for: the paper's unless they say so. */
export function drawnNetworksOf({ networks = "paper" }: CaseRanges): DrawnNetworks {
  return networks;
}

/**
 * Whether a network's shape, form and activation are among those asked for.
 *
 * The paper's networks are among the general ones, though seldom drawn there: it is what general ones are simplified to.
 */
export function isWithin(network: Network, ranges: CaseRanges): boolean {
  const { depth, widths, inputDimension, activation } = network;
  const holds = ({ from, to }: Range, size: number): boolean => from <= size && size <= to;
  return (
    holds(ranges.depth, depth) &&
    widths.every((width) => holds(ranges.width, width)) &&
    holds(ranges.inputDimension, inputDimension) &&
    ranges.activations.includes(activation.activation.name) &&
    (drawnNetworksOf(ranges) !== "paper" || isPaperNetwork(network))
  );
}
