import { batchValues } from "../calculus/batchPropagation";
import { activationNamed } from "../network/activation";
import { createBatch } from "../network/batch";
import { createCaseData } from "../network/caseData";
import { createNetwork } from "../network/network";
import type { NetworkCase } from "../network/networkCase";
import type { CaseRanges } from "./caseRanges";
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
  const depth = drawInteger(integers, ranges.depth);
  const width = drawInteger(integers, ranges.width);
  const inputDimension = drawInteger(integers, ranges.inputDimension);
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
    const columns = l === 0 ? inputDimension : width;
    return Float64Array.from(Array.from({ length: width }, () => Array.from(vector(columns, rowNorm))).flat());
  });
  const activation = {
    activation: activationNamed(pick(integers, ranges.activations), "activation"),
    shift: pick(integers, [0, 0, size(), -size()]),
  };
  const network = createNetwork({ activation, layers, output: vector(width, pick(integers, [0, 1, size(), size()])) });
  const inputNorm = size();
  const input = vector(inputDimension, inputNorm);
  if (!withData) {
    return { network, input };
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

function sign(integers: RandomIntegers): number {
  return integers.nextInt(0, 1) === 0 ? -1 : 1;
}
