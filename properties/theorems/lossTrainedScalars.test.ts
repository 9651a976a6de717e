/** The theorems on losses where gains, biases, g_v and c are trained: they hold, are attained, and need the gains of a ball or a step. */

import fc from "fast-check";
import { float64 } from "../../src/arithmetic/float64";
import { scalesAround, scalesOfBatch } from "../../src/bounds/batchScales";
import { allOnes } from "../../src/bounds/coefficients";
import { gradientBound } from "../../src/bounds/gradientBound";
import { curvatureLoss, curvatureLossCoefficients, descentSmoothness } from "../../src/bounds/optimisationBounds";
import { derivedScales } from "../../src/bounds/scales";
import { type CaseRanges, defaultRanges } from "../../src/generators/caseRanges";
import { networkCases } from "../../src/generators/networkCases";
import { curvatureAlong } from "../../src/measurement/curvatureAlong";
import { descentSteps } from "../../src/measurement/descentSteps";
import { Evaluation } from "../../src/measurement/evaluation";
import { LossEvaluation } from "../../src/measurement/lossEvaluation";
import { lossStateOf } from "../../src/measurement/lossState";
import { activationNamed, activationNames } from "../../src/network/activation";
import { createBatch } from "../../src/network/batch";
import { createCaseData, type Trial } from "../../src/network/caseData";
import { createNetwork, type Network, type NetworkParts } from "../../src/network/network";
import { dataOf, type NetworkCase } from "../../src/network/networkCase";
import { trainedLayout } from "../../src/network/trainedParameters";
import { displaced } from "../../src/network/trainedVector";
import { theorems } from "../../src/theorems/registry";
import { checkTheorem } from "../../src/verify/checkTheorem";
import { quickOrFull } from "../depth";
import { expectAgain, smoothRanges } from "../reference/expectAgain";
import { theoremById } from "../reference/theoremById";
import { unitVector } from "../reference/unitVector";

const onLosses = theorems
  .filter(({ group }) => group === "loss" || group === "optimisation")
  .map((theorem) => [theorem.id, theorem] as const);

const general: CaseRanges = { ...defaultRanges, networks: "general" };

describe.each(onLosses)("%s", (_, theorem) => {
  const allTrained = (ranges: CaseRanges) =>
    theorem.cases(ranges).map((each) => ({ ...each, parameters: "all" as const }));

  test.each([
    ["general networks", general],
    ["the paper's networks", defaultRanges],
    ["networks of all activations, some with slopes above 1", { ...general, activations: activationNames }],
  ])("holds on %s", (_name, ranges) => {
    let held = 0;
    fc.assert(
      fc.property(allTrained(ranges), (networkCase) => {
        const { verdict } = checkTheorem(theorem, new Evaluation(networkCase));
        expect(verdict).not.toBe("violated");
        held += verdict === "holds" ? 1 : 0;
      }),
      { numRuns: quickOrFull(10, 30) },
    );
    expect(held).toBeGreaterThan(0);
  });

  test("has its quantities and bounds again by definition, within its errors", () => {
    let compared = 0;
    fc.assert(
      fc.property(allTrained({ ...smoothRanges, networks: "all" }), (networkCase) => {
        compared += expectAgain(theorem, networkCase);
      }),
      { numRuns: quickOrFull(2, 3), endOnFailure: true },
    );
    expect(compared).toBeGreaterThan(0);
  });
});

test("the scales around θ bound those of every network of the ball, gains, biases and c among them", () => {
  fc.assert(
    fc.property(
      networkCases({ ...general, activations: activationNames }),
      fc.nat(),
      fc.double({ min: 0.01, max: 0.9, noNaN: true }),
      (networkCase, seed, part) => {
        const { network, input } = networkCase;
        const scales = scalesOfBatch(float64, network, [input], "all");
        const radius = part * scales.minWeightNorm;
        const around = scalesAround(float64, scales, radius, radius);
        const { dimension, scalars } = trainedLayout(network, "all");
        // Along all numbers, and along the gain of one row alone, in the direction in which it grows.
        const gain = network.gains[0]?.[0] ?? 1;
        const ofGain = new Float64Array(dimension).fill(gain < 0 ? -1 : 1, scalars[0], scalars[0] + 1);
        for (const direction of [unitVector(dimension, seed), ofGain]) {
          const step = direction.map((entry) => radius * (1 - 1e-9) * entry);
          const inside = scalesOfBatch(float64, displaced(network, step, "all"), [input], "all");
          const slack = 1 + 1e-9;
          for (const [l, { rows, gainNorm, largestGain, atZero }] of inside.layers.entries()) {
            const whole = around.layers[l];
            const gains = whole.rows.map((row) => row.gain);
            rows.forEach((row, i) => {
              expect(row.gain).toBeLessThanOrEqual(gains[gains.length === 1 ? 0 : i] * slack);
            });
            expect(gainNorm).toBeLessThanOrEqual(whole.gainNorm * slack);
            expect(largestGain).toBeLessThanOrEqual(whole.largestGain * slack);
            expect(atZero).toBeLessThanOrEqual(whole.atZero * slack);
            expect(inside.turns[l].rate).toBeLessThanOrEqual(around.turns[l].rate * slack);
            expect(inside.turns[l].bend).toBeLessThanOrEqual(around.turns[l].bend * slack);
          }
          expect(inside.minWeightNorm * slack).toBeGreaterThanOrEqual(around.minWeightNorm);
          expect(inside.outputNorm).toBeLessThanOrEqual(around.outputNorm * slack);
          expect(inside.outputBias).toBeLessThanOrEqual(around.outputBias * slack);
          expect(inside.outputTurn.bend).toBeLessThanOrEqual(around.outputTurn.bend * slack);
          expect(gradientBound(float64, inside)).toBeLessThanOrEqual(gradientBound(float64, around) * slack);
        }
      },
    ),
    { numRuns: quickOrFull(50, 200) },
  );
});

test("a bias moves φ(b) by λ times as much: where slopes are above 1, by more than itself", () => {
  const network = createNetwork({
    activation: { activation: activationNamed("gelu", "activation"), shift: 0 },
    layers: [Float64Array.of(1)],
    gains: [Float64Array.of(0)],
    biases: [Float64Array.of(1.4)],
    output: Float64Array.of(0),
  });
  const scales = scalesOfBatch(float64, network, [Float64Array.of(0)], "all");
  const moved = displaced(network, Float64Array.of(0, 0, 0, 0.1, 0), "all");
  const [inside] = scalesOfBatch(float64, moved, [Float64Array.of(0)], "all").layers;
  expect(inside.atZero).toBeGreaterThan(scales.layers[0].atZero + 0.1);
  expect(inside.atZero).toBeLessThanOrEqual(scalesAround(float64, scales, 0.1, 0.1).layers[0].atZero);
});

/** φ the identity, with all trained. */
function identityCase(
  parts: Omit<NetworkParts, "activation">,
  inputs: readonly (readonly number[])[],
  targets: readonly number[],
  trial: Partial<Trial> = {},
): NetworkCase {
  const network = createNetwork({
    ...parts,
    activation: { activation: activationNamed("identity", "activation"), shift: 0 },
  });
  const records = inputs.map((input) => Float64Array.from(input));
  const data = createCaseData(createBatch(network, records, Float64Array.from(targets)), trial);
  return { network, input: records[0], data, parameters: "all" };
}

/** Rows along the signal, biases along the gains, |g| <= ‖W‖: every block of ∇f is at its bound at once. */
const aligned = {
  layers: [Float64Array.of(6, 8), Float64Array.of(5)],
  gains: [Float64Array.of(2), Float64Array.of(3)],
  biases: [Float64Array.of(1), Float64Array.of(1.5)],
  output: Float64Array.of(2),
  outputBias: 1,
};
/** f of the aligned network at x = (3, 4): 2 (3 (2 · 5 + 1) + 1.5) + 1. */
const VALUE = 70;

test.each(["loss-gradient", "gradient-to-loss-ratio"])("%s is attained by an aligned network", (id) => {
  const inputs = [
    [3, 4],
    [3, 4],
  ];
  const { verdict, ratio } = checkTheorem(
    theoremById(id),
    new Evaluation(identityCase(aligned, inputs, [VALUE - 3, VALUE - 3])),
  );
  expect([verdict, ratio]).toEqual(["holds", expect.closeTo(1, 13)]);
});

test("loss-hessian is attained by it at a perfect fit", () => {
  const { verdict, ratio } = checkTheorem(
    theoremById("loss-hessian"),
    new Evaluation(identityCase(aligned, [[3, 4]], [VALUE])),
  );
  expect([verdict, ratio]).toEqual(["holds", expect.closeTo(1, 12)]);
});

/** L = 2, one neuron each, rows so long that a ball does not shorten them, and everything else 0. */
const flat = {
  layers: [Float64Array.of(1e6), Float64Array.of(1e6)],
  gains: [Float64Array.of(0), Float64Array.of(0)],
  biases: [Float64Array.of(0), Float64Array.of(0)],
  output: Float64Array.of(0),
};

function direction(network: Network, entries: Record<"output" | "gain2" | "bias1", number>): Float64Array {
  const { weights, scalars, dimension } = trainedLayout(network, "all");
  const vector = new Float64Array(dimension);
  vector[weights[2]] = entries.output;
  vector[scalars[1]] = entries.gain2;
  vector[scalars[0] + 1] = entries.bias1;
  return vector;
}

test("restricted-strong-convexity with c_H at the centre of the ball fails by 2ρ/√27", () => {
  const radius = 10;
  const each = radius / Math.sqrt(3);
  const networkCase = identityCase(flat, [[1]], [1e9]);
  const { network } = networkCase;
  const evaluation = new LossEvaluation(network, dataOf(networkCase).batch, "all");
  const to = displaced(network, direction(network, { output: each, gain2: each, bias1: each }), "all");
  // The step is orthogonal to ∇L, which lies along c: the cone is the whole ball, and κ = 0.
  const { curvature, cosine } = curvatureAlong(evaluation, to);
  expect(cosine).toBe(0);
  const bound = (outputRadius: number): number =>
    curvatureLoss(float64, evaluation.scales, evaluation.loss.value, radius, {
      ...allOnes(float64, curvatureLossCoefficients),
      outputRadius,
    });
  expect(-curvature.value / bound(0)).toBeCloseTo((2 * radius) / Math.sqrt(27), 4);
  expect(-curvature.value / bound(1)).toBeLessThan(1);
});

test("descent with the gains of θ fails, even where v is that of the step", () => {
  const small = { ...flat, gains: [Float64Array.of(0.1), Float64Array.of(0.1)], output: Float64Array.of(0.1) };
  const networkCase = identityCase(small, [[100]], [10], { rate: 10 });
  const [{ evaluation, next, rate }] = descentSteps(networkCase);
  const { scales } = evaluation;
  const { curvature, distance } = curvatureAlong(evaluation, next);
  const state = lossStateOf(evaluation);
  expect(curvature.value).toBeLessThan(descentSmoothness(float64, scales, state, rate));
  const constant = { ...allOnes(float64, ["gradients", "residuals", "displacement"]), outputRadius: 0 };
  const withOutput = derivedScales(float64, { ...scales, outputNorm: scales.outputNorm + distance });
  expect(curvature.value).toBeGreaterThan(descentSmoothness(float64, scales, state, rate, constant));
  expect(curvature.value).toBeGreaterThan(descentSmoothness(float64, withOutput, state, rate, constant));
});

test("gains 1/√m of the paper's network become numbers of their own where a step moves them", () => {
  const { parameters: _, ...alone } = identityCase(
    { layers: [Float64Array.of(3, 4, 4, 3)], output: Float64Array.of(1, -0.5) },
    [[1, 2]],
    [3],
    { rate: 0.01 },
  );
  const [{ evaluation, next }] = descentSteps({ ...alone, parameters: "all" });
  expect(next.gains[0]).not.toBeNull();
  expect(next.biases[0]).not.toBeNull();
  expect(next.outputBias).toBe(-0.01 * evaluation.gradient[evaluation.gradient.length - 1]);
  const [paper] = descentSteps(alone);
  expect([paper.next.gains, paper.next.biases, paper.next.outputBias]).toEqual([[null], [null], 0]);
  expect(paper.next.output).toEqual(next.output);
});
