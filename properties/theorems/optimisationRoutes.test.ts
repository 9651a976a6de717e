/** What the theorems on optimisation measure, by other routes: the dense Hessian, a plain loop, 40 digits. */
import fc from "fast-check";
import { decimals } from "../../src/arithmetic/decimal";
import { euclideanNorm } from "../../src/arithmetic/euclideanNorm";
import { UNIT_ROUNDOFF } from "../../src/arithmetic/float64";
import { innerProduct } from "../../src/arithmetic/innerProduct";
import { propagateBatch } from "../../src/calculus/batchPropagation";
import { lossGradient, lossOf } from "../../src/calculus/loss";
import { lossHessianOperator } from "../../src/calculus/lossHessianOperator";
import { entriesOf } from "../../src/calculus/symmetricOperator";
import { defaultRanges } from "../../src/generators/caseRanges";
import { networkCases } from "../../src/generators/networkCases";
import { coneSteps } from "../../src/measurement/coneSteps";
import { curvatureAlong } from "../../src/measurement/curvatureAlong";
import { descentSteps } from "../../src/measurement/descentSteps";
import { Evaluation } from "../../src/measurement/evaluation";
import { LossEvaluation } from "../../src/measurement/lossEvaluation";
import { smoothnessOf } from "../../src/measurement/lossState";
import { lowLoss } from "../../src/measurement/lowLoss";
import { activationNamed } from "../../src/network/activation";
import { createBatch } from "../../src/network/batch";
import { createCaseData, type Trial } from "../../src/network/caseData";
import { parametersOf, withParameters } from "../../src/network/layout";
import { createNetwork, type Network } from "../../src/network/network";
import type { NetworkCase } from "../../src/network/networkCase";
import { dataOf } from "../../src/network/networkCase";
import { dataSet, smoothActivation } from "../../src/theorems/assumptions";
import { slopingLoss } from "../../src/theorems/optimisationAssumptions";
import { quickOrFull } from "../depth";
import { denseSpectrum } from "../reference/denseSpectrum";
import { differentiableCases } from "../reference/differentiableCases";
import { type LossCase, lossCasesOf } from "../reference/lossCases";
import { singleUnit } from "../reference/singleUnit";
import { theoremById } from "../reference/theoremById";

/** Inputs, targets, rows and v of order 1, so that one step length suits all; and a gradient that is one. */
const ofOrderOne = lossCasesOf(differentiableCases, [1], [1]).filter(
  ({ network, batch }) => new LossEvaluation(network, batch).gradientNorm.value > 1e-2,
);

const trialOf = ({ network, batch }: LossCase, trial: Partial<Trial>): NetworkCase => ({
  network,
  input: batch.inputs[0],
  data: createCaseData(batch, trial),
});

/** D′ (Hess L) D/‖D‖², from the dense matrix. */
function quadraticForm(entries: Float64Array, direction: Float64Array): number {
  const n = direction.length;
  const product = direction.map((_, i) => innerProduct(entries.subarray(i * n, (i + 1) * n), direction));
  return innerProduct(direction, product) / innerProduct(direction, direction);
}

/** Steps this long: the third derivative costs as much, the cancellation in L about as little. */
const LENGTH = 1e-4;
const close = (found: number, expected: number): void =>
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(2e-2 * (1 + Math.abs(expected)));

test("the curvature along a short step is that of the dense Hessian, in any direction", () => {
  const cases = ofOrderOne.chain((lossCase) =>
    fc.record({ lossCase: fc.constant(lossCase), digits: fc.infiniteStream(fc.integer({ min: -9, max: 9 })) }),
  );
  fc.assert(
    fc.property(cases, ({ lossCase: { network, batch }, digits }) => {
      const before = parametersOf(network);
      const drawn = before.map(() => digits.next().value + 0.5);
      const size = euclideanNorm(drawn) / LENGTH;
      const direction = drawn.map((entry) => entry / size);
      const evaluation = new LossEvaluation(network, batch);
      const moved = withParameters(
        network,
        before.map((weight, k) => weight + direction[k]),
      );
      const { curvature, distance, cosine, loss } = curvatureAlong(evaluation, moved);
      close(curvature.value, quadraticForm(entriesOf(lossHessianOperator(network, batch)), direction));
      expect(distance / LENGTH).toBeCloseTo(1, 6);
      const slope = innerProduct(direction, evaluation.gradient) / (LENGTH * euclideanNorm(evaluation.gradient));
      expect(cosine).toBeCloseTo(slope, 6);
      expect(loss.value).toBe(lossOf(propagateBatch(moved, batch)));
      // A quotient of small differences: what L is uncertain by at both ends counts in full, and so does ∇L.
      const uncertain = loss.error + evaluation.loss.error + distance * evaluation.gradientNorm.error;
      expect((curvature.error * distance * distance) / 2).toBeGreaterThanOrEqual(uncertain * (1 - 1e-9));
    }),
    { numRuns: quickOrFull(30, 100) },
  );
});

test("a step to where one is has no curvature, and no cosine", () => {
  fc.assert(
    fc.property(ofOrderOne, ({ network, batch }) => {
      const evaluation = new LossEvaluation(network, batch);
      const { curvature, distance, cosine } = curvatureAlong(evaluation, network);
      expect({ curvature, distance, cosine }).toMatchObject({
        curvature: { value: 0, error: 0, converged: true },
        distance: 0,
        cosine: 0,
      });
    }),
    { numRuns: quickOrFull(5, 20) },
  );
});

test("descent measures the dense Hessian along the gradient, for short steps", () => {
  fc.assert(
    fc.property(ofOrderOne, (lossCase) => {
      const { network, batch } = lossCase;
      const { gradient, gradientNorm } = new LossEvaluation(network, batch);
      const networkCase = trialOf(lossCase, { rate: LENGTH / gradientNorm.value });
      const [{ value }] = theoremById("descent").measure(new Evaluation(networkCase));
      close(value, quadraticForm(entriesOf(lossHessianOperator(network, batch)), gradient));
    }),
    { numRuns: quickOrFull(30, 100) },
  );
});

test("steps into the cone are as long as the ball, at its cosine, and one pair leans to the least curvature", () => {
  let leaning = 0;
  let found = 0;
  fc.assert(
    fc.property(ofOrderOne, fc.constantFrom(1, 0.9, 0.5, 0.1), (lossCase, cosine) => {
      const { network, batch } = lossCase;
      const evaluation = new LossEvaluation(network, batch);
      const radius = LENGTH / evaluation.scales.minWeightNorm;
      const { trial } = dataOf(trialOf(lossCase, { cosine, radius }));
      const steps = coneSteps(evaluation, trial);
      expect(steps.length).toBe(cosine === 1 ? 2 : 4);
      for (const [k, step] of steps.entries()) {
        expect(step.distance).toBeLessThanOrEqual(LENGTH * (1 + 1e-7));
        expect(step.distance / LENGTH).toBeCloseTo(1, 6);
        expect(step.cosine * (k % 2 === 0 ? -1 : 1)).toBeGreaterThanOrEqual(cosine * (1 - 1e-7) - 1e-7);
        // Not deeper in the cone than need be: there it curves up.
        expect(Math.abs(step.cosine)).toBeLessThanOrEqual(cosine * (1 + 1e-6) + 1e-6);
      }
      // Down and up, the mixed term cancels: κ² g′Hg + (1 - κ²) e′He is left, and e is about the eigenvector.
      const entries = entriesOf(lossHessianOperator(network, batch));
      const along = evaluation.gradient.map((entry) => entry / evaluation.gradientNorm.value);
      const [down, up] = steps.slice(-2).map(({ curvature }) => curvature.value);
      const ofGradient = quadraticForm(entries, along);
      if (cosine === 1) {
        close(down, ofGradient);
        close(up, ofGradient);
        return;
      }
      const across = ((down + up) / 2 - cosine ** 2 * ofGradient) / (1 - cosine ** 2);
      const least = leastAcross(entries, along);
      expect(across).toBeGreaterThanOrEqual(least - 0.05 * (1 + Math.abs(least)));
      leaning++;
      found += across <= least + 0.2 * (1 + Math.abs(least)) ? 1 : 0;
    }),
    { numRuns: quickOrFull(30, 100) },
  );
  // A rough search: it may stop at another eigenvector, but seldom does.
  expect(found).toBeGreaterThan(0.8 * leaning);
});

test("they stay in the ball where Hess L is 0 but along the gradient, and the least curvature is rounding error", () => {
  const activation = { activation: activationNamed("identity", "activation"), shift: 0 };
  const layers = [Float64Array.of(-1000, -1000, -1000)];
  const network = createNetwork({ activation, layers, output: Float64Array.of(1, 0, -2) });
  const batch = createBatch(network, [Float64Array.of(-1)], Float64Array.of(0));
  const { trial } = createCaseData(batch, { cosine: 0.1, radius: LENGTH / 1000 });
  for (const { distance } of coneSteps(new LossEvaluation(network, batch), trial)) {
    expect(distance / LENGTH).toBeCloseTo(1, 6);
  }
});

/** The least eigenvalue of a symmetric matrix on what is orthogonal to a unit vector. */
function leastAcross(entries: Float64Array, along: Float64Array): number {
  const n = along.length;
  const image = along.map((_, i) => innerProduct(entries.subarray(i * n, (i + 1) * n), along));
  const form = innerProduct(image, along);
  // The vector itself becomes an eigenvector of a large eigenvalue.
  const large = 10 * (1 + euclideanNorm(entries));
  const projected = entries.map((entry, k) => {
    const [i, j] = [Math.floor(k / n), k % n];
    return entry - along[i] * image[j] - image[i] * along[j] + (form + large) * along[i] * along[j];
  });
  return denseSpectrum(projected, n).reduce((least, value) => Math.min(least, value));
}

const small = { ...defaultRanges, width: { from: 1, to: 5 }, inputDimension: { from: 1, to: 5 } };
const withTrials = networkCases(small, [smoothActivation, dataSet]);

test("the low loss is attained within the ball and the cone", () => {
  fc.assert(
    fc.property(networkCases(small, [smoothActivation, dataSet, slopingLoss]), (networkCase) => {
      const { network } = networkCase;
      const { batch, trial } = dataOf(networkCase);
      const evaluation = new LossEvaluation(network, batch);
      const low = lowLoss(evaluation, trial, smoothnessOf(evaluation, trial.rate));
      expect(low.loss.value).toBe(lossOf(propagateBatch(low.network, batch)));
      expect(low.loss.value).toBeLessThanOrEqual(evaluation.loss.value);
      const { distance, cosine } = curvatureAlong(evaluation, low.network);
      // Stored weights have this many digits only.
      const rounding = 4 * UNIT_ROUNDOFF * euclideanNorm(parametersOf(network));
      expect(distance).toBeLessThanOrEqual(trial.radius * evaluation.scales.minWeightNorm + rounding);
      if (distance > 0) {
        expect(Math.abs(cosine)).toBeGreaterThanOrEqual(trial.cosine * (1 - 1e-9) - rounding / distance);
      }
    }),
  );
});

/** θ - η ∇L over and over, on so many records at a time in turn: as one would write it down. */
function plainLoop(networkCase: NetworkCase): { network: Network; inputs: readonly Float64Array[]; next: Network }[] {
  const { batch, trial } = dataOf(networkCase);
  const { inputs, targets } = batch;
  const visited = [];
  let { network } = networkCase;
  for (let t = 0, from = 0; t < trial.steps; t++) {
    const to = Math.min(from + trial.batchSize, inputs.length);
    const taken = { inputs: inputs.slice(from, to), targets: targets.slice(from, to) };
    const gradient = lossGradient(propagateBatch(network, taken));
    const moved = parametersOf(network).map((weight, k) => weight - trial.rate * gradient[k]);
    const next = withParameters(network, moved);
    visited.push({ network, inputs: taken.inputs, next });
    network = next;
    from = to === inputs.length ? 0 : to;
  }
  return visited;
}

test("a trajectory is a plain loop of gradient steps; SGD takes the records in order", () => {
  let mini = 0;
  let long = 0;
  fc.assert(
    fc.property(withTrials, (networkCase) => {
      const expected = plainLoop(networkCase);
      const steps = descentSteps(networkCase);
      expect(steps.length).toBeGreaterThanOrEqual(1);
      for (const [t, { evaluation, next, rate }] of steps.entries()) {
        expect(evaluation.batch.inputs).toEqual(expected[t].inputs);
        expect(parametersOf(evaluation.network)).toEqual(parametersOf(expected[t].network));
        expect(parametersOf(next)).toEqual(parametersOf(expected[t].next));
        expect(rate).toBe(networkCase.data?.trial.rate);
      }
      // It ends early only where the loss explodes.
      if (steps.length < expected.length) {
        const { network, inputs } = expected[steps.length];
        const targets = dataOf(networkCase).batch.targets.slice(0, inputs.length);
        expect(lossOf(propagateBatch(network, { inputs, targets })) < 1e60).toBe(false);
      }
      mini += dataOf(networkCase).trial.batchSize < dataOf(networkCase).batch.inputs.length ? 1 : 0;
      long += steps.length > 1 ? 1 : 0;
    }),
  );
  expect(mini).toBeGreaterThan(0);
  expect(long).toBeGreaterThan(0);
});

const decimal = decimals(40);
const sumOfSquares = (values: readonly ReturnType<typeof decimal.of>[]) =>
  decimal.add(decimal.of(0), ...values.map((value) => decimal.multiply(value, value)));

test("row-norm-growth in 40 digits: one unit of three inputs, far beyond any rounding of float64", () => {
  const rows = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(
      rows.filter((row) => row.some((entry) => entry !== 0)),
      rows,
      fc.integer({ min: 1, max: 50 }),
      (w, x, k) => {
        const { of, add, subtract, multiply, divide } = decimal;
        const [row, input, output, target, rate] = [w.map(of), x.map(of), of(2), of(-3), of(k / 8)];
        const dot = (a: typeof row, b: typeof row) => add(of(0), ...a.map((entry, j) => multiply(entry, b[j])));
        const norm = decimal.squareRoot(sumOfSquares(row));
        const z = divide(dot(row, input), norm);
        // L = (y - v z)², so ∂L/∂W = -2 r v (x - z u)/‖W‖, u = W/‖W‖.
        const factor = multiply(of(-2), subtract(target, multiply(output, z)), output);
        const gradient = row.map((entry, j) =>
          divide(multiply(factor, subtract(input[j], multiply(z, divide(entry, norm)))), norm),
        );
        const moved = row.map((entry, j) => subtract(entry, multiply(rate, gradient[j])));
        const grown = add(sumOfSquares(row), multiply(rate, rate, sumOfSquares(gradient)));
        expect(Math.abs(divide(subtract(sumOfSquares(moved), grown), grown).toNumber())).toBeLessThan(1e-36);
        // And float64 takes the same step.
        const unit = singleUnit({ row: w, output: 2, inputs: [x], targets: [-3], trial: { rate: k / 8 } });
        const [step] = descentSteps(unit);
        moved.forEach((entry, j) => {
          const scale = 1 + Math.abs(entry.toNumber());
          expect(Math.abs(step.next.layers[0][j] - entry.toNumber())).toBeLessThanOrEqual(1e-11 * scale);
        });
      },
    ),
  );
});
