/** How long numbers are to read, and numbers that are shorter. */

/** How long a number is to read: 0 before 1 before -1 before the number of characters. */
function length(value: number): number {
  if (value === 0) {
    return 0;
  }
  return value === 1 ? 1 : 1 + String(value).length;
}

export function totalLength(parts: readonly Float64Array[]): number {
  return parts.reduce((total, part) => part.reduce((sum, value) => sum + length(value), total), 0);
}

/** Candidates that print shorter: 0, ±1, without the sign, with fewer digits. */
export function* shorterThan(value: number): Generator<number> {
  const candidates = [
    0,
    1,
    Math.sign(value),
    Math.abs(value),
    ...[1, 2, 3].map((digits) => Number(value.toPrecision(digits))),
  ];
  for (const candidate of candidates) {
    if (length(candidate) < length(value)) {
      yield candidate;
    }
  }
}

export function shortened(value: number, digits: number): number {
  const rounded = Number(value.toPrecision(digits));
  return length(rounded) < length(value) ? rounded : value;
}

/** Each row times a power of ten, such that its largest entry is between 1 and 10; if that shortens the numbers. */
export function rescaledRows(weights: Float64Array, columns: number): Float64Array {
  const rescaled = weights.slice();
  for (let row = 0; row < weights.length; row += columns) {
    const entries = weights.subarray(row, row + columns);
    const largest = entries.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
    const exponent = -Math.floor(Math.log10(largest));
    // To 15 digits, as 0.00014 times 1e4 is 1.4000000000000001.
    const shifted = entries.map((entry) => Number((entry * 10 ** exponent).toPrecision(15)));
    if (totalLength([shifted]) < totalLength([entries])) {
      rescaled.set(shifted, row);
    }
  }
  return rescaled;
}
