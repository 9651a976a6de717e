import { Option } from "commander";
import { wholeNumber } from "./optionValues";

const DEFAULT_SECONDS = 30;

/** `--shrink-seconds <n>`. */
export function shrinkSecondsOption(): Option {
  return new Option(
    "--shrink-seconds <n>",
    "how long to simplify a network that violates a theorem, at most; 0: not at all",
  )
    .argParser(wholeNumber)
    .default(DEFAULT_SECONDS);
}
