import type { Registry } from "../theorems/registryOf";
import { statementName, type WeakenedStatement } from "./weakenedStatement";
import { evaluateAgain, type WeakeningEntry } from "./weakeningEntry";

/** What is no longer as the record says, of one statement. */
export interface WeakeningChange {
  /** That of the statement. */
  readonly name: string;
  readonly change: string;
}

/**
 * What changed since the entries were recorded: statements without an entry and entries without a statement, verdicts that are others now,
 * and theorems that fail on a case on which they held.
 *
 * @param entries of these statements; those of other theorems are passed over
 * @returns nothing where all is as it was
 */
export function weakeningChanges(
  statements: readonly WeakenedStatement[],
  entries: readonly WeakeningEntry[],
  registry: Registry,
): readonly WeakeningChange[] {
  const concerned = new Set(statements.map(({ theorem }) => theorem));
  const names = new Set(statements.map(statementName));
  const own = entries.filter(({ theorem }) => concerned.has(theorem));
  const known = new Set(own.map(statementName));
  const missing = [...names].filter((name) => !known.has(name));
  return [
    ...missing.map((name) => ({ name, change: "not recorded" })),
    ...own.flatMap((entry) => {
      const name = statementName(entry);
      return (names.has(name) ? changesOf(entry, registry) : ["no such statement any more"]).map((change) => ({
        name,
        change,
      }));
    }),
  ];
}

function changesOf(entry: WeakeningEntry, registry: Registry): string[] {
  const { verdict, result, unweakened } = evaluateAgain(entry, registry);
  return [
    ...(unweakened.verdict === "violated"
      ? [`the theorem itself fails on its case: ${unweakened.quantity} against ${unweakened.bound}`]
      : []),
    ...(verdict === entry.verdict
      ? []
      : [
          `was ${entry.verdict}, and now ${verdict === "neither" ? result.verdict : verdict}: ${result.quantity} against ${result.bound}`,
        ]),
  ];
}
