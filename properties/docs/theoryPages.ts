import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The pages with the proofs of the theorems. */
export const theoryPages: readonly string[] = ["theory.md", "theory-general.md"];

/** The text of one of them. */
export function theoryText(page: string): string {
  return readFileSync(join(__dirname, "..", "..", "docs", page), "utf8");
}
