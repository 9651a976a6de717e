import { activationNames } from "../../src/network/activation";
import type { NetworkCase } from "../../src/network/networkCase";

/** A measure that every simplification lowers, in the order that simplerCases documents: what comes first counts most. */
export function complexity({ network, input, data, parameters }: NetworkCase): number[] {
  const { depth, widths, inputDimension, activation, layers, output, outputGain, outputBias } = network;
  const gains = network.gains.filter((each) => each !== null);
  const biases = network.biases.filter((each) => each !== null);
  const records = data === undefined ? [] : [...data.batch.inputs, data.batch.targets];
  const trial = data === undefined ? [] : [data.trial.radius, data.trial.rate];
  const ofOutput = [...(outputGain === null ? [] : [outputGain]), ...(outputBias === 0 ? [] : [outputBias])];
  const parts = [...layers, output, input, ...records, trial, ...gains, ...biases, ofOutput];
  return [
    gains.length + biases.length + ofOutput.length + (parameters === "all" ? 1 : 0),
    gains.reduce((sum, each) => sum + new Set(each).size, 0),
    records.length,
    depth,
    widths.reduce((sum, width) => sum + width, 0),
    inputDimension,
    activationNames.indexOf(activation.activation.name),
    lengthOf(activation.shift),
    data?.trial.steps ?? 0,
    data !== undefined && data.trial.batchSize < data.batch.inputs.length ? 1 : 0,
    data !== undefined && data.trial.cosine < 1 ? 1 : 0,
    parts.reduce((sum, part) => sum + Array.from(part).reduce((inner, value) => inner + lengthOf(value), 0), 0),
  ];
}

/** Whether a case comes before another one in that order. */
export function isSimpler(simpler: NetworkCase, networkCase: NetworkCase): boolean {
  const [after, before] = [complexity(simpler), complexity(networkCase)];
  const first = after.findIndex((value, i) => value !== before[i]);
  return first >= 0 && after[first] < before[first];
}

function lengthOf(value: number): number {
  return value === 0 ? 0 : value === 1 ? 1 : 1 + String(value).length;
}
