import type { Mutant } from "./mutant";

/** Why a kind of mutant survives. The first that fits counts. */
interface Reason {
  readonly why: string;
  readonly fits: (mutant: Mutant) => boolean;
}

/** A comparison that differs from its mutant where both sides are equal only. */
function isTie({ original, replacement }: Mutant): boolean {
  const strict = (code: string): string => code.replaceAll("<=", "<").replaceAll(">=", ">");
  return original !== replacement && strict(original) === strict(replacement);
}

const isLoopEnd = (mutant: Mutant): boolean =>
  isTie(mutant) && /^\(?[a-z]+ <=? [\w.()+ *]+$/i.test(mutant.original) && mutant.replacement.includes("<=");

export const REASONS: readonly Reason[] = [
  {
    why: "One turn more of a loop over a typed array: it reads undefined and writes nowhere.",
    fits: isLoopEnd,
  },
  {
    why: "A tie: both forms differ only where two computed numbers are equal to the last bit.",
    fits: isTie,
  },
  {
    why: "The text of a message or a claim.",
    fits: ({ mutator }) => mutator === "StringLiteral",
  },
  {
    why: "An error estimate or a tolerance for rounding: a smaller one is noticed only where rounding is as large, a larger one where a violation is as small.",
    fits: ({ file, original }) =>
      /rounding|Rounding|error|UNIT_ROUNDOFF|slack|unitRoundoff/.test(original) || /[rR]ounding\.ts$/.test(file),
  },
  {
    why: "A short cut, or the step before one: the long way gives the same, only later.",
    fits: ({ file, original }) =>
      /^!?\(?\w*\.?(fanIn|depth|columns|rows) === 1/.test(original) ||
      (/batchTangentNorms/.test(file) && /smaller|larger/.test(original)) ||
      (/minWeightNorm/.test(file) && /there\[i\]|precise/.test(original)),
  },
  {
    why: "What to do without a second route to a number: every number here has one.",
    fits: ({ original }) => /again\?\./.test(original),
  },
  {
    why: "How hard to search, and when to look: the answer is the same, after other work. Tests bound the work, by a third or by a factor.",
    fits: ({ file }) =>
      /spectrum\/(condensedSpectralNorm|lanczos|topRitzPair|twistedFactorisation|ritzValue|spectralNorm)\.ts$/.test(
        file,
      ),
  },
];

export function reasonFor(mutant: Mutant): string | null {
  return REASONS.find(({ fits }) => fits(mutant))?.why ?? null;
}
