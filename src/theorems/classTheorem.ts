import type { Arithmetic } from "../arithmetic/arithmetic";
import { classLipschitz } from "../bounds/classLipschitz";
import type { Coefficients } from "../bounds/coefficients";
import type { GeneralizationScales } from "../bounds/generalizationBounds";
import type { ComplexityScales } from "../bounds/rademacherBounds";
import {
  boundsOverSamplings,
  complexityInputs,
  complexityOf,
  gapQuantiles,
  samplingName,
} from "../measurement/classSample";
import { defineTheorem, type Theorem, type TheoremDefinition } from "./theorem";

/** What the statements on a class of networks have in common. */
const ofClass = {
  group: "generalisation",
  restsOn: [],
  inTraining: { leftOut: "speaks of the class of networks, not of one" },
  notCertified: "a supremum over a class, found from below",
  every: 50,
} as const;

/** What each of them writes besides its bound. */
type ClassStatement<K extends string> = Pick<
  TheoremDefinition<K>,
  "id" | "reference" | "statement" | "assumptions" | "inTermsOf" | "coefficients"
>;

interface ComplexityDefinition<K extends string> extends ClassStatement<K> {
  bound<T>(arithmetic: Arithmetic<T>, scales: ComplexityScales<T>, coefficient: Coefficients<T, K>): T;
}

interface GapDefinition<K extends string> extends ClassStatement<K> {
  bound<T>(arithmetic: Arithmetic<T>, scales: GeneralizationScales<T>, coefficient: Coefficients<T, K>): T;
}

/**
 * A bound of the Rademacher complexity R_n of the class, on the inputs of the case.
 *
 * @example see generalisation/rademacher.ts
 */
export function defineComplexityTheorem<K extends string>({ bound, ...parts }: ComplexityDefinition<K>): Theorem<K> {
  return defineTheorem({
    ...ofClass,
    ...parts,
    measure: ({ networkCase }) => [complexityOf(networkCase)],
    bound(arithmetic, { networkCase, scales }, coefficient) {
      const lipschitz = classLipschitz(arithmetic, scales);
      const inputs = complexityInputs(networkCase);
      return [bound(arithmetic, { depth: scales.depth, lipschitz, inputs }, coefficient)];
    },
  });
}

/**
 * A bound of the gap L_D - L_S over the class, for each way to sample the records of the case.
 *
 * @example see generalisation/generalization.ts
 */
export function defineGapTheorem<K extends string>({ bound, ...parts }: GapDefinition<K>): Theorem<K> {
  return defineTheorem({
    ...ofClass,
    ...parts,
    measure: ({ networkCase }) => gapQuantiles(networkCase),
    bound: (arithmetic, { networkCase, scales }, coefficient) =>
      boundsOverSamplings(arithmetic, networkCase, scales, (sampled) => bound(arithmetic, sampled, coefficient)),
    places: samplingName,
  });
}
