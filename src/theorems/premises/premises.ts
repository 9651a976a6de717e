import { derivedScales } from "../../bounds/scales";
import { PlainEvaluation } from "../../measurement/plainEvaluation";
import {
  inputWithinRootWidth,
  lipschitzActivation,
  oddActivation,
  outputInBall,
  smoothActivation,
  vanishingAtZero,
} from "../assumptions";
import { descendingStep, positiveStrongConvexity } from "../optimisationAssumptions";
import type { Theorem } from "../theorem";
import { withActivation } from "./changedActivation";
import { linearRateWithout } from "./linearRate";
import { meanForSmallest } from "./meanRowNorm";
import { withoutGrowth } from "./normGrowth";
import { withoutInvariance } from "./plainRows";
import { assumes, type Premise, says } from "./premise";
import { withScales } from "./rescaledTheorem";
import { withoutAssumption } from "./withoutAssumption";

/** How much more sharply than β an activation bends that breaks A2. A power of two, so that nothing is rounded. */
const SHARPER = 8;

/**
 * What theorems rest on, besides the terms of their bounds: assumptions, and parts of the model. Not here: `data` and "L > 0, grad L != 0",
 * without which there is nothing to state; the paper's network and a gain in every layer, for which statements are
 * written; and the ranges of float64 and of what is computed in time.
 */
export const premises: readonly Premise[] = [
  {
    name: lipschitzActivation.name,
    instead: "2φ in place of φ: slopes up to 2",
    restsOn: assumes(lipschitzActivation.name),
    without: (theorem) => withActivation(theorem, () => ({ outer: 2, inner: ({ of }) => of(1), smoothness: 2 })),
  },
  {
    name: smoothActivation.name,
    instead: `φ(${SHARPER}z)/${SHARPER} in place of φ(z): slopes as before, φ″ up to ${SHARPER}β in modulus`,
    restsOn: assumes(smoothActivation.name),
    without: (theorem) =>
      withActivation(theorem, () => ({ outer: 1 / SHARPER, inner: ({ of }) => of(SHARPER), smoothness: 1 })),
  },
  {
    name: outputInBall.name,
    instead: "any v, ‖v‖ and 1 + ρ₁ taken for 1",
    restsOn: assumes(outputInBall.name),
    without: (theorem) =>
      withScales(theorem, (arithmetic, scales) =>
        derivedScales(arithmetic, { ...scales, outputNorm: arithmetic.of(1), outputRadius: arithmetic.of(0) }),
      ),
  },
  {
    name: inputWithinRootWidth.name,
    instead: "any x",
    restsOn: assumes(inputWithinRootWidth.name),
    without: (theorem) => withoutAssumption(theorem, inputWithinRootWidth.name),
  },
  {
    name: vanishingAtZero.name,
    instead: "any φ(0)",
    restsOn: assumes(vanishingAtZero.name),
    without: (theorem) => withoutAssumption(theorem, vanishingAtZero.name),
  },
  {
    name: oddActivation.name,
    instead: "φ(0) = 0, but φ not odd",
    restsOn: assumes(oddActivation.name),
    without: (theorem) => withoutAssumption(theorem, oddActivation.name, [vanishingAtZero]),
  },
  {
    name: positiveStrongConvexity.name,
    instead: "any α_t",
    restsOn: assumes(positiveStrongConvexity.name),
    without: (theorem) => linearRateWithout(theorem, positiveStrongConvexity.name),
  },
  {
    name: descendingStep.name,
    instead: "any η",
    restsOn: assumes(descendingStep.name),
    without: (theorem) => linearRateWithout(theorem, descendingStep.name),
  },
  {
    name: "1/sqrt(m)",
    instead: "z = <u, α>, not divided by √m",
    restsOn: says("1/sqrt(m)"),
    without: (theorem) =>
      withActivation(theorem, ({ width }) => ({
        outer: 1,
        inner: ({ of, squareRoot }) => squareRoot(of(width)),
        smoothness: 1,
      })),
  },
  {
    name: "normalisation",
    instead: "z = <W_i, α>/√m",
    restsOn: says("normalisation"),
    without: ({ certify: _, ...theorem }) => ({
      ...theorem,
      measure: ({ networkCase }) => theorem.measure(new PlainEvaluation(networkCase)),
    }),
  },
  {
    name: "normalisation",
    instead: "f_plain in place of f",
    restsOn: says("invariance"),
    without: withoutInvariance,
  },
  {
    name: "smallest row norm",
    instead: "the mean row norm in place of ω",
    restsOn: says("smallest row norm"),
    without: (theorem) => withScales(theorem, meanForSmallest),
  },
  {
    name: "growth",
    instead: "rows that keep their length",
    restsOn: says("growth"),
    without: withoutGrowth,
  },
];

/** The parts that a theorem rests on. */
export function premisesOf(theorem: Theorem): readonly Premise[] {
  return premises.filter((premise) => premise.restsOn(theorem));
}

/**
 * A theorem stated without one of its parts.
 *
 * @throws RangeError if it does not rest on a part of that name
 * @example withoutPremise(hessianEnvelope, "X <= sqrt(m)")
 */
export function withoutPremise(theorem: Theorem, name: string): Theorem {
  const found = premisesOf(theorem).find((premise) => premise.name === name);
  if (found === undefined) {
    throw new RangeError(`${theorem.id} does not rest on ${name}`);
  }
  return found.without(theorem);
}
