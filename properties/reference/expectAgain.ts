/** A theorem's numbers again, by routes of their own: what a violation would be judged by. */
import { decimals } from "../../src/arithmetic/decimal";
import { float64, UNIT_ROUNDOFF } from "../../src/arithmetic/float64";
import { allOnes } from "../../src/bounds/coefficients";
import { scalesOf } from "../../src/bounds/scales";
import { TooLargeError } from "../../src/calculus/differences";
import { propagatePlain } from "../../src/calculus/plainPropagation";
import { defaultRanges } from "../../src/generators/caseRanges";
import { descentSteps } from "../../src/measurement/descentSteps";
import { Evaluation } from "../../src/measurement/evaluation";
import type { Again, Quantity } from "../../src/measurement/quantity";
import type { Network } from "../../src/network/network";
import type { NetworkCase } from "../../src/network/networkCase";
import type { Theorem } from "../../src/theorems/theorem";
import { quickOrFull } from "../depth";

/** Differences are good for half of them. */
const decimal = decimals(80);

/** Without kinks, where differences are good for a quarter. */
export const smoothRanges = {
  ...defaultRanges,
  depth: { from: 1, to: quickOrFull(2, 3) },
  width: { from: 1, to: quickOrFull(2, 3) },
  inputDimension: { from: 1, to: quickOrFull(2, 3) },
  activations: ["identity", "tanh", "sin", "arctan", "softplus", "sigmoid", "pseudohuber"],
};

/** Differences of a plain network, whose rows may be long, need smaller steps. */
const more = decimals(240);

/** As measurement/rounding.ts counts them. */
const OPERATIONS_PER_NEURON = 16;

const isOfPlainNetwork = (id: string): boolean => id.endsWith("plain");

function numberOf(again: Again, arithmetic = decimal): number | null {
  try {
    return again(arithmetic).toNumber();
  } catch (error) {
    if (error instanceof TooLargeError) {
      return null;
    }
    throw error;
  }
}

/**
 * @param slack beside the error
 * @returns whether there was something to compare
 */
function expectSame({ value, error, converged, again }: Quantity, slack = 0, arithmetic = decimal): boolean {
  const exact = converged && again !== undefined && Number.isFinite(value) ? numberOf(again, arithmetic) : null;
  if (exact === null || !Number.isFinite(exact)) {
    return false;
  }
  expect(error).toBeGreaterThanOrEqual(0);
  expect(Math.abs(value - exact)).toBeLessThanOrEqual(error + slack + 1e-14 * Math.abs(value) + 1e-30);
  return true;
}

/**
 * By how much rounded pre-activations move the slope of a network without normalisation. Its error is that of a network whose weights are
 * rounded (measurement/rounding.ts), for which the theorem holds as well; that network's slope is another one where rows are long: of norm
 * 1000, they carry a thousand times the rounding into φ′.
 */
function plainSlack(networkCase: NetworkCase, bound: number): number {
  const { network } = networkCase;
  const smoothness = network.activation.activation.smoothness?.(float64) ?? 0;
  let moved = 0;
  let below = 0;
  for (const { fanIn, weights, incoming } of propagatePlain(networkCase).layers) {
    const stretch = float64.euclideanNorm(weights) / Math.sqrt(network.width);
    below = stretch * (below + (2 * fanIn + OPERATIONS_PER_NEURON) * UNIT_ROUNDOFF * float64.euclideanNorm(incoming));
    moved += below;
  }
  return bound * smoothness * moved;
}

/** What a quantity may be off by beside its error. */
function slackOf({ id, ratio }: Theorem, networkCase: NetworkCase, value: number, bound: number): number {
  if (isOfPlainNetwork(id)) {
    return plainSlack(networkCase, bound);
  }
  if (ratio === "none") {
    // A residual is rounding alone, and its bound is that of the rounding.
    return bound;
  }
  // ‖∇L‖²/L is that of other targets, as many digits as residuals have (lossEvaluation.ts).
  return id === "gradient-to-loss-ratio" ? 1e-3 * value : 0;
}

/** Gains and biases beyond this make a network that no difference quotient sees: sin(10^40 z) turns many times within its step. */
const LARGEST_SCALAR = 1e6;

/** The places of a theorem that differences can look at: of a run whose step is far too long, the steps before it has gone to where φ is noise. */
function placesSeen({ group }: Theorem, networkCase: NetworkCase, places: number): number {
  if (group !== "optimisation") {
    return places;
  }
  const isWild = (network: Network): boolean =>
    [...network.gains, ...network.biases].some((values) =>
      values?.some((each) => !(Math.abs(each) <= LARGEST_SCALAR)),
    ) ?? false;
  const steps = places === 1 ? [] : descentSteps(networkCase);
  const first = steps.findIndex(({ evaluation, next }) => isWild(evaluation.network) || isWild(next));
  return first < 0 ? places : first;
}

/** Bounds in decimals, with ℓ and ‖∇L‖ by definition too; none where that would take too long. */
function exactBounds(theorem: Theorem, networkCase: NetworkCase): readonly number[] {
  const input = { networkCase, scales: scalesOf(decimal, networkCase), exact: decimal };
  try {
    return theorem.bound(decimal, input, allOnes(decimal, theorem.coefficients)).map((bound) => bound.toNumber());
  } catch (error) {
    if (error instanceof TooLargeError) {
      return [];
    }
    throw error;
  }
}

/**
 * Expects every quantity of a theorem, of its consequences, and every bound to be what float64 has, within the error stated.
 *
 * @returns how many quantities there were to compare
 */
export function expectAgain(theorem: Theorem, networkCase: NetworkCase): number {
  let compared = 0;
  const evaluation = new Evaluation(networkCase);
  const quantities = theorem.measure(evaluation);
  const consequences = theorem.consequences?.(evaluation) ?? [];
  const input = { networkCase, scales: scalesOf(float64, networkCase) };
  const near = theorem.bound(float64, input, allOnes(float64, theorem.coefficients));
  expect(near).toHaveLength(quantities.length);
  const seen = placesSeen(theorem, networkCase, quantities.length);
  for (const [i, quantity] of quantities.slice(0, seen).entries()) {
    compared += Number(
      expectSame(
        quantity,
        slackOf(theorem, networkCase, quantity.value, near[i]),
        isOfPlainNetwork(theorem.id) ? more : decimal,
      ),
    );
  }
  const errors = theorem.boundErrors?.(evaluation) ?? near.map(() => 0);
  expect(errors).toHaveLength(near.length);
  for (const [i, exact] of exactBounds(theorem, networkCase).slice(0, seen).entries()) {
    // Of bounds that are differences, more digits go: optimisation.test.ts.
    expect(Math.abs(near[i] - exact)).toBeLessThanOrEqual(errors[i] + 1e-11 * Math.abs(near[i]) + 1e-30);
    expect(errors[i]).toBeGreaterThanOrEqual(0);
  }
  for (const { quantity } of consequences) {
    compared += Number(expectSame(quantity));
  }
  for (const { claim, bound, boundAgain } of consequences) {
    expect(claim).not.toBe("");
    const exact = boundAgain === undefined ? null : numberOf(boundAgain);
    if (exact !== null) {
      expect(Math.abs(bound - exact)).toBeLessThanOrEqual(1e-12 * Math.abs(bound));
    }
  }
  const names = quantities.map((_quantity, i) => theorem.places?.(i) ?? "");
  expect(new Set(names).size).toBe(names.length);
  return compared;
}
