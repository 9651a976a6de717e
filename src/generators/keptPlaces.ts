import { range } from "./smallerSizes";

/**
 * Which of `size` places to keep, most drastic first, as in delta debugging (Zeller and Hildebrandt's ddmin): the first alone, then
 * either half, then each quarter and all but one of them, and so on down to single places.
 *
 * @example [...keptPlaces(4)] // [0], then [0, 1], [2, 3], then [1], [2], [3], then [1, 2, 3], [0, 2, 3], [0, 1, 3], [0, 1, 2]
 */
export function* keptPlaces(size: number): Generator<readonly number[]> {
  if (size < 2) {
    return;
  }
  const places = range(size);
  const tried = new Set<string>();
  yield [0];
  for (let parts = 2; ; parts = Math.min(2 * parts, size)) {
    const fresh = range(parts)
      .map((k) => ({ from: Math.round((k * size) / parts), to: Math.round(((k + 1) * size) / parts) }))
      .filter(({ from, to }) => !tried.has(`${from} ${to}`));
    for (const { from, to } of fresh) {
      tried.add(`${from} ${to}`);
      if (to > 1) {
        yield places.slice(from, to);
      }
    }
    // All but one half is the other half.
    for (const { from, to } of parts > 2 ? fresh : []) {
      yield places.toSpliced(from, to - from);
    }
    if (parts === size) {
      return;
    }
  }
}
