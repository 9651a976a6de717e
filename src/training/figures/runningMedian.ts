import type { LinePoint } from "./linePoint";

/**
 * At each point the median of the y of the `window` (odd) points around it. A gap towards the ends, where these are too few: a
 * lopsided window would shift a falling curve, a smaller one shows the noise. Gaps stay, and do not count in other windows.
 */
export function runningMedian(line: readonly LinePoint[], window: number): LinePoint[] {
  const half = (window - 1) / 2;
  const sorted: number[] = [];
  let start = 0;
  let end = 0;
  return line.map(({ x, y }, i) => {
    // Each y enters once and leaves once.
    for (; end <= i + half && end < line.length; end++) {
      insert(sorted, line[end].y);
    }
    for (; start < i - half; start++) {
      remove(sorted, line[start].y);
    }
    const fits = i >= half && i + half < line.length;
    return { x, y: fits && !Number.isNaN(y) ? medianOfSorted(sorted) : Number.NaN };
  });
}

function medianOfSorted(sorted: readonly number[]): number {
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2;
}

function insert(sorted: number[], value: number): void {
  if (!Number.isNaN(value)) {
    sorted.splice(placeOf(sorted, value), 0, value);
  }
}

function remove(sorted: number[], value: number): void {
  if (!Number.isNaN(value)) {
    sorted.splice(placeOf(sorted, value), 1);
  }
}

/** The first index whose entry is not below the value. */
function placeOf(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
