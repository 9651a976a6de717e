/** What a worker thread runs: one start of a search. */
import { knownBy } from "../loading/knownBy";
import type { ShiftedActivation } from "../network/activation";
import { activationNamed } from "../network/activation";
import type { SearchSpace } from "./searchSpace";
import { type SearchEnd, type SearchStart, searchFrom } from "./worstCase";

/** A space as threads send it: functions do not travel. */
type SentSpace = Omit<SearchSpace, "activation"> & { readonly activation: string };

export interface SearchWork {
  readonly theorem: string;
  readonly modules: readonly string[];
  readonly space: SentSpace;
  readonly start: SearchStart;
  /** Its first number is not 0 where the search is to end. */
  readonly stop: SharedArrayBuffer;
}

export default async function work({ theorem, modules, space, start, stop }: SearchWork): Promise<SearchEnd | null> {
  const registry = await knownBy(modules);
  const activation: ShiftedActivation["activation"] = activationNamed(space.activation, "activation");
  const flag = new Int32Array(stop);
  return searchFrom(registry.theorem(theorem), { ...space, activation }, start, () => Atomics.load(flag, 0) !== 0);
}
