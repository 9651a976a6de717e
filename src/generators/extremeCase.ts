import { batchValues } from "../calculus/batchPropagation";
import { activationNamed } from "../network/activation";
import { createBatch } from "../network/batch";
import { createCaseData } from "../network/caseData";
import { createNetwork, fanIn, type NetworkParts, type UniformShape, uniformShape } from "../network/network";
import type { NetworkCase } from "../network/networkCase";
import type { CaseRanges } from "./caseRanges";
import { isPaperDrawn } from "./drawnForm";
import { drawShape } from "./drawShape";
import { drawInteger, integersFrom, pick, type RandomIntegers } from "./draws";

/** Magnitudes run from 10^-DECADES to 10^DECADES. */
const DECADES = 4;
const MOST_RECORDS = 3;

/**
 * A random case at the extremes: rows and inputs along axes or nearly so, and every part of a size of its own, over eight decades; with
 * data, near fits to poor ones on few records, cones and balls of all sizes. Where terms of a bound are sharp, it is often on
 * such cases, which random normal numbers never come near.
 *
 * @param random in [0, 1)
 * @param withData whether the case has a data set
 */
export function extremeCase(random: () => number, ranges: CaseRanges, withData: boolean): NetworkCase {
  const integers = integersFrom(() => 2 * random() - 1);
  const isPaper = isPaperDrawn(integers, ranges);
  const shape = isPaper ? uniformShape(drawSizes(integers, ranges)) : drawShape(integers, ranges);
  const { depth, widths, inputDimension } = shape;
  const size = (): number => 10 ** (DECADES * (2 * random() - 1));
  const vector = (length: number, scale: number): Float64Array => {
    const axis = integers.nextInt(0, length - 1);
    const others = pick(integers, [0, 0, 1, 1e-2]);
    return new Float64Array(length).map(
      (_, j) => scale * ((j === axis ? sign(integers) : others * (2 * random() - 1)) + 0),
    );
  };
  const rowNorm = size();
  const layers = Array.from({ length: depth }, (_, l) => {
    const rows = Array.from({ length: widths[l] }, () => Array.from(vector(fanIn(shape, l), rowNorm)));
    return Float64Array.from(rows.flat());
  });
  const activation = {
    activation: activationNamed(pick(integers, ranges.activations), "activation"),
    shift: pick(integers, [0, 0, size(), -size()]),
  };
  const output = vector(widths[depth - 1], pick(integers, [0, 1, size(), size()]));
  const paper = { activation, layers, output };
  const network = createNetwork(isPaper ? paper : withExtremeParts(integers, paper, widths, size, vector));
  const inputNorm = size();
  const input = vector(inputDimension, inputNorm);
  if (!withData) {
    return isPaper
      ? { network, input }
      : { network, input, parameters: pick(integers, ["directions", "all"] as const) };
  }
  const records = integers.nextInt(1, MOST_RECORDS);
  const inputs = Array.from({ length: records }, (_, r) => (r === 0 ? input : vector(inputDimension, inputNorm)));
  const residual = size();
  const targets = batchValues(network, inputs).map((value) => value + residual * sign(integers));
  const batch = createBatch(network, inputs, targets);
  const trial = {
    cosine: pick(integers, [1, 1, 0.9, 0.1]),
    radius: pick(integers, [0.99, 0.9, 0.5, Math.min(0.9, size())]),
    rate: size(),
  };
  return { network, input, data: createCaseData(batch, trial) };
}

/** Gains, biases and an output gain of sizes of their own, where there are any. */
function withExtremeParts(
  integers: RandomIntegers,
  { activation, layers, output }: NetworkParts,
  widths: readonly number[],
  size: () => number,
  vector: (length: number, scale: number) => Float64Array,
): NetworkParts {
  const perRow = (m: number): Float64Array | null => {
    const scale = size();
    return pick(integers, [null, vector(m, scale), new Float64Array(m).map(() => scale * sign(integers))]);
  };
  const biases = widths.map((m) => (activation.shift === 0 ? perRow(m) : null));
  const isNormalised = integers.nextInt(0, 1) === 0 && output.some((entry) => entry !== 0);
  return {
    activation,
    layers,
    output,
    gains: widths.map(perRow),
    biases,
    outputGain: isNormalised ? size() * sign(integers) : null,
    outputBias: pick(integers, [0, 0, size(), -size()]),
  };
}

function drawSizes(integers: RandomIntegers, ranges: CaseRanges): UniformShape {
  const depth = drawInteger(integers, ranges.depth);
  const width = drawInteger(integers, ranges.width);
  return { depth, width, inputDimension: drawInteger(integers, ranges.inputDimension) };
}

function sign(integers: RandomIntegers): number {
  return integers.nextInt(0, 1) === 0 ? -1 : 1;
}
