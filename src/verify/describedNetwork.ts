import type { NetworkCase } from "../network/networkCase";
import { isPaperCase } from "../network/paperForm";
import { nameOfTrained, type TrainedName } from "../network/trainedNames";
import { trainedLayout } from "../network/trainedParameters";

/** A network in a few words, as reports begin with. */
export interface DescribedNetwork {
  readonly depth: number;
  /** The largest of the widths. */
  readonly width: number;
  readonly inputDimension: number;
  /** How many numbers are differentiated. */
  readonly parameters: number;
  readonly activation: { readonly name: string; readonly shift: number };
  /** Where not all is as in the paper: m_1 … m_L, and which numbers are differentiated ("paper": the rows and v; "all": gains, biases and c too). */
  readonly widths?: readonly number[];
  readonly trained?: TrainedName;
}

/** @example describedNetwork({ network, input }).parameters // P */
export function describedNetwork(networkCase: NetworkCase): DescribedNetwork {
  const { network, parameters = "directions" } = networkCase;
  const { depth, width, widths, inputDimension } = network;
  const { activation, shift } = network.activation;
  return {
    depth,
    width,
    inputDimension,
    parameters: trainedLayout(network, parameters).dimension,
    activation: { name: activation.name, shift },
    ...(isPaperCase(networkCase) ? {} : { widths, trained: nameOfTrained(parameters) }),
  };
}
