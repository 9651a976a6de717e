import { shown } from "./inputError";

/** As JSON has them, and with a plus sign or without a digit on one side of the point. */
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/**
 * What is wrong with a text as a number, in words for an error. A decimal is read to the nearest float64, which changes it by a rounding at most;
 * one that would be read as an infinity, or as 0 though it is not 0, is another number.
 *
 * @returns null where nothing is wrong: `Number(text)` is the float64 nearest to it
 * @example decimalProblem("1e-400") // "1e-400, which float64 reads as 0"
 */
export function decimalProblem(text: string): string | null {
  if (!DECIMAL.test(text)) {
    return shown(text);
  }
  const value = Number(text);
  const isLost = value === 0 ? /[1-9]/.test(text.split(/e/i)[0]) : !Number.isFinite(value);
  return isLost ? `${shown(text).replaceAll('"', "")}, which float64 reads as ${value}` : null;
}
