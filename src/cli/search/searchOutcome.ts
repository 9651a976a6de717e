import type { NetworkCase } from "../../network/networkCase";
import type { Found } from "../../search/runSearch";
import type { Theorem } from "../../theorems/theorem";
import type { TheoremResult } from "../../verify/checkTheorem";
import type { Verdict } from "../../verify/verdict";
import type { ScaleText } from "./scaleText";

/** What `wnb search` is asked for. */
export interface SearchOptions {
  readonly theorem: readonly string[];
  readonly depth: number;
  readonly width: number;
  readonly inputDimension?: number;
  readonly activation?: readonly string[];
  readonly rowNorm?: ScaleText;
  readonly inputNorm?: ScaleText;
  readonly outputNorm?: ScaleText;
  readonly shift?: ScaleText;
  readonly starts: number;
  readonly steps: number;
  readonly seconds?: number;
  readonly seed: number;
  readonly workers: number;
  readonly json?: true;
  readonly out?: string;
}

/** The nearest network of one activation. */
export interface ActivationResult {
  readonly activation: string;
  readonly found: Found;
  /** Null where the theorem applies to no network that was met. */
  readonly nearest: {
    readonly networkCase: NetworkCase;
    readonly result: TheoremResult;
    readonly verdict: Verdict;
  } | null;
  readonly seconds: number;
}

/** One with a network. */
export type BestResult = ActivationResult & { readonly nearest: NonNullable<ActivationResult["nearest"]> };

/** What a search came to, to be reported. */
export interface SearchOutcome {
  readonly theorem: Theorem;
  readonly options: SearchOptions;
  readonly results: readonly ActivationResult[];
  readonly best: BestResult | null;
  readonly file: string | null;
  readonly interrupted: boolean;
}
