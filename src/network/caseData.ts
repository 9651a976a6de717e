import { InputError } from "../files/inputError";
import type { Batch } from "./batch";
import { type Network, parameterCount } from "./network";

/** What is tried from θ on a data set: a step into a cone, and some steps of gradient descent. */
export interface Trial {
  /** κ in (0, 1], of the cone |cos(θ′ - θ, ∇L)| >= κ. */
  readonly cosine: number;
  /** ρ₂/ω in (0, 1), of the ball ‖θ′ - θ‖ <= ρ₂. */
  readonly radius: number;
  /** η > 0, the step size of gradient descent. */
  readonly rate: number;
  /** Steps of gradient descent, >= 1. */
  readonly steps: number;
  /** Records of each step's batch, taken in turn: 1..n; n is full-batch descent. */
  readonly batchSize: number;
}

/** A data set with a trial: what the theorems on losses speak of, besides a network. */
export interface CaseData {
  readonly batch: Batch;
  readonly trial: Trial;
}

/** More steps than a trajectory is kept in memory for. */
const MOST_STEPS = 10_000;
/** Numbers that a trajectory may hold: 400 MB. */
const LARGEST_TRAJECTORY = 5e7;

/** The trial of a data set that comes without one: one full-batch step at the paper's step size, and -∇L in a small ball. */
function defaultTrial(batch: Batch): Trial {
  return { cosine: 1, radius: 0.01, rate: 0.001, steps: 1, batchSize: batch.inputs.length };
}

/**
 * A data set with its trial.
 *
 * @param trial parts that differ from `defaultTrial`
 * @throws InputError for a part out of its range, named as in a network file: trial.cosine
 * @example createCaseData(batch, { rate: 0.1, steps: 5 }).trial.cosine // 1
 */
export function createCaseData(batch: Batch, trial: Partial<Trial> = {}): CaseData {
  const whole = { ...defaultTrial(batch), ...trial };
  const records = batch.inputs.length;
  const check = (name: keyof Trial, holds: boolean, expected: string): void => {
    if (!holds) {
      throw new InputError(`trial.${name}`, String(whole[name]), expected);
    }
  };
  check("cosine", whole.cosine > 0 && whole.cosine <= 1, "a number above 0, at most 1");
  check("radius", whole.radius > 0 && whole.radius < 1, "a number between 0 and 1: the radius as a part of ω");
  check("rate", whole.rate > 0 && whole.rate < Number.POSITIVE_INFINITY, "a finite number above 0");
  check("steps", isWhole(whole.steps, MOST_STEPS), `a whole number from 1 to ${MOST_STEPS}`);
  check("batchSize", isWhole(whole.batchSize, records), `a whole number from 1 to ${records}, the number of records`);
  return { batch, trial: whole };
}

function isWhole(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most;
}

/** @throws InputError for a trajectory that is too long to be kept in memory: each step holds its sweeps, gradient and weights */
export function checkTrajectory(network: Network, { trial: { steps, batchSize } }: CaseData): void {
  const { depth, width, inputDimension } = network;
  const ofStep = batchSize * (5 * depth * width + inputDimension) + 3 * parameterCount(network);
  const most = Math.max(1, Math.floor(LARGEST_TRAJECTORY / ofStep));
  if (steps > most) {
    throw new InputError("trial.steps", String(steps), `at most ${most} for this network and batch size`);
  }
}
