/** What a worker thread runs: one chunk of a verification. */

import { builtIn } from "../theorems/registry";
import type { Ledger } from "./ledger";
import type { VerificationPlan } from "./verificationPlan";
import { type Chunk, verifyChunk } from "./verifyChunk";

export default function work({ plan, chunk }: { plan: VerificationPlan; chunk: Chunk }): Ledger {
  return verifyChunk(plan, chunk, builtIn);
}
