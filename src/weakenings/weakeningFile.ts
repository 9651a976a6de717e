import { InputError } from "../files/inputError";
import { nameAt, numberAt } from "../files/jsonValues";
import { caseFromJson, caseToJson, mergedBy, parseRecord, type RecordFormat, recordText } from "../records/recordFile";
import type { Registry } from "../theorems/registryOf";
import { theoremAt } from "../theorems/theoremAt";
import { changeFromJson } from "../verify/counterexample";
import { allWeakenedStatements, statementName } from "./weakenedStatement";
import { better, type WeakeningEntry } from "./weakeningEntry";

const FORMAT = "weightnorm-weakenings/1";
const KEYS = {
  "": ["format", "confirmed", "statements", "entries"],
  entries: ["theorem", "weakening", "without", "verdict", "quantity", "error", "bound", "case"],
};

/**
 * The file's entries, in the order of the statements. How many there are and how many are found to be false stand in its first line: a
 * search that lost its power shows there.
 */
export function weakeningRecord(registry: Registry): RecordFormat<WeakeningEntry> {
  const read = (value: Record<string, unknown>, place: string): WeakeningEntry => entryFromJson(value, place, registry);
  return {
    format: FORMAT,
    toText: (entries) => recordText(FORMAT, killRate(entries), inOrder(entries, registry).map(entryToJson)),
    fromText(text) {
      const { keys, entries } = parseRecord(text, FORMAT, KEYS, read, statementName);
      for (const [key, value] of Object.entries(killRate(entries))) {
        if (numberAt(keys[key], key) !== value) {
          throw new InputError(key, String(keys[key]), `${value}, as the entries say`);
        }
      }
      return inOrder(entries, registry);
    },
  };
}

/** How many weakened statements were found to be false, and of how many. */
export function killRate(entries: readonly WeakeningEntry[]): {
  readonly confirmed: number;
  readonly statements: number;
} {
  return { confirmed: entries.filter(({ verdict }) => verdict === "confirmed").length, statements: entries.length };
}

/** Two lists of entries as one, of each statement the better one: what was once found is not lost. */
export function mergedWeakenings(
  known: readonly WeakeningEntry[],
  found: readonly WeakeningEntry[],
): readonly WeakeningEntry[] {
  return mergedBy(known, found, statementName, better);
}

function inOrder(entries: readonly WeakeningEntry[], registry: Registry): readonly WeakeningEntry[] {
  const names = allWeakenedStatements(registry).map(statementName);
  const rank = new Map(names.map((name, i) => [name, i]));
  const rankOf = (entry: WeakeningEntry): number => rank.get(statementName(entry)) ?? names.length;
  return [...entries].sort((a, b) => rankOf(a) - rankOf(b));
}

function entryToJson({ networkCase, ...entry }: WeakeningEntry): Record<string, unknown> {
  return { ...entry, case: caseToJson(networkCase) };
}

function entryFromJson(value: Record<string, unknown>, place: string, registry: Registry): WeakeningEntry {
  const at = (key: string): string => `${place}.${key}`;
  const number = (key: string): number => numberAt(value[key], at(key));
  const theorem = theoremAt(value["theorem"], at("theorem"), registry);
  return {
    theorem: theorem.id,
    ...changeFromJson(value, theorem, place),
    verdict: nameAt(value["verdict"], ["confirmed", "slack"], at("verdict")) as WeakeningEntry["verdict"],
    quantity: number("quantity"),
    error: number("error"),
    bound: number("bound"),
    networkCase: caseFromJson(value["case"], at("case")),
  };
}
