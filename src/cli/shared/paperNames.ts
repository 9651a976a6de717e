import type { Theorem } from "../../theorems/theorem";

/** The kinds of the paper's results, and how tables shorten them. */
const SHORT = {
  theorem: "Thm",
  proposition: "Prop.",
  corollary: "Cor.",
  definition: "Def.",
  remark: "Rem.",
  section: "Sec.",
  figures: "Fig.",
  figure: "Fig.",
} as const;
const KINDS = new RegExp(Object.keys(SHORT).join("|"), "gi");

/** @example shortReference("Theorem 4.1 (as printed), Corollary 4.1") // "Thm 4.1, Cor. 4.1" */
export function shortReference(reference: string): string {
  return shortened(reference.replace(/ \([^)]*\)/g, ""));
}

/**
 * The theorems whose reference names a result of the paper, whatever its case, shortened or not.
 *
 * @param name with its number: "Lemma 4" is none of "Lemma 4.1"
 * @example theoremsOf("theorem 4.1", theorems).map(({ id }) => id) // ["hessian-layerwise", "hessian-closed-form", "hessian-envelope"]
 */
export function theoremsOf(name: string, theorems: readonly Theorem[]): Theorem[] {
  const wanted = words(name);
  return theorems.filter(
    ({ reference }) => wanted !== "" && reference.split(/[,()]| and /).some((part) => words(part) === wanted),
  );
}

function shortened(text: string): string {
  return text.replace(KINDS, (kind) => SHORT[kind.toLowerCase() as keyof typeof SHORT]);
}

/** @example words("Thm. 4.1") // "thm 4.1" */
function words(text: string): string {
  return shortened(text)
    .toLowerCase()
    .replace(/\.(?!\d)/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
