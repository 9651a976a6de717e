import { defaultRanges } from "../generators/caseRanges";
import type { NetworkCase } from "../network/networkCase";
import type { Registry } from "../theorems/registryOf";
import { inSlices } from "../verify/steps";
import { searchCounterexample } from "./searchCounterexample";
import { statementName, type WeakenedStatement } from "./weakenedStatement";
import { type WeakeningEntry, weakeningEntryOf } from "./weakeningEntry";

/** What is searched, and for how long. */
export interface FindingPlan {
  readonly statements: readonly WeakenedStatement[];
  /** For each statement that is not found to be false at once, at most. */
  readonly seconds: number;
  /** For simplifying what is found, for each statement at most. */
  readonly shrinkSeconds: number;
  /** A 32-bit integer. */
  readonly seed: number;
  /** Networks known to be hard for a theorem, by its id. */
  readonly knownCases: (theorem: string) => readonly NetworkCase[];
  readonly signal?: AbortSignal;
  /** Called after every statement. */
  readonly onProgress?: (done: FindingProgress) => void;
}

export interface FindingProgress {
  readonly statement: string;
  readonly done: number;
  readonly total: number;
  /** Confirmed counterexamples so far. */
  readonly confirmed: number;
}

/** Random networks, and evaluations of a climb. Searches of whole classes take longer. */
const EVALUATIONS = { networks: 300, classes: 6 };
/** An artefact of rounding is not the end of a search: it goes on from another seed. */
const ATTEMPTS = 4;

/**
 * Looks for a counterexample to each weakened statement.
 *
 * @returns after each statement, its entry; nothing where it applies to no case
 */
export async function* findWeakenings(plan: FindingPlan, registry: Registry): AsyncGenerator<WeakeningEntry> {
  const { statements, signal, onProgress } = plan;
  let done = 0;
  let confirmed = 0;
  for (const statement of statements) {
    if (signal?.aborted) {
      return;
    }
    const entry = await find(statement, plan, registry);
    done += 1;
    confirmed += Number(entry?.verdict === "confirmed");
    onProgress?.({ statement: statementName(statement), done, total: statements.length, confirmed });
    if (entry !== null) {
      yield entry;
    }
  }
}

async function find(
  statement: WeakenedStatement,
  { seconds, shrinkSeconds, seed, knownCases, signal }: FindingPlan,
  registry: Registry,
): Promise<WeakeningEntry | null> {
  const deadline = performance.now() + 1000 * seconds;
  const evaluations = EVALUATIONS[registry.theorem(statement.theorem).every === undefined ? "networks" : "classes"];
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const search = {
      seed: (seed + 1000 * attempt) | 0,
      evaluations,
      deadline,
      known: attempt === 0 ? knownCases(statement.theorem) : [],
      ...(signal && { signal }),
    };
    const found = await searchCounterexample(statement, search, registry);
    const shrinkUntil = performance.now() + 1000 * shrinkSeconds;
    const entry = await inSlices(
      weakeningEntryOf(statement, found, defaultRanges, registry),
      () => signal?.aborted === true || performance.now() >= shrinkUntil,
    );
    if (entry !== null) {
      return entry;
    }
  }
  return null;
}
