import { Option } from "commander";
import { defaultSeed } from "../../verify/defaultSeed";
import { seedNumber } from "./optionValues";

/**
 * `--seed <s>`, or WNB_SEED: random by default, fixed in CI.
 *
 * @param what "seed of …"
 */
export function seedOption(what: string): Option {
  return new Option("--seed <s>", what)
    .argParser(seedNumber)
    .env("WNB_SEED")
    .default(defaultSeed(), "random; fixed if CI is set");
}
