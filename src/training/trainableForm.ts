import { InputError } from "../files/inputError";
import type { NetworkFile } from "../network/formats/networkJson";
import type { Network } from "../network/network";
import { hasOneWidth, isPaperCase } from "../network/paperForm";

type TrainedFile = Pick<NetworkFile, "network" | "parameters">;

/**
 * Training keeps the form of the paper: what a file has besides would be dropped, so that another network would be trained.
 *
 * @param place as the error calls it
 * @throws InputError that names all of it
 */
export function checkTrainableForm(file: TrainedFile, place = "network"): void {
  if (isPaperCase(file)) {
    return;
  }
  const { network, parameters } = file;
  const found = [...ownParts(network), ...(parameters === "all" ? ["gains and biases that are trained"] : [])];
  throw new InputError(
    place,
    found.join(", "),
    "the paper's form, which training keeps: one width m, constant gains 1/√m, no biases but the shift, a plain output",
  );
}

function ownParts(network: Network): string[] {
  const { widths, gains, biases, outputGain, outputBias } = network;
  const ofLayers = (name: string, own: readonly (Float64Array | null)[]): string[] => {
    const layers = own.flatMap((each, l) => (each === null ? [] : [l + 1]));
    return layers.length === 0 ? [] : [`${name} of layer${layers.length === 1 ? "" : "s"} ${layers.join(", ")}`];
  };
  return [
    ...(hasOneWidth(network) ? [] : [`widths ${widths.join(", ")}`]),
    ...ofLayers("gains", gains),
    ...ofLayers("biases", biases),
    ...(outputGain === null ? [] : [`the output's gain ${outputGain}`]),
    ...(outputBias === 0 ? [] : [`the output's bias ${outputBias}`]),
  ];
}
