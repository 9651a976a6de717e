import type { Arithmetic, OrderedArithmetic } from "../arithmetic/arithmetic";
import { float64 } from "../arithmetic/float64";
import { scalesOfBatch } from "../bounds/batchScales";
import { allOnes, type Coefficients } from "../bounds/coefficients";
import type { Scales } from "../bounds/scales";
import { type LossEvaluation, lossEvaluationOf } from "../measurement/lossEvaluation";
import type { Quantity } from "../measurement/quantity";
import type { Batch } from "../network/batch";
import type { Trial } from "../network/caseData";
import { dataOf, type NetworkCase } from "../network/networkCase";
import { type BoundInput, defineTheorem, type Theorem, type TheoremDefinition } from "./theorem";

/** What a bound on a loss may depend on. ℓ and ‖∇L‖ enter as measured in float64, unless a judge asks for exact ones. */
export interface LossBoundInput<T> {
  readonly evaluation: LossEvaluation;
  readonly batch: Batch;
  readonly trial: Trial;
  /** At X = max_i ‖x_i‖. */
  readonly scales: Scales<T>;
  readonly loss: T;
  readonly gradientNorm: T;
  /** As in {@link BoundInput}. */
  readonly exact?: OrderedArithmetic<T>;
}

/** The parts of a theorem on a network with a data set: as those of any theorem, but it sees the loss. */
export interface LossTheoremDefinition<K extends string>
  extends Omit<TheoremDefinition<K>, "measure" | "bound" | "boundErrors" | "consequences"> {
  measure(evaluation: LossEvaluation, trial: Trial): readonly Quantity[];
  bound<T>(arithmetic: Arithmetic<T>, input: LossBoundInput<T>, coefficient: Coefficients<T, K>): readonly T[];
}

/**
 * A theorem on the loss of a network over a data set: `dataSet` is among its assumptions, after those on the network.
 *
 * @example
 * defineLossTheorem({
 *   id: "loss-not-negative",
 *   group: "loss",
 *   reference: "its definition",
 *   statement: String.raw`-\mathcal{L}(\theta) \le 0`,
 *   assumptions: [dataSet],
 *   coefficients: [],
 *   notCertified: "no enclosures of losses yet",
 *   measure: ({ loss }) => [{ ...loss, value: -loss.value, again: undefined }],
 *   bound: ({ of }) => [of(0)],
 * })
 */
export function defineLossTheorem<K extends string>(definition: LossTheoremDefinition<K>): Theorem<K> {
  const { measure, bound, ...parts } = definition;
  const withTrial = <R>(networkCase: NetworkCase, use: (evaluation: LossEvaluation, trial: Trial) => R): R => {
    const { batch, trial } = dataOf(networkCase);
    return use(lossEvaluationOf(networkCase.network, batch, networkCase.parameters), trial);
  };
  return defineTheorem({
    ...parts,
    measure: ({ networkCase }) => withTrial(networkCase, measure),
    bound: (arithmetic, input, coefficient) =>
      withTrial(input.networkCase, (evaluation, trial) =>
        bound(arithmetic, lossBoundInput(arithmetic, evaluation, trial, input), coefficient),
      ),
    boundErrors: ({ networkCase }) =>
      withTrial(networkCase, (evaluation, trial) =>
        errorsOfMeasured(lossBoundInput(float64, evaluation, trial), (input) =>
          bound(float64, input, allOnes(float64, definition.coefficients)),
        ),
      ),
  });
}

/** How far bounds may be off that are made of ℓ and ‖∇L‖ as measured: their largest change as both move by their errors. */
export function errorsOfMeasured(
  input: LossBoundInput<number>,
  bound: (moved: LossBoundInput<number>) => readonly number[],
): readonly number[] {
  const { evaluation } = input;
  let asksForGradient = false;
  const values = bound({
    ...input,
    get gradientNorm() {
      asksForGradient = true;
      return evaluation.gradientSize;
    },
  });
  const ends = ({ value, error }: Quantity): number[] => [Math.max(0, value - error), value + error];
  const gradientNorms = asksForGradient ? ends(evaluation.gradientNorm) : [evaluation.gradientSize];
  const corners = ends(evaluation.loss).flatMap((loss) =>
    gradientNorms.map((gradientNorm) => bound({ ...input, loss, gradientNorm })),
  );
  return values.map((value, i) => corners.reduce((most, corner) => Math.max(most, Math.abs(corner[i] - value)), 0));
}

/** What a bound at these weights and on this batch is made of. */
export function lossBoundInput<T>(
  arithmetic: Arithmetic<T>,
  evaluation: LossEvaluation,
  trial: Trial,
  { exact, rescaled }: Pick<BoundInput<T>, "exact" | "rescaled"> = {},
): LossBoundInput<T> {
  const { network, batch, parameters, loss, gradientSize } = evaluation;
  const scales = scalesOfBatch(arithmetic, network, batch.inputs, parameters);
  return {
    evaluation,
    batch,
    trial,
    scales: rescaled?.(arithmetic, scales, network) ?? scales,
    loss: exact ? evaluation.lossAgain(exact) : arithmetic.of(loss.value),
    // Few bounds need it, and by differences it is costly.
    get gradientNorm() {
      return exact ? evaluation.gradientNormAgain(exact) : arithmetic.of(gradientSize);
    },
    ...(exact && { exact }),
  };
}
