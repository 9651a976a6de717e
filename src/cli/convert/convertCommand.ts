import { Command } from "commander";
import { withNetworkOptions } from "../shared/networkOptions";
import type { ConvertOptions } from "./convert";

export function convertCommand(): Command {
  const command = new Command("convert")
    .description("write a network file, or an output of a checkpoint, as JSON or safetensors of our own form")
    .argument("<in>", "network file, JSON or safetensors, or a checkpoint in safetensors; - for standard input")
    .argument("<out>", "the file to write, .json or .safetensors; one that is there is replaced")
    .action(async (file: string, out: string, options: ConvertOptions) => {
      const { convert } = await import("./convert.js");
      await convert(file, out, options);
    });
  return withNetworkOptions(command);
}
