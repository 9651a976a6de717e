/** What a worker thread runs: one chunk of a verification. */

import type { Ledger } from "./ledger";
import { type Chunk, type VerificationPlan, verifyChunk } from "./verifyChunk";

export default function work({ plan, chunk }: { plan: VerificationPlan; chunk: Chunk }): Ledger {
  return verifyChunk(plan, chunk);
}
