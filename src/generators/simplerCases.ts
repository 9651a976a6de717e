import { activationNamed, activationNames } from "../network/activation";
import { type Batch, createBatch } from "../network/batch";
import { createCaseData, type Trial } from "../network/caseData";
import { InputError } from "../network/inputError";
import { createNetwork, fanIn, type NetworkCase } from "../network/network";

/**
 * All cases that are one step simpler, most drastic first: fewer records, then fewer layers, then fewer neurons, then fewer
 * inputs, then a simpler activation, then no shift, then a shorter trajectory, then shorter numbers.
 *
 * "Simpler" is a well-founded order (each step lowers the records, depth, width, input dimension, the activation's place in
 * the table, the steps, or the length of the numbers, and raises none before it), so shrinking ends.
 */
export function* simplerCases(networkCase: NetworkCase): Generator<NetworkCase> {
  yield* fewerRecords(networkCase);
  yield* shallower(networkCase);
  yield* narrower(networkCase);
  yield* lowerDimensional(networkCase);
  yield* plainerActivation(networkCase);
  yield* shorterTrajectory(networkCase);
  yield* shorterNumbers(networkCase);
}

function* fewerRecords(networkCase: NetworkCase): Generator<NetworkCase> {
  if (networkCase.data === undefined) {
    return;
  }
  const { inputs, targets } = networkCase.data.batch;
  const keeping = (kept: readonly number[]): Generator<NetworkCase> =>
    valid(networkCase, {
      inputs: kept.map((r) => inputs[r]),
      targets: Float64Array.from(kept, (r) => targets[r]),
      // A full batch stays one.
      trial: { batchSize: Math.min(networkCase.data?.trial.batchSize ?? 1, kept.length) },
    });
  for (const count of smallerSizes(inputs.length)) {
    yield* keeping(range(count));
  }
  for (let r = 0; inputs.length > 1 && r < inputs.length; r++) {
    yield* keeping(range(inputs.length).filter((k) => k !== r));
  }
}

/** Fewer steps of descent, then full batches, then -∇L alone. */
function* shorterTrajectory(networkCase: NetworkCase): Generator<NetworkCase> {
  if (networkCase.data === undefined) {
    return;
  }
  const { batch, trial } = networkCase.data;
  for (const steps of smallerSizes(trial.steps)) {
    yield* valid(networkCase, { trial: { steps } });
  }
  if (trial.batchSize < batch.inputs.length) {
    yield* valid(networkCase, { trial: { batchSize: batch.inputs.length } });
  }
  if (trial.cosine < 1) {
    yield* valid(networkCase, { trial: { cosine: 1 } });
  }
}

function* shallower(networkCase: NetworkCase): Generator<NetworkCase> {
  const { layers } = networkCase.network;
  for (const depth of smallerSizes(layers.length)) {
    yield* valid(networkCase, { layers: layers.slice(0, depth) });
  }
  // Any one of the square layers can go and leave the others fitting.
  for (let l = 1; l < layers.length; l++) {
    yield* valid(networkCase, { layers: layers.filter((_, k) => k !== l) });
  }
}

function* narrower(networkCase: NetworkCase): Generator<NetworkCase> {
  const { network } = networkCase;
  const keeping = (kept: readonly number[]): Generator<NetworkCase> => {
    const layers = network.layers.map((weights, l) => {
      const n = fanIn(network, l);
      const columns = l === 0 ? range(n) : kept;
      return Float64Array.from(kept.flatMap((i) => columns.map((j) => weights[i * n + j])));
    });
    return valid(networkCase, { layers, output: Float64Array.from(kept, (i) => network.output[i]) });
  };
  for (const width of smallerSizes(network.width)) {
    yield* keeping(range(width));
  }
  for (let i = 0; network.width > 1 && i < network.width; i++) {
    yield* keeping(range(network.width).filter((k) => k !== i));
  }
}

function* lowerDimensional(networkCase: NetworkCase): Generator<NetworkCase> {
  const { network, input } = networkCase;
  const keeping = (kept: readonly number[]): Generator<NetworkCase> => {
    const [first, ...others] = network.layers;
    const cut = Float64Array.from(
      range(network.width).flatMap((i) => kept.map((j) => first[i * network.inputDimension + j])),
    );
    const shorter = (vector: Float64Array): Float64Array => Float64Array.from(kept, (j) => vector[j]);
    const inputs = networkCase.data?.batch.inputs.map(shorter);
    return valid(networkCase, { layers: [cut, ...others], input: shorter(input), ...(inputs && { inputs }) });
  };
  for (const dimension of smallerSizes(network.inputDimension)) {
    yield* keeping(range(dimension));
  }
  for (let j = 0; network.inputDimension > 1 && j < network.inputDimension; j++) {
    yield* keeping(range(network.inputDimension).filter((k) => k !== j));
  }
}

function* plainerActivation(networkCase: NetworkCase): Generator<NetworkCase> {
  const { activation, shift } = networkCase.network.activation;
  for (const name of activationNames.slice(0, activationNames.indexOf(activation.name))) {
    yield* valid(networkCase, { activation: { activation: activationNamed(name, "activation"), shift } });
  }
  for (const shorter of shorterThan(shift)) {
    yield* valid(networkCase, { activation: { activation, shift: shorter } });
  }
}

function* shorterNumbers(networkCase: NetworkCase): Generator<NetworkCase> {
  const { network, input, data } = networkCase;
  const records = data === undefined ? [] : [data.batch.targets, ...data.batch.inputs, numbersOf(data.trial)];
  const parts = [...network.layers, network.output, input, ...records];
  const before = totalLength(parts);
  function* rebuilt(changed: readonly Float64Array[]): Generator<NetworkCase> {
    if (totalLength(changed) < before) {
      const layers = changed.slice(0, network.depth);
      const [output, shorterInput, targets, ...inputsAndTrial] = changed.slice(network.depth);
      const trial = inputsAndTrial.pop();
      const changes = { layers, output, input: shorterInput };
      yield* valid(
        networkCase,
        trial ? { ...changes, targets, inputs: inputsAndTrial, trial: trialOf(trial) } : changes,
      );
    }
  }
  // Rows may have any norm: one near 1 is the most readable, and changes nothing but the unit.
  const rescaled = network.layers.map((weights, l) => rescaledRows(weights, fanIn(network, l)));
  yield* rebuilt([...rescaled, network.output, input, ...records]);
  // All numbers at once first: most digits of most weights do not matter.
  for (const digits of [1, 2, 3]) {
    yield* rebuilt(parts.map((part) => part.map((entry) => shortened(entry, digits))));
  }
  for (const [k, part] of parts.entries()) {
    for (let i = 0; i < part.length; i++) {
      for (const shorter of shorterThan(part[i])) {
        yield* rebuilt(parts.map((other, place) => (place === k ? other.with(i, shorter) : other)));
      }
    }
  }
}

/** Each row times a power of ten, such that its largest entry is between 1 and 10; if that shortens the numbers. */
function rescaledRows(weights: Float64Array, columns: number): Float64Array {
  const rescaled = weights.slice();
  for (let row = 0; row < weights.length; row += columns) {
    const entries = weights.subarray(row, row + columns);
    const largest = entries.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
    const exponent = -Math.floor(Math.log10(largest));
    // To 15 digits, as 0.00014 times 1e4 is 1.4000000000000001.
    const shifted = entries.map((entry) => Number((entry * 10 ** exponent).toPrecision(15)));
    if (totalLength([shifted]) < totalLength([entries])) {
      rescaled.set(shifted, row);
    }
  }
  return rescaled;
}

function totalLength(parts: readonly Float64Array[]): number {
  return parts.reduce((total, part) => part.reduce((sum, value) => sum + length(value), total), 0);
}

/** 1, then halves, then one less: 1, 8, 4, 2 … are tried before 15 for 16. */
function smallerSizes(size: number): number[] {
  const sizes = [];
  for (let smaller = 1; smaller < size; smaller *= 2) {
    sizes.push(smaller);
  }
  return size > 1 ? [...new Set([...sizes, size - 1])] : [];
}

/** Candidates that print shorter: 0, ±1, without the sign, with fewer digits. */
function* shorterThan(value: number): Generator<number> {
  const candidates = [
    0,
    1,
    Math.sign(value),
    Math.abs(value),
    ...[1, 2, 3].map((digits) => Number(value.toPrecision(digits))),
  ];
  for (const candidate of candidates) {
    if (length(candidate) < length(value)) {
      yield candidate;
    }
  }
}

function shortened(value: number, digits: number): number {
  const rounded = Number(value.toPrecision(digits));
  return length(rounded) < length(value) ? rounded : value;
}

/** How long a number is to read: 0 before 1 before -1 before the number of characters. */
function length(value: number): number {
  if (value === 0) {
    return 0;
  }
  return value === 1 ? 1 : 1 + String(value).length;
}

/** The numbers of a trial that may shrink to any shorter ones; its steps and batch size have their own order. */
function numbersOf({ radius, rate }: Trial): Float64Array {
  return Float64Array.of(radius, rate);
}

function trialOf([radius, rate]: Float64Array): Partial<Trial> {
  return { radius, rate };
}

type Changes = Partial<
  Pick<NetworkCase["network"], "activation" | "layers" | "output"> & Pick<NetworkCase, "input"> & Batch
> & { readonly trial?: Partial<Trial> };

/** The changed case, if it is one: to drop a column may leave a zero row. */
function* valid(networkCase: NetworkCase, changes: Changes): Generator<NetworkCase> {
  const { input, inputs, targets, trial, ...ofNetwork } = changes;
  try {
    const network = createNetwork({ ...networkCase.network, ...ofNetwork });
    const changed = { network, input: input ?? networkCase.input };
    const { data } = networkCase;
    if (data === undefined) {
      yield changed;
      return;
    }
    const batch = createBatch(network, inputs ?? data.batch.inputs, targets ?? data.batch.targets);
    yield { ...changed, data: createCaseData(batch, { ...data.trial, ...trial }) };
  } catch (error) {
    if (!(error instanceof InputError)) {
      throw error;
    }
  }
}

function range(size: number): number[] {
  return Array.from({ length: size }, (_, i) => i);
}
