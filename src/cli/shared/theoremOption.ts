import { Option } from "commander";
import { oneOf } from "./optionValues";
import { theoremsOf } from "./paperNames";
import { registry } from "./registry";

/** `--theorem <id>`, repeatable: only these theorems. */
export function theoremOption(): Option {
  return new Option(
    "--theorem <id>",
    'only this theorem, or those of a result of the paper, as "Lemma 4.1" (repeatable)',
  ).argParser(theoremIds);
}

/**
 * Adds the theorems that a text names: one by its id, or all that the paper's name stands for, which are then told on standard error.
 *
 * @throws InvalidArgumentError for a name of none
 * @example theoremIds("Remark 4.2", ["output-bound"]) // ["output-bound", "activation-at-zero"]
 */
export function theoremIds(text: string, before: readonly string[] | undefined): string[] {
  const { theorems } = registry();
  const ids = theorems.map(({ id }) => id);
  const ofPaper = theoremsOf(text, theorems).map(({ id }) => id);
  if (!ids.includes(text) && ofPaper.length > 0) {
    console.error(`${text}: ${ofPaper.join(", ")}`);
    return [...(before ?? []), ...ofPaper];
  }
  return [...(before ?? []), oneOf(ids)(text)];
}
