/**
 * Definition 3.1, the minimum weight norm ω(θ) = min over all rows of ‖W_i‖₂, is 1-Lipschitz in the parameters:
 *
 *     |ω(θ) - ω(θ′)| <= ‖θ - θ′‖   for all θ, θ′.
 *
 * Hypotheses: none. Reference: arXiv 2409.08935, Def. 3.1. The constant 1: each row norm is 1-Lipschitz in its row, hence in
 * θ, and a minimum of 1-Lipschitz functions is 1-Lipschitz. Attained when the smallest row shrinks along itself, which is
 * the first θ′ tried; the others are random.
 */
import type { Arithmetic } from "../../arithmetic/arithmetic";
import { float64 } from "../../arithmetic/float64";
import { intervals } from "../../arithmetic/interval/intervals";
import { minWeightNormOf } from "../../bounds/scales";
import { caseRandom } from "../../generators/caseRandom";
import type { Again } from "../../measurement/quantity";
import { roundingError } from "../../measurement/rounding";
import { parametersOf, withParameters } from "../../network/layout";
import { fanIn } from "../../network/network";
import type { NetworkCase } from "../../network/networkCase";
import { perCase } from "../../network/perCase";
import type { Certifiable } from "../../rigour/certificate";
import { certifiedNumber, exactly, preciseArithmetic } from "../../rigour/certifiedNumber";
import { isDistanceWithin } from "../../rigour/exactDistance";
import { defineTheorem } from "../theorem";

/** Sizes of the random steps, relative to ω: from below the smallest row norm to far beyond it. */
const RELATIVE_STEPS = [0.1, 5];
/** A random step moves this many coordinates at most, spread over θ: a network of a million parameters needs no more. */
const MOST_COORDINATES = 4096;

export const minWeightNorm = defineTheorem({
  id: "min-weight-norm",
  group: "pointwise",
  reference: "Definition 3.1",
  statement: String.raw`|\omega(\theta) - \omega(\theta')| \le \|\theta - \theta'\|_2`,
  assumptions: [],
  coefficients: ["distance"],
  restsOn: [],
  inTraining: { leftOut: "a statement on pairs of networks, which no step of a run can break" },
  measure(evaluation) {
    const { network } = evaluation.networkCase;
    const omega = evaluation.scales.minWeightNorm;
    return otherParameters(evaluation.networkCase).map(({ parameters }) => {
      const moved = withParameters(network, parameters);
      const other = minWeightNormOf(float64, moved);
      // A difference of norms: its error is that of the norms.
      const error = roundingError(network, 1, omega + other);
      const again: Again = (arithmetic) => {
        const [here, there] = [network, moved].map((each) => minWeightNormOf(arithmetic, each));
        return arithmetic.absolute(arithmetic.subtract(here, there));
      };
      return { value: Math.abs(omega - other), error, converged: true, again };
    });
  },
  certify({ networkCase }, { distance }) {
    return otherParameters(networkCase).map((other) => {
      const change = certifiedChange(networkCase, other);
      return distance === 1 ? exactly(change, () => isProved(networkCase.network, other)) : change;
    });
  },
  bound({ of, subtract, multiply, hypotenuse }, { networkCase }, coefficient) {
    return otherParameters(networkCase).map(({ before, parameters, moved }) => {
      const differences = moved.map((i) => subtract(of(before[i]), of(parameters[i])));
      return multiply(coefficient.distance, hypotenuse(differences));
    });
  },
  places: (index) => (index === 0 ? "smallest row shrunk" : `random step of ${RELATIVE_STEPS[index - 1]} ω`),
});

/** |ω(θ) - ω(θ′)|, enclosed. */
function certifiedChange(networkCase: NetworkCase, { parameters }: OtherParameters): Certifiable {
  const { network } = networkCase;
  const moved = withParameters(network, parameters);
  const change = <T>(arithmetic: Arithmetic<T>): T => {
    const [here, there] = [network, moved].map((each) => minWeightNormOf(arithmetic, each));
    return arithmetic.absolute(arithmetic.subtract(here, there));
  };
  return certifiedNumber(change(intervals), () => change(preciseArithmetic));
}

/** A minimum changes by no more than that of its numbers that changes most: so a proof for every row that moves is one for ω. */
function isProved(network: NetworkCase["network"], { before, parameters, moved }: OtherParameters): boolean {
  const [here, there] = [before, parameters].map((each) => rowsOf(withParameters(network, each)));
  return here.every(
    (row, i) =>
      row.every((entry, j) => entry === there[i][j]) ||
      isDistanceWithin(
        row,
        there[i],
        moved.map((k) => [before[k], parameters[k]] as const),
      ),
  );
}

function rowsOf(network: NetworkCase["network"]): Float64Array[] {
  const rows = network.layers.flatMap((weights, l) => {
    const n = fanIn(network, l);
    return Array.from({ length: network.widths[l] }, (_, i) => weights.subarray(i * n, (i + 1) * n));
  });
  // A normalised output is a row too.
  return network.outputGain === null ? rows : [...rows, network.output];
}

/** θ, a θ′, and the indices in which they differ. */
interface OtherParameters {
  readonly before: Float64Array;
  readonly parameters: Float64Array;
  readonly moved: readonly number[];
}

/** The θ′ tried for a case: always the same ones for the same case. */
const otherParameters = perCase((networkCase): OtherParameters[] => {
  const before = parametersOf(networkCase.network);
  const { row, columns, norm } = smallestRow(networkCase.network);
  const changed = (moved: readonly number[], change: (entry: number) => number): OtherParameters => {
    const parameters = before.slice();
    for (const i of moved) {
      parameters[i] = change(parameters[i]);
    }
    return { before, parameters, moved };
  };
  const stride = Math.ceil(before.length / MOST_COORDINATES);
  const spread = Array.from({ length: Math.ceil(before.length / stride) }, (_, k) => k * stride);
  const random = caseRandom(networkCase);
  const steps = RELATIVE_STEPS.map((relative) => {
    const size = (relative * norm) / Math.sqrt(spread.length);
    return changed(spread, (entry) => entry + size * random());
  });
  const ofRow = Array.from({ length: columns }, (_, j) => row + j);
  return [changed(ofRow, (entry) => entry / 2), ...steps];
});

/** Where the smallest row begins in θ, its length and its norm. */
function smallestRow(network: NetworkCase["network"]): { row: number; columns: number; norm: number } {
  let smallest = { row: 0, columns: 0, norm: Number.POSITIVE_INFINITY };
  let row = 0;
  for (const weights of rowsOf(network)) {
    const norm = float64.euclideanNorm(weights);
    if (norm < smallest.norm) {
      smallest = { row, columns: weights.length, norm };
    }
    row += weights.length;
  }
  return smallest;
}
