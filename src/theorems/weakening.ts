import { withoutPremise } from "./premises/premises";
import type { Theorem } from "./theorem";

/** Values other than 1 for coefficients of a bound. */
export type Weakening = Readonly<Record<string, number>>;

/**
 * A theorem stated otherwise than it is proved, on purpose, to see the suite notice: with other coefficients in its bound, or without a
 * part of its hypotheses. It is about its own inequality alone; what else the theorem implies stays true and is left out.
 *
 * @param without a part that the theorem rests on (premises/premises.ts)
 * @throws RangeError if it does not rest on it
 * @example weakened(hessianLayerwise, { rotation: 0.5 })
 */
export function weakened(theorem: Theorem, weakening: Weakening, without?: string): Theorem {
  const { consequences: _, certify, ...stated } = without === undefined ? theorem : withoutPremise(theorem, without);
  if (without === undefined && Object.keys(weakening).length === 0) {
    return theorem;
  }
  return {
    ...stated,
    ...(certify && {
      certify: (certificates, coefficient) => certify(certificates, { ...coefficient, ...weakening }),
    }),
    bound: (arithmetic, input, coefficient) => {
      const changed = Object.entries(weakening).map(([name, factor]) => [name, arithmetic.of(factor)]);
      return stated.bound(arithmetic, input, { ...coefficient, ...Object.fromEntries(changed) });
    },
  };
}
