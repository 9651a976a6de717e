import { decimalProblem } from "../../files/readableDecimal";
import type { Range } from "../../generators/caseRanges";

/** The sizes that a scale may be told in. */
interface Sizes {
  /** Width. */
  readonly m: number;
  /** Input dimension. */
  readonly d: number;
}

/** A scale as it was typed: a number, `sqrt(m)`, `1/sqrt(m)`, the same of d, or `A..B` of these. */
export interface ScaleText {
  readonly text: string;
  readonly at: (sizes: Sizes) => Range;
}

const ROOT = /^(1\/)?sqrt\(([md])\)$/;

/**
 * Reads a scale; its numbers are known once the sizes are.
 *
 * @returns null for a text that is none
 * @example scaleFrom("1/sqrt(m)")?.at({ m: 4, d: 1 }) // { from: 0.5, to: 0.5 }
 */
export function scaleFrom(text: string): ScaleText | null {
  const [first, second = first, ...others] = text.split("..");
  const [from, to] = [first, second].map(numberFrom);
  return from === null || to === null || others.length > 0
    ? null
    : { text, at: (sizes) => ({ from: from(sizes), to: to(sizes) }) };
}

function numberFrom(text: string): ((sizes: Sizes) => number) | null {
  const root = ROOT.exec(text.trim());
  if (root !== null) {
    const [, isInverse, size] = root;
    return (sizes) => {
      const value = Math.sqrt(sizes[size as keyof Sizes]);
      return isInverse ? 1 / value : value;
    };
  }
  if (decimalProblem(text.trim()) !== null) {
    return null;
  }
  const value = Number(text);
  return () => value;
}
