import type { WeakeningChange } from "../../weakenings/weakeningChanges";
import type { WeakeningEntry } from "../../weakenings/weakeningEntry";

/** What the command reports. */
export interface WeakeningsOutcome {
  readonly entries: readonly WeakeningEntry[];
  readonly changes: readonly WeakeningChange[];
  /** The exit code of the signal that ended it; null if none did. */
  readonly interruption: number | null;
}
