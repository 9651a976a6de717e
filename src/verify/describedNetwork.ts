import type { NetworkCase } from "../network/networkCase";
import { nameOfTrained, type TrainedName } from "../network/trainedNames";
import { trainedLayout } from "../network/trainedParameters";

/** A network in a few words, as reports begin with. */
export interface DescribedNetwork {
  readonly depth: number;
  /** The largest of the widths. */
  readonly width: number;
  readonly widths: readonly number[];
  readonly inputDimension: number;
  /** How many numbers are differentiated. */
  readonly parameters: number;
  /** Which these are: "paper", the rows and v; "all", gains, biases and c too. */
  readonly trained: TrainedName;
  readonly activation: { readonly name: string; readonly shift: number };
}

/** @example describedNetwork({ network, input }).parameters // P */
export function describedNetwork({ network, parameters = "directions" }: NetworkCase): DescribedNetwork {
  const { depth, width, widths, inputDimension } = network;
  const { activation, shift } = network.activation;
  return {
    depth,
    width,
    widths,
    inputDimension,
    parameters: trainedLayout(network, parameters).dimension,
    trained: nameOfTrained(parameters),
    activation: { name: activation.name, shift },
  };
}
