import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./builtCommand";

/**
 * The blocks of code of a page, in one language.
 *
 * @example codeBlocks("docs/library.md", "ts")[0]
 */
export function codeBlocks(page: string, language: string): string[] {
  const text = readFileSync(join(root, page), "utf8");
  return [...text.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, "g"))].map(([, code]) => code);
}
