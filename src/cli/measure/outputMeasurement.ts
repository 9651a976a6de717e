import type { Measurement } from "../../verify/measureNetwork";
import { worse } from "../../verify/verdict";

/** What was measured of one output of a network. */
export interface OutputMeasurement {
  /** Counted from 0. */
  readonly output: number;
  readonly measurement: Measurement;
}

/** By verdict, then by the largest ratio of a theorem that is not attained, as some are by every network. */
export function worstFirst(outputs: readonly OutputMeasurement[]): OutputMeasurement[] {
  return [...outputs].sort(({ measurement: a }, { measurement: b }) => {
    if (a.verdict !== b.verdict) {
      return worse(a.verdict, b.verdict) === a.verdict ? -1 : 1;
    }
    return largestRatio(b) - largestRatio(a);
  });
}

function largestRatio({ theorems }: Measurement): number {
  return theorems.reduce((largest, { ratio, attained, proof }) => {
    const isOwn = ratio !== null && !attained && !proof;
    return isOwn ? Math.max(largest, ratio) : largest;
  }, 0);
}
