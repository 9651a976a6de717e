/** What a worker thread runs: one chunk of a verification. */

import { knownBy } from "../loading/knownBy";
import type { Ledger } from "./ledger";
import type { VerificationPlan } from "./verificationPlan";
import { type Chunk, verifyChunk } from "./verifyChunk";

export interface Work {
  readonly plan: VerificationPlan;
  readonly chunk: Chunk;
  readonly modules: readonly string[];
}

export default async function work({ plan, chunk, modules }: Work): Promise<Ledger> {
  return verifyChunk(plan, chunk, await knownBy(modules));
}
