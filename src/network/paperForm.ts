import type { Network } from "./network";
import type { NetworkCase } from "./networkCase";

/** Whether all hidden layers are as wide as the widest, m. */
export function hasOneWidth({ width, widths }: Pick<Network, "width" | "widths">): boolean {
  return widths.every((each) => each === width);
}

/** Whether this is a network of the paper: one width m, gains 1/√m, biases all the activation's shift, f = <v, α^L>. */
export function isPaperNetwork(network: Network): boolean {
  const { gains, biases, outputGain, outputBias } = network;
  return (
    hasOneWidth(network) &&
    gains.every((each) => each === null) &&
    biases.every((each) => each === null) &&
    outputGain === null &&
    outputBias === 0
  );
}

/** Whether the paper's statements are about this case as they stand: its gains are constants too. */
export function isPaperCase({
  network,
  parameters = "directions",
}: Pick<NetworkCase, "network" | "parameters">): boolean {
  return isPaperNetwork(network) && parameters === "directions";
}
