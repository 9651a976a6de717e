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
  yield [0];
  for (let parts = 2; ; parts = Math.min(2 * parts, size)) {
    const bounds = range(parts + 1).map((k) => Math.round((k * size) / parts));
    for (let k = parts === size ? 1 : 0; k < parts; k++) {
      yield places.slice(bounds[k], bounds[k + 1]);
    }
    // All but one half is the other half.
    for (let k = 0; k < parts && parts > 2; k++) {
      yield places.toSpliced(bounds[k], bounds[k + 1] - bounds[k]);
    }
    if (parts === size) {
      return;
    }
  }
}
