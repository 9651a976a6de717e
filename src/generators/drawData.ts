import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { batchValues, propagateBatch } from "../calculus/batchPropagation";
import { lossGradient, lossOf, recordGradientNorms } from "../calculus/loss";
import { type Batch, createBatch } from "../network/batch";
import { type CaseData, createCaseData } from "../network/caseData";
import type { Network } from "../network/network";
import type { NetworkCase } from "../network/networkCase";
import type { TrainedParameters } from "../network/trainedParameters";
import { trainedVector, withTrainedVector } from "../network/trainedVector";
import { drawInteger, fillNormal, pick, type RandomIntegers, weighted } from "./draws";

type Records = "one" | "few" | "some" | "many";
type Input = "new" | "own" | "duplicate" | "parallel" | "zero";
type Targets = "near fit" | "teacher" | "order one" | "zero" | "huge" | "fit";

/** Each choice as often as its weight says. */
const RECORD_CHOICES = weighted<Records>({ one: 3, few: 7, some: 7, many: 3 });
const INPUT_CHOICES = weighted<Input>({ new: 9, own: 2, duplicate: 3, parallel: 2, zero: 1 });
/** Near fits are what gradient descent ends in, and where α_t of `restricted-strong-convexity` is positive. */
const TARGET_CHOICES = weighted<Targets>({ "near fit": 11, teacher: 3, "order one": 3, zero: 2, huge: 2, fit: 1 });
const RECORD_RANGES = {
  one: { from: 1, to: 1 },
  few: { from: 2, to: 4 },
  some: { from: 5, to: 16 },
  many: { from: 17, to: 64 },
} as const;

/** Residuals of a near fit: from that of a poor one to a ten-millionth. */
const FIT_RESIDUALS = [1, 0.1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7];
/** How far the teacher's weights are from the network's, relative to each. */
const TEACHER_DISTANCES = [0.1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6];
const HUGE = 1e8;

const COSINES = [1, 1, 1, 1, 0.9, 0.9, 0.5, 0.5, 0.1, 0.01];
/** ρ₂/ω, over six decades. */
const RADII = [0.9, 0.1, 0.01, 1e-3, 1e-4, 1e-5, 1e-6, 1e-6];
/** ρ₂ relative to the length of a Newton step along -∇L: balls that reach about as far as the next fit. */
const NEWTON_STEPS = [0.1, 0.5, 1, 2];
/** Step sizes over six decades, relative to 1/(2 max ‖∇f_i‖²), the step that fits one record at once. */
const RATES = [1e-4, 1e-3, 1e-2, 0.1, 0.5, 1, 2, 5, 10, 100];
const LARGEST_RATE = 1e20;
const MOST_STEPS = 8;

/** A random data set for a network, 1 to 64 records, and what to try on it. */
export function drawData(random: RandomIntegers, networkCase: NetworkCase): CaseData {
  const { network, input, parameters = "directions" } = networkCase;
  const count = drawInteger(random, RECORD_RANGES[pick(random, RECORD_CHOICES)]);
  const inputs: Float64Array[] = [];
  for (let i = 0; i < count; i++) {
    inputs.push(drawRecord(random, input, inputs));
  }
  const batch = createBatch(network, inputs, drawTargets(random, networkCase, inputs));
  return createCaseData(batch, {
    cosine: pick(random, COSINES),
    ...drawRadiusAndRate(random, network, batch, parameters),
    steps: pick(random, [1, 1, drawInteger(random, { from: 1, to: MOST_STEPS })]),
    batchSize: pick(random, [count, count, drawInteger(random, { from: 1, to: count })]),
  });
}

/**
 * Records have the norm of the case's input, which is 0, 1, √m, small or large.
 *
 * + 0 turns -0 into 0: a file does not tell them apart, and a case read back is to be the same one (caseRandom.ts).
 */
function drawRecord(random: RandomIntegers, own: Float64Array, before: readonly Float64Array[]): Float64Array {
  const kind = pick(random, INPUT_CHOICES);
  const earlier = before.length === 0 ? own : pick(random, before);
  if (kind === "own" || kind === "zero") {
    return kind === "own" ? own : new Float64Array(own.length);
  }
  if (kind === "duplicate" || kind === "parallel") {
    const factor = kind === "duplicate" ? 1 : pick(random, [-1, -0.5, 0.5, 0.25]);
    return earlier.map((entry) => factor * entry + 0);
  }
  const fresh = new Float64Array(own.length);
  fillNormal(random, fresh);
  const factor = euclideanNorm(own) / (euclideanNorm(fresh) || 1);
  return fresh.map((entry) => entry * factor + 0);
}

function drawTargets(
  random: RandomIntegers,
  { network, parameters = "directions" }: NetworkCase,
  inputs: readonly Float64Array[],
): Float64Array {
  const kind = pick(random, TARGET_CHOICES);
  const noise = new Float64Array(inputs.length);
  fillNormal(random, noise);
  if (kind === "zero") {
    return noise.fill(0);
  }
  if (kind === "order one" || kind === "huge") {
    return noise.map((entry) => (kind === "huge" ? HUGE : 1) * entry);
  }
  const student = kind === "teacher" ? teacherOf(random, network, parameters) : network;
  const values = batchValues(student, inputs);
  if (kind !== "near fit") {
    return values.map((value) => value + 0);
  }
  const residual = pick(random, FIT_RESIDUALS);
  // All on one side, the records' gradients add up; else they may cancel.
  const sided = pick(random, [true, true, false]);
  return values.map((value, r) => value + residual * (sided ? 1 + Math.abs(noise[r]) : noise[r]));
}

/** The network with everything that is trained changed by a small part of itself: its answers are nearly those of the network. */
function teacherOf(random: RandomIntegers, network: Network, parameters: TrainedParameters): Network {
  const vector = trainedVector(network, parameters);
  const change = new Float64Array(vector.length);
  fillNormal(random, change);
  const distance = pick(random, TEACHER_DISTANCES);
  return withTrainedVector(
    network,
    vector.map((entry, k) => entry * (1 + distance * change[k])),
    parameters,
  );
}

function drawRadiusAndRate(
  random: RandomIntegers,
  network: Network,
  batch: Batch,
  parameters: TrainedParameters,
): { radius: number; rate: number } {
  const propagation = propagateBatch(network, batch);
  const smallest = (least: number, norm: number): number => Math.min(least, norm);
  const omega = propagation.layers.reduce((least, { rowNorms }) => rowNorms.reduce(smallest, least), Number.MAX_VALUE);
  const newtonStep = (2 * lossOf(propagation)) / euclideanNorm(lossGradient(propagation, parameters));
  const near = (pick(random, NEWTON_STEPS) * newtonStep) / omega;
  const radius = pick(random, [pick(random, RADII), near]);
  const largest = recordGradientNorms(propagation, parameters).reduce((most, norm) => Math.max(most, norm), 0);
  const rate = pick(random, RATES) / (2 * largest * largest);
  return {
    radius: radius > 0 && radius < 1 ? radius : pick(random, RADII),
    // Gradients that all but vanish would have steps beyond all scales.
    rate: rate > 0 && rate <= LARGEST_RATE ? rate : 1,
  };
}
