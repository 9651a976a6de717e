/** A point of a line to draw. A line has a gap where y is NaN. */
export interface LinePoint {
  readonly x: number;
  readonly y: number;
}

/** The line as runs without gaps. */
export function runsOf(line: readonly LinePoint[]): LinePoint[][] {
  const runs: LinePoint[][] = [];
  let run: LinePoint[] = [];
  for (const point of line) {
    if (Number.isNaN(point.y)) {
      run = [];
      continue;
    }
    if (run.length === 0) {
      runs.push(run);
    }
    run.push(point);
  }
  return runs;
}
