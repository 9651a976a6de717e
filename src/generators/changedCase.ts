import { InputError } from "../files/inputError";
import { type Batch, createBatch } from "../network/batch";
import { createCaseData, type Trial } from "../network/caseData";
import { createNetwork } from "../network/network";
import type { NetworkCase } from "../network/networkCase";
import type { OwnParts } from "./ownNumbers";

/** What a simplification replaces: parts of the network, of the data set, of the trial; what is trained. */
export type Changes = Partial<
  Pick<NetworkCase["network"], "activation" | "layers" | "output"> &
    OwnParts &
    Pick<NetworkCase, "input" | "parameters"> &
    Batch
> & { readonly trial?: Partial<Trial> };

/** The changed case, if it is one: to drop a column may leave a zero row, and biases leave no room for a shift. */
export function* changedCase(networkCase: NetworkCase, changes: Changes): Generator<NetworkCase> {
  const { input, inputs, targets, trial, parameters = networkCase.parameters, ...ofNetwork } = changes;
  try {
    const network = createNetwork({ ...networkCase.network, ...ofNetwork });
    const trained = parameters === "all" ? { parameters } : {};
    const changed = { network, input: input ?? networkCase.input, ...trained };
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
