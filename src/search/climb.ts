import { normalNumbers } from "../arithmetic/normalNumbers";
import { pseudoRandom } from "../arithmetic/pseudoRandom";
import type { SearchPoint } from "./searchPoint";

const FIRST_STEP = 0.5;
const SHORTEST = 1e-6;
/** A step in vain shortens the next, a good one lengthens it: one in five is good where the length is right. */
const SHORTER = 0.85;
const LONGER = 2;

/**
 * Raises a value without gradients, for theorems whose quantity has none written out: random steps whose length adapts itself.
 *
 * @param valueAt null where there is none
 */
export function climb(
  start: SearchPoint,
  valueAt: (point: SearchPoint) => number | null,
  { evaluations, seed, isOver = () => false }: { evaluations: number; seed: number; isOver?: () => boolean },
): { readonly point: SearchPoint; readonly value: number } | null {
  const random = pseudoRandom(seed);
  const normal = normalNumbers(random);
  let [point, value, step] = [start, valueAt(start), FIRST_STEP];
  for (let i = 0; i < evaluations && !isOver(); i++) {
    const length = step / Math.sqrt(point.length);
    const moved = point.map((each) => each + length * normal());
    const found = valueAt(moved);
    const isBetter = found !== null && (value === null || found > value);
    [point, value] = isBetter ? [moved, found] : [point, value];
    step = isBetter ? step * LONGER : step * SHORTER;
    step = step < SHORTEST || step > 2 * FIRST_STEP ? FIRST_STEP : step;
  }
  return value === null ? null : { point, value };
}
