import { extname } from "node:path";
import { InputError } from "../../files/inputError";
import { networkFormats } from "../../network/formats/formats";
import { writeNetworkFile } from "../../network/formats/writeNetworkFile";
import { type CheckpointCommandOptions, networksFrom } from "../shared/networkOptions";
import { printReport } from "../shared/printReport";

export type ConvertOptions = CheckpointCommandOptions;

/**
 * Writes a network in the format of the name of the file.
 *
 * @throws InputError for several outputs of which none is chosen, for a name of no format, and for what the format cannot hold
 */
export async function convert(file: string, out: string, options: ConvertOptions): Promise<void> {
  const endings = networkFormats.map(({ ending }) => ending);
  if (!endings.includes(extname(out))) {
    throw new InputError(out, `the ending ${JSON.stringify(extname(out))}`, `one of ${endings.join(", ")}`);
  }
  const { networks, checkpoint, ...rest } = await networksFrom(file, options);
  if (networks.length > 1) {
    throw new InputError(
      `${file}: output`,
      `${networks.length} outputs`,
      `one of them, 0 to ${networks.length - 1}: a network file has one`,
      "output",
    );
  }
  const [{ output, network }] = networks;
  writeNetworkFile(out, { network, ...rest });
  const { widths, inputDimension, activation } = network;
  const ofOutputs =
    checkpoint === undefined || checkpoint.outputs === 1 ? "" : `, output ${output} of ${checkpoint.outputs}`;
  const title = `${out}: widths ${widths.join(", ")}, input dimension ${inputDimension}, ${activation.activation.name}${ofOutputs}`;
  printReport([title, ...(checkpoint?.notes ?? [])].join("\n"));
}
