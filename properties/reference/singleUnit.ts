import { activationNamed } from "../../src/network/activation";
import { createBatch } from "../../src/network/batch";
import { createCaseData, type Trial } from "../../src/network/caseData";
import { createNetwork } from "../../src/network/network";
import type { NetworkCase } from "../../src/network/networkCase";

/** One unit, f(x) = v φ(<W, x>/‖W‖), with its records: what can be computed by hand. */
export interface SingleUnit {
  /** "identity" if not given. */
  readonly activation?: string;
  readonly row: readonly number[];
  readonly output: number;
  readonly inputs: readonly (readonly number[])[];
  readonly targets: readonly number[];
  readonly trial?: Partial<Trial>;
}

/** @example singleUnit({ row: [6, 8], output: 2, inputs: [[3, 4]], targets: [-1] }) // f = 10 */
export function singleUnit({ activation, row, output, inputs, targets, trial }: SingleUnit): NetworkCase {
  const network = createNetwork({
    activation: { activation: activationNamed(activation ?? "identity", "activation"), shift: 0 },
    layers: [Float64Array.from(row)],
    output: Float64Array.of(output),
  });
  const records = inputs.map((input) => Float64Array.from(input));
  const batch = createBatch(network, records, Float64Array.from(targets));
  return { network, input: records[0], data: createCaseData(batch, trial) };
}
