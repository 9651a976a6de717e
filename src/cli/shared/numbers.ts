/** Six significant digits, or a dash for nothing. */
export function shortNumber(value: number | null): string {
  if (value === null) {
    return "–";
  }
  return Number.isFinite(value) ? String(Number(value.toPrecision(6))) : String(value);
}

/** A ratio with four decimals; very small ones keep three digits. */
export function shortRatio(ratio: number | null): string {
  if (ratio === null) {
    return "–";
  }
  return ratio !== 0 && ratio < 1e-3 ? ratio.toExponential(2) : ratio.toFixed(4);
}

/**
 * Three significant digits, the same on every machine: rounded to nine first, so that a value half way between two prints
 * alike whatever its last bits.
 */
export function threeDigits(value: number | null): string {
  if (value === null) {
    return "–";
  }
  const rounded = Number(Number(value.toPrecision(9)).toPrecision(3));
  const size = Math.abs(rounded);
  const isFarFromOne = Number.isFinite(size) && (size >= 1e6 || (size < 1e-4 && size > 0));
  return isFarFromOne ? rounded.toExponential(2).replace("+", "") : String(rounded);
}
