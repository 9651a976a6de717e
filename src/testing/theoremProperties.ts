/** What every theorem has to pass, as functions that any test runner can call: the suite's own tests are these. */
import { decimals } from "../arithmetic/decimal";
import { float64 } from "../arithmetic/float64";
import { allOnes } from "../bounds/coefficients";
import { scalesOf } from "../bounds/scales";
import { defaultRanges } from "../generators/caseRanges";
import { certificatesOf } from "../measurement/certificates";
import { Evaluation } from "../measurement/evaluation";
import type { NetworkCase } from "../network/networkCase";
import type { Theorem } from "../theorems/theorem";
import { weakened } from "../theorems/weakening";
import { checkTheorem } from "../verify/checkTheorem";
import { settleViolation } from "../verify/settleViolations";
import { shrinkViolation } from "../verify/shrinkViolation";
import { type DrawnCases, describedFailure, type FailingCase, failingCase } from "./checkedCases";

/** One property of a theorem: `test(name, check)`. */
export interface TheoremProperty {
  readonly name: string;
  /** @throws Error that says what is wrong, how to repeat it, and on which network */
  readonly check: () => void;
}

/** What may differ from theorem to theorem. */
export interface PropertySettings extends Partial<DrawnCases> {
  /** Coefficients that the bound does not depend on, as far as is known. */
  readonly idle?: readonly string[];
  /** How far the bound in float64 may be from that in decimals, as a share of it; 1e-12 by default. */
  readonly boundError?: (networkCase: NetworkCase) => number;
}

const RUNS = 100;
const decimal = decimals(40);

/**
 * The properties of a theorem, to be run by any runner of tests.
 *
 * - It holds on random networks. A violation is simplified, and judged in decimals.
 * - Its cases meet its assumptions.
 * - Its bound is the same in float64 and in 40 digits.
 * - Every coefficient changes the bound, but those that are said to be idle.
 * - Where halving a coefficient makes it false, the network that shows it stays one while it is simplified.
 * - Its proofs, if it has any, contain what is measured.
 *
 * @example for (const { name, check } of theoremProperties(growth)) test(name, check);
 */
export function theoremProperties(theorem: Theorem, settings: PropertySettings = {}): TheoremProperty[] {
  const cases: DrawnCases = { runs: RUNS, ranges: defaultRanges, ...settings };
  const throughout = (check: (networkCase: NetworkCase) => string | null): void => {
    told(theorem, failingCase(theorem, cases, check));
  };
  const { idle = [], boundError = () => 1e-12 } = settings;
  return [
    { name: "holds on random networks", check: () => told(theorem, violation(theorem, cases)) },
    { name: "has cases that meet its assumptions", check: () => throughout(unmet(theorem)) },
    {
      name: "has the same bounds in 40 digits as in float64",
      check: () => throughout(otherBounds(theorem, boundError)),
    },
    ...theorem.coefficients.map((name) => ({
      name: idle.includes(name) ? `has a bound that ${name} does not change` : `has a bound that ${name} changes`,
      check: () => checkMoves(theorem, cases, name, !idle.includes(name)),
    })),
    { name: "fails on simpler networks where it fails", check: () => checkShrinking(theorem, cases) },
    ...(theorem.certify === undefined
      ? []
      : [{ name: "has proofs that contain what is measured", check: () => throughout(outside(theorem)) }]),
  ];
}

function told(theorem: Theorem, failure: FailingCase | null): void {
  if (failure !== null) {
    throw new Error(describedFailure(theorem.id, failure));
  }
}

/** What float64 does not see of differences is no test of a theorem. */
function violation(theorem: Theorem, cases: DrawnCases): FailingCase | null {
  const found = failingCase(theorem, cases, (networkCase) => notHolding(theorem, networkCase), false);
  const settled = found && settleViolation(theorem, found.networkCase, cases.ranges);
  if (found === null || settled === null) {
    return found;
  }
  const { result, judgement, networkCase } = settled;
  const judged = judgement.verdict === "confirmed" ? `confirmed in ${judgement.digits} digits` : judgement.verdict;
  const reason = `violated, ${judged}: quantity ${result.quantity} against bound ${result.bound}`;
  return { ...found, networkCase, reason };
}

function notHolding(theorem: Theorem, networkCase: NetworkCase): string | null {
  const { verdict, quantity, bound, unresolved, assumption } = checkTheorem(theorem, new Evaluation(networkCase));
  return verdict === "holds" || unresolved
    ? null
    : `${verdict}: quantity ${quantity} against bound ${bound}${assumption === undefined ? "" : `, needs ${assumption}`}`;
}

function unmet({ assumptions }: Theorem): (networkCase: NetworkCase) => string | null {
  return (networkCase) => {
    const broken = assumptions.find(({ holds }) => !holds(networkCase));
    return broken === undefined ? null : `a case that was changed to meet ${broken.name} does not: look at its enforce`;
  };
}

function boundsIn(theorem: Theorem, networkCase: NetworkCase, changed: Readonly<Record<string, number>> = {}) {
  const ones = { ...allOnes(float64, theorem.coefficients), ...changed };
  return theorem.bound(float64, { networkCase, scales: scalesOf(float64, networkCase) }, ones);
}

function otherBounds(theorem: Theorem, share: (networkCase: NetworkCase) => number) {
  return (networkCase: NetworkCase): string | null => {
    const near = boundsIn(theorem, networkCase);
    const input = { networkCase, scales: scalesOf(decimal, networkCase) };
    const exact = theorem.bound(decimal, input, allOnes(decimal, theorem.coefficients));
    if (near.length !== exact.length) {
      return `${near.length} bounds in float64, ${exact.length} in decimals`;
    }
    // What is measured at this network may jump with φ″ within rounding of a pre-activation.
    const measured = theorem.group === "pointwise" ? theorem.boundErrors?.(new Evaluation(networkCase)) : undefined;
    const allowed = (i: number): number => share(networkCase) * Math.abs(near[i]) + (measured?.[i] ?? 0);
    const wrong = near.findIndex((bound, i) => !(Math.abs(bound - exact[i].toNumber()) <= allowed(i)));
    return wrong < 0 ? null : `bound ${near[wrong]} in float64, ${exact[wrong].toNumber()} in 40 digits`;
  };
}

/** A term may count on few networks (of two layers, say); the search ends with the first. */
const NETWORKS_FOR_A_COEFFICIENT = 200;

function checkMoves(theorem: Theorem, cases: DrawnCases, name: string, isExpected: boolean): void {
  const runs = Math.max(cases.runs, NETWORKS_FOR_A_COEFFICIENT);
  const moves = failingCase(
    theorem,
    { ...cases, runs },
    (networkCase) => {
      const halved = boundsIn(theorem, networkCase, { [name]: 0.5 });
      return boundsIn(theorem, networkCase).every((bound, i) => bound === halved[i]) ? null : "moves";
    },
    false,
  );
  if ((moves !== null) !== isExpected) {
    const what = isExpected ? "changes no bound" : "changes a bound, though it is said to be idle";
    throw new Error(`${theorem.id}: half of the coefficient ${name} ${what} of ${runs} random networks`);
  }
}

function checkShrinking(theorem: Theorem, cases: DrawnCases): void {
  for (const name of theorem.coefficients) {
    const half = weakened(theorem, { [name]: 0.5 });
    const isViolated = (networkCase: NetworkCase): boolean =>
      checkTheorem(half, new Evaluation(networkCase)).verdict === "violated";
    const found = failingCase(half, cases, (networkCase) => (isViolated(networkCase) ? "violated" : null), false);
    const shrunk = found && shrinkViolation(half, found.networkCase, cases.ranges);
    if (shrunk && !isViolated(shrunk.networkCase)) {
      const reason = `with half of ${name} it is violated, and no longer so where it is simplified`;
      told(theorem, { ...found, networkCase: shrunk.networkCase, reason });
    }
  }
}

function outside(theorem: Theorem): (networkCase: NetworkCase) => string | null {
  return (networkCase) => {
    const proofs = theorem.certify?.(certificatesOf(networkCase), allOnes(float64, theorem.coefficients)) ?? [];
    const quantities = theorem.measure(new Evaluation(networkCase));
    if (proofs.length !== quantities.length) {
      return `${quantities.length} quantities, and proofs of ${proofs.length}`;
    }
    const wrong = quantities.findIndex(({ value, error, converged }, i) => {
      const { lower, upper } = proofs[i].enclosure();
      return converged && !(lower - error <= value && value <= upper + error);
    });
    if (wrong < 0) {
      return null;
    }
    const { lower, upper } = proofs[wrong].enclosure();
    return `measured ${quantities[wrong].value}, proved to be within [${lower}, ${upper}]`;
  };
}
