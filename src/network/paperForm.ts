import type { Network } from "./network";
import type { NetworkCase } from "./networkCase";

/** Whether this is a network of the paper: one width m, gains 1/√m, biases all the activation's shift, f = <v, α^L>. */
export function isPaperNetwork({ width, widths, gains, biases, outputGain, outputBias }: Network): boolean {
  return (
    widths.every((each) => each === width) &&
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
