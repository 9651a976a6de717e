import { type LinePoint, runsOf } from "./linePoint";

/**
 * The line with at most four points in each of the given number of columns: the first, the lowest, the highest and the last. Joined, they
 * cover the same pixels as all points, and every extreme stays. Gaps stay too.
 */
export function thinLine(
  line: readonly LinePoint[],
  [from, to]: readonly [number, number],
  columns: number,
): LinePoint[] {
  const columnOf = ({ x }: LinePoint): number => Math.floor(((x - from) / (to - from)) * columns);
  return runsOf(line).flatMap((run, index) => {
    const kept = thinRun(run, columnOf);
    return index === 0 ? kept : [{ x: kept[0].x, y: Number.NaN }, ...kept];
  });
}

function thinRun(run: readonly LinePoint[], columnOf: (point: LinePoint) => number): LinePoint[] {
  const kept: LinePoint[] = [];
  for (let start = 0; start < run.length; ) {
    const column = columnOf(run[start]);
    let lowest = start;
    let highest = start;
    let end = start;
    for (; end < run.length && columnOf(run[end]) === column; end++) {
      lowest = run[end].y < run[lowest].y ? end : lowest;
      highest = run[end].y > run[highest].y ? end : highest;
    }
    const indices = new Set([start, lowest, highest, end - 1].sort((a, b) => a - b));
    kept.push(...[...indices].map((i) => run[i]));
    start = end;
  }
  return kept;
}
