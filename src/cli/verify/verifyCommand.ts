import { Command } from "commander";
import { type VerifyOptions, withVerifyOptions } from "./verifyOptions";

export function verifyCommand(): Command {
  const command = new Command("verify").description(
    "check theorems on random WeightNorm networks and report the worst ratio quantity/bound of each",
  );
  return withVerifyOptions(command).action(async (options: VerifyOptions) => {
    // Loaded here: the other commands start without the worker pool, the progress bar and the tables.
    const { verify } = await import("./verify.js");
    await verify(options);
  });
}
