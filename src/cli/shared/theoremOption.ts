import { Option } from "commander";
import { theorems } from "../../theorems/registry";
import { collected, oneOf } from "./optionValues";

/** `--theorem <id>`, repeatable: only these theorems. */
export function theoremOption(): Option {
  const ids = theorems.map(({ id }) => id);
  return new Option("--theorem <id>", "only this theorem (repeatable)").argParser(collected(oneOf(ids)));
}
