import { Command } from "commander";
import { type TrainOptions, withTrainOptions } from "./trainOptions";

export function trainCommand(): Command {
  const command = new Command("train").description(
    "train a WeightNorm network on real data, and watch the theorems as it goes",
  );
  return withTrainOptions(command).action(async (options: TrainOptions) => {
    const { train } = await import("./train.js");
    await train(options);
  });
}
