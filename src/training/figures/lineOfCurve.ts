import { InputError, shown } from "../../files/inputError";
import type { Curve, CurvePoint } from "./curve";
import type { LinePoint } from "./linePoint";

/** One value of each point, with a gap where it is not finite. */
export function lineOfCurve({ points }: Curve, valueAt: (point: CurvePoint) => number): LinePoint[] {
  return points.map((point) => {
    const y = valueAt(point);
    return { x: point.step, y: Number.isFinite(y) ? y : Number.NaN };
  });
}

/** Only what can be drawn: at least one curve, points in every one, steps that go up. */
export function requireDrawable(curves: readonly Curve[]): void {
  if (curves.length === 0) {
    throw new InputError("curves", "none", "at least one");
  }
  for (const { dataset, width, seed, points } of curves) {
    const place = `curve ${dataset}, m = ${width}, seed ${seed}`;
    if (points.length === 0) {
      throw new InputError(place, "no points", "at least one");
    }
    let last = Number.NEGATIVE_INFINITY;
    for (const { step } of points) {
      if (!Number.isFinite(step) || step <= last) {
        throw new InputError(`${place}: steps`, `${shown(step)} after ${last}`, "finite numbers that increase");
      }
      last = step;
    }
  }
}
