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
